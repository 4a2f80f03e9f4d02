"""The README's pictures, made of a real run: ``make picture``.

usage: python -m dateline.picture EVENTS.jsonl FOLDER
    EVENTS.jsonl  what a receiver kept (DATELINE_RECEIVER__KEEP) of a ``dateline demo``
    FOLDER        gets demo.svg, two events as the terminal shows them, and page.png where chromium is installed
"""

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from receiver.keep import Kept
from receiver.server import Receiver
from receiver.show import render
from receiver.verify import Received

ARTICLE, WALL = "earthquake", "consent_wall"
COLUMNS = 88
PAGE = "1160,740"
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # it would be loaded from elsewhere


def terminal(events: list[Received]) -> str:
    """The events as an SVG of a terminal."""
    console = Console(width=COLUMNS, record=True, file=io.StringIO(), highlight=False, force_terminal=True)
    console.print("[bold green]$[/] make demo")
    for received in events:
        console.print(render(received))
    svg = console.export_svg(title="dateline", unique_id="dateline")
    return FONT.sub("", svg)


def page(received: Received, path: Path) -> None:
    """The receiver's page of an event, photographed by chromium."""
    kept = Kept()
    kept.add(received)
    with Receiver([], kept) as receiver, tempfile.TemporaryDirectory() as profile:
        argv = [
            str(shutil.which("chromium")), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", f"--window-size={PAGE}", f"--user-data-dir={profile}", f"--screenshot={path}",
            f"{receiver.url}event/{received.webhook_id}",
        ]  # fmt: skip
        subprocess.run(argv, check=True, capture_output=True, timeout=60)  # noqa: S603 - our own command


def main() -> None:
    """Write the pictures."""
    source, folder = map(Path, sys.argv[1:3])
    events = [Received(**json.loads(line)) for line in source.read_text(encoding="utf-8").splitlines()]
    shown = [next(e for e in events if word in json.dumps(e.event)) for word in (ARTICLE, WALL)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "demo.svg").write_text(terminal(shown), encoding="utf-8")
    if shutil.which("chromium"):
        page(shown[0], (folder / "page.png").resolve())


if __name__ == "__main__":
    main()
