"""The command's entry: ``dateline`` and ``python -m dateline``."""

import signal


def main() -> None:
    """Load the commands and run one; Ctrl-C while they load ends the process without a traceback."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dateline.cli import app

    signal.signal(signal.SIGINT, before)
    app()


if __name__ == "__main__":
    main()
