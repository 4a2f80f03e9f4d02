"""A server that says exactly the bytes it is told to, on loopback: what no well-behaved server library would send."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

Script = Callable[["Peer"], None]


class Peer:
    """One connection as the server sees it."""

    def __init__(self, connection: socket.socket, closing: threading.Event) -> None:
        self._connection = connection
        self._closing = closing

    def request(self) -> bytes:
        """What the client sent up to the end of its headers; empty when it hung up."""
        said = b""
        while b"\r\n\r\n" not in said:
            piece = self._connection.recv(65_536)
            if not piece:
                return b""
            said += piece
        return said

    def whole_request(self) -> bytes:
        """What the client sent, its body included; empty when it hung up."""
        said = self.request()
        head, _, body = said.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self._connection.recv(65_536)
        return head + b"\r\n\r\n" + body if said else b""

    def say(self, *pieces: bytes) -> None:
        for piece in pieces:
            self._connection.sendall(piece)

    def drip(self, piece: bytes) -> None:
        """The same again and again until the client hangs up."""
        while not self._closing.wait(0.01):
            self._connection.sendall(piece)

    def pour(self, pieces: Iterable[bytes]) -> None:
        """Send until there is no more or the client hangs up."""
        for piece in pieces:
            if self._closing.is_set():
                return
            self._connection.sendall(piece)

    def read_slowly(self) -> None:
        """Take a few bytes now and then until the client hangs up."""
        while not self._closing.wait(0.01) and self._connection.recv(2000):
            pass

    def reset(self) -> None:
        """Break the connection off, so that the client sees a reset and not an end."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()

    def read(self, count: int) -> bytes:
        """A piece of what the client sends."""
        return self._connection.recv(count)

    def wait(self) -> None:
        """Say nothing until the client hangs up or the test ends."""
        self._connection.settimeout(0.05)
        while not self._closing.is_set():
            try:
                if not self._connection.recv(65_536):
                    return
            except TimeoutError:
                continue


class RawServer:
    """Runs a script for each connection. ``requests`` has what each sent; ``connections`` counts them.

    Args:
        script: called with the connection; errors of a client that hung up end it quietly.
        host: a loopback address.
        tls: its certificate, if it is to speak TLS.
    """

    def __init__(self, script: Script, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._script = script
        self._listener = socket.create_server((host, 0))
        self._closing = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self.connections = 0
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://{host}:{self.port}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        self._listener.settimeout(0.05)
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                if self._tls is None:
                    self._script(Peer(connection, self._closing))
                else:
                    with self._tls.wrap_socket(connection, server_side=True) as secure:
                        self._script(Peer(secure, self._closing))
            except OSError:
                return


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer, with its length unless the headers say how the body ends."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(line.lower().startswith("transfer-encoding") for line in headers):
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.append("Content-Type: text/html")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body


def says(*pieces: bytes) -> Script:
    """A script that reads one request and says these pieces."""

    def script(peer: Peer) -> None:
        if peer.request():
            peer.say(*pieces)

    return script
