"""Keep what was received: in memory by webhook-id, and as JSON lines on disk when a file is given."""

import json
import os
import threading
from collections import OrderedDict
from pathlib import Path

from receiver.verify import Received

MOST = 500


class Kept:
    """The received events, newest last; the file has all of them, memory the newest 500.

    Args:
        path: JSON lines are appended here; what it holds already is known again after a restart.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._events: OrderedDict[str, Received] = OrderedDict()
        self._known: set[str] = set()
        self._path = path
        self.count = 0
        self.repeated = 0
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path and path.exists():
            self._load(path)

    def add(self, received: Received) -> bool:
        """Keep an event; False when its webhook-id came before: at-least-once delivery may repeat it."""
        with self._lock:
            if received.webhook_id in self._known:
                self.repeated += 1
                return False
            if self._path:
                self._append(self._path, received)
            self._note(received)
            return True

    def all(self) -> list[Received]:
        """The newest events, newest first."""
        with self._lock:
            return list(reversed(self._events.values()))

    def get(self, webhook_id: str) -> Received | None:
        """One event that is still in memory."""
        with self._lock:
            return self._events.get(webhook_id)

    def _note(self, received: Received) -> None:
        self._known.add(received.webhook_id)
        self._events[received.webhook_id] = received
        self.count += 1
        if len(self._events) > MOST:
            self._events.popitem(last=False)

    def _append(self, path: Path, received: Received) -> None:
        # Answered with 2xx only after this: what was acknowledged must be on disk.
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(received._asdict(), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _load(self, path: Path) -> None:
        with path.open(encoding="utf-8") as file:
            for line in file:
                try:
                    self._note(Received(**json.loads(line)))
                except (ValueError, TypeError):
                    continue  # the line that a crash cut off
