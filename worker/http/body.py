"""The body of an answer: decompressed piece by piece, so that no peer decides how much memory it takes."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import httpx

from worker.contract.failures import FailureCode, PermanentError, RetryableError
from worker.http.exchange import BREAKS

# Beside none at all: what servers write for it that take the header for another. Browsers read on, too.
NO_CODING = frozenset({"", "identity", "none", "utf-8"})
GZIP = 31  # zlib: a gzip header, the largest window
WIRE_CHUNK = 65_536
PIECE = 262_144
MAX_MEMBERS = 100  # RFC 1952 lets gzip files follow each other; a file of empty ones would cost time for nothing


def whole(response: httpx.Response, most: int) -> bytes:
    """The decoded body; about its own size in memory while it is read.

    Args:
        response: sent with ``stream=True``, not read yet.
        most: bytes that it may have.

    Raises:
        PermanentError: larger than ``most``, or an encoding that was not asked for.
        RetryableError: broken compression.
    """
    body = BytesIO()
    for piece in _decoded(response):
        if body.tell() + len(piece) > most:
            raise PermanentError(FailureCode.TOO_LARGE, decoded_bytes=body.tell() + len(piece), limit=most)
        body.write(piece)
    return body.getvalue()


def beginning(response: httpx.Response, most: int) -> bytes:
    """The first ``most`` bytes of the decoded body; one that breaks off, hangs or cannot be decoded gives what came."""
    body = BytesIO()
    with suppress(*BREAKS):
        for piece in _decoded(response):
            body.write(piece[: most - body.tell()])
            if body.tell() >= most:
                break
    return body.getvalue()


def content_type(value: str) -> tuple[str, str | None]:
    """Media type and charset of a ``Content-Type``, both in lower case; the charset is None when none is named.

    Of a header that was sent several times (joined by commas) the first counts.
    """
    kind, *parameters = value.split(",", maxsplit=1)[0].split(";")
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.strip().lower(), charset.strip().strip("\"'").lower() or None
    return kind.strip().lower(), None


def _decoded(response: httpx.Response) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in NO_CODING:
        yield from response.iter_raw(WIRE_CHUNK)
    elif encoding in {"gzip", "x-gzip"}:
        yield from _gunzip(response.iter_raw(WIRE_CHUNK))
    else:
        raise PermanentError(FailureCode.CONTENT_ENCODING, content_encoding=encoding[:100])


def _gunzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of at most ``PIECE`` bytes, whatever a chunk unpacks to.

    Raises:
        RetryableError: no gzip, or it broke off.
    """
    inner, members, begun = zlib.decompressobj(GZIP), 1, False
    try:
        for chunk in chunks:
            left = chunk
            while left and members <= MAX_MEMBERS:
                begun = True
                yield inner.decompress(left, PIECE)
                left = inner.unconsumed_tail
                if inner.eof:
                    # What follows a member is another one, or padding that browsers ignore too.
                    left = inner.unused_data if inner.unused_data.startswith(b"\x1f\x8b") else b""
                    inner, members, begun = zlib.decompressobj(GZIP), members + 1, False
    except zlib.error as error:
        raise RetryableError(FailureCode.PROTOCOL, detail="The page's compression is broken.") from error
    if begun:
        raise RetryableError(FailureCode.PROTOCOL, detail="The page's compression broke off.")
