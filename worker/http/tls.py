"""Secure connections: what they are checked against, and what an endpoint asks for besides."""

import ssl
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class TlsOptions:
    """An endpoint's own certificate authority and client certificate (paths of PEM files)."""

    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None


def files_changed(tls: TlsOptions) -> tuple[int, ...]:
    """When each of the options' files was last changed, in nanoseconds.

    Raises:
        OSError: a file is not there.
    """
    return tuple(path.stat().st_mtime_ns for path in (tls.ca_file, tls.cert_file, tls.key_file) if path is not None)


def ssl_context(tls: TlsOptions) -> ssl.SSLContext:
    """TLS 1.2 at least, HTTP/1.1 only, certificates verified.

    Raises:
        OSError: a file of the options cannot be read (``ssl.SSLError`` is one).
    """
    return _made(tls, files_changed(tls))


# Reading the machine's authorities takes a tenth of a second, which a first exchange would lose from its deadline.
@lru_cache(maxsize=64)
def _made(tls: TlsOptions, _changed: tuple[int, ...]) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(tls.ca_file) if tls.ca_file else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if tls.cert_file:
        context.load_cert_chain(str(tls.cert_file), str(tls.key_file) if tls.key_file else None)
    return context
