"""The command's entry: ``dateline`` and ``python -m dateline``."""

import signal
import sys


def main() -> None:
    """Load the commands and run one.

    Ctrl-C while they load ends the process without a traceback; a package that is not installed is named with the
    extra that brings it.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dateline.cli import app

    signal.signal(signal.SIGINT, before)
    try:
        app()
    except ModuleNotFoundError as error:
        extra = extra_of((error.name or "").partition(".")[0])
        if extra is None:
            raise
        sys.stderr.write(f"error {error.name} is not installed: this needs `pip install 'dateline[{extra}]'`\n")
        sys.exit(2)


def extra_of(module: str) -> str | None:
    """The extra of this distribution that brings a module; None for any other module."""
    from importlib.metadata import requires

    name = module.replace("_", "-")
    for requirement in requires("dateline") or []:
        wanted, _, marker = requirement.partition(";")
        if wanted.startswith(name) and not wanted[len(name) :].strip(" <>=!~,.0123456789") and "extra ==" in marker:
            return marker.partition("extra ==")[2].strip(" '\"")
    return None


if __name__ == "__main__":
    main()
