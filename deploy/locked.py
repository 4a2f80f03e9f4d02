"""The part of a lock file that some requirements need, with its hashes, on standard output; for the images' builds.

usage: locked.py LOCK REQUIREMENT...

pip resolves the requirements at the locked versions without installing anything; what it names is then installed from this
output with ``--require-hashes --no-deps``, so that every byte was locked.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PIN = re.compile(r"^([A-Za-z0-9._-]+)(==[^\\\n]*)((?:\\\n +--hash=\S+ ?)*)", re.MULTILINE)


def name_of(text: str) -> str:
    """A package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", text).lower()


def needed(lock: str, requirements: list[str]) -> set[str]:
    """The packages that the requirements come to at the locked versions."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.writelines(f"{pin[1]}{pin[2].rstrip()}\n" for pin in PIN.finditer(lock))
        constraints.flush()
        argv = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
        argv += ["--constraint", constraints.name, *requirements]
        report = json.loads(subprocess.run(argv, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603 - pip itself
    return {
        name_of(item["metadata"]["name"])
        for item in report["install"]
        if not item["download_info"]["url"].startswith("file:")
    }


def main() -> None:
    """Print the pins."""
    lock, wanted = Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2:]
    names = needed(lock, wanted)
    pins = {name_of(pin[1]): pin[0] for pin in PIN.finditer(lock)}
    missing = names - pins.keys()
    if missing:
        sys.exit(f"not in the lock: {', '.join(sorted(missing))}; `make lock` makes it anew")
    sys.stdout.write("".join(f"{pins[name]}\n" for name in sorted(names)))


if __name__ == "__main__":
    main()
