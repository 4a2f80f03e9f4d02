"""What ``dateline endpoints`` was told, checked: each mistake ends the command with its remedy."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from dateline.console import fail
from worker.contract.events import EventType
from worker.contract.failures import PermanentError
from worker.contract.urls import check_submitted
from worker.contract.webhook_secret import SecretError, check_secret
from worker.http.tls import TlsOptions, ssl_context

ID = re.compile(r"[A-Za-z0-9._-]{1,100}")


def checked_url(url: str) -> None:
    """An absolute http or https address."""
    try:
        check_submitted(url)
    except PermanentError as error:
        fail(f"nothing can be posted to that URL. {error.failure('submit').message}")


def checked_id(name: str) -> str:
    """An id that can be part of a key."""
    if not ID.fullmatch(name):
        fail(f"--name {name!r} is no id: letters, digits, dot, dash and underscore, 100 at most")
    return name


def id_of(url: str) -> str:
    """The URL's host and port as an id."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", urlsplit(url).netloc.rpartition("@")[2]).strip("-")[:100]


def checked_secret(secret: str) -> str:
    """A secret that can sign."""
    try:
        return check_secret(secret)
    except SecretError as error:
        fail(str(error))


def checked_types(types: Sequence[str]) -> tuple[str, ...]:
    """Kinds of event that there are."""
    kinds = [kind.value for kind in EventType]
    for unknown in sorted(set(types) - set(kinds)):
        fail(f"there is no event {unknown!r}: choose among {', '.join(kinds)}")
    return tuple(types)


def checked_files(files: Mapping[str, Path | None]) -> None:
    """Certificates that a worker will be able to use."""
    if files["key_file"] and not files["cert_file"]:
        fail("--key-file is the key of a client certificate: give --cert-file too")
    try:
        ssl_context(TlsOptions(files["ca_file"], files["cert_file"], files["key_file"]))
    except OSError as error:
        names = ", ".join(str(file) for file in files.values() if file)
        fail(f"a certificate file cannot be used ({names}): {error}")
