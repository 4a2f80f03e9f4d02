"""URLs: what is fetched stays as it was given; a separate key decides sameness.

Parsing is that of browsers (https://url.spec.whatwg.org, by ``can_ada``), so that two spellings which a browser takes
for one address are one here.
"""

import re
from functools import cache
from importlib.resources import files
from urllib.parse import quote

import can_ada

from worker.contract.failures import FailureCode, PermanentError

MAX_CHARS = 8192  # RFC 9110, 4.1 asks for 8000 at least
WEB = frozenset({"http:", "https:"})
# Doors of one house: what a site calls itself for small screens and caches.
DOORS = ("www.", "m.", "mobile.", "amp.")
_WRITTEN_OUT = re.compile(r"https?://", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_ESCAPE = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])%[0-9A-Fa-f]{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_AGGREGATORS = re.compile(r"news(\.url)?\.google\.[a-z.]{2,6}")
_HIDDEN = re.compile(r"/(__i/)?(rss/)?(articles|read|rd|news/url)(/|$)")


def sameness_key(url: str) -> str:
    """What decides whether two URLs are one: ASCII, and the key of ``https://`` + key is the key.

    Without scheme, ``www.``, credentials, fragment and tracking parameters; the query sorted by name, values of one
    name in their order; escapes that stand for plain characters undone (RFC 3986, 6.2.2). Nothing else is dropped:
    any other parameter may select the page. What is no web address is its own key. Never raises.
    """
    parsed = _parsed(url)
    if parsed is None:
        return quote(url.strip(), safe="/:?&=%#@+~,;!$'()*[]", errors="replace")
    query = "&".join(_query(str(parsed.search).removeprefix("?")))
    return f"{_host(parsed)}{_plain(str(parsed.pathname))}" + (f"?{query}" if query else "")


def same_site(one: str, other: str) -> bool:
    """Whether two URLs have the same host; ``www.``, ``m.``, ``mobile.`` and ``amp.`` before it aside."""
    first, second = _parsed(one), _parsed(other)
    return first is not None and second is not None and _house(_host(first)) == _house(_host(second))


def may_join(canonical: str, final_url: str) -> bool:
    """Whether what a page calls itself may be taken for the same article.

    Another site's word is not taken, nor that of a page deep in a site which calls itself the home page: whole sites
    do, and all their articles would be one.
    """
    first, second = _parsed(canonical), _parsed(final_url)
    if first is None or second is None or not same_site(canonical, final_url):
        return False
    home = str(first.pathname) == "/" and not first.search
    return not home or (str(second.pathname) == "/" and not second.search)


def host_of(url: str) -> str:
    """Host and port as a browser would ask them: lower case, ASCII, without the scheme's own port.

    Raises:
        PermanentError: no web address.
    """
    return str(_checked(url).host)


def origin_of(url: str) -> str:
    """Scheme, host and port, as ``https://news.example``.

    Raises:
        PermanentError: no web address.
    """
    parsed = _checked(url)
    return f"{parsed.protocol}//{parsed.host}"


def written_out(url: str) -> str:
    """The URL as a browser writes it out: absolute, its host in ASCII or as an address.

    Raises:
        PermanentError: no web address.
    """
    return str(_checked(url).href)


def redirected(here: str, target: str) -> str:
    """Where a redirect leads, after WHATWG.

    Args:
        here: the URL that redirects.
        target: its ``Location``, absolute or relative.

    Raises:
        PermanentError: not to a web address.
    """
    try:
        return str(_checked(str((can_ada.parse(_whole(here)) + _whole(target)).href)).href)
    except ValueError as error:
        raise PermanentError(FailureCode.BAD_URL, redirected_to=target[:200]) from error


def check_submitted(url: str) -> None:
    """Refuse what cannot be fetched.

    Raises:
        PermanentError: no absolute http or https URL with a host (BAD_URL), one with a password, or the redirect of an
            aggregator that hides the article's address (REDIRECT_SERVICE).
    """
    if len(url) > MAX_CHARS or _CONTROL.search(url) or not _WRITTEN_OUT.match(url):
        raise PermanentError(FailureCode.BAD_URL, url=url[:200])
    parsed = _checked(url)
    if parsed.username or parsed.password:
        raise PermanentError(
            FailureCode.BAD_URL, detail="The URL holds a user name or a password.", host=parsed.hostname
        )
    if _AGGREGATORS.fullmatch(_house(str(parsed.hostname))) and _HIDDEN.match(str(parsed.pathname)):
        raise PermanentError(FailureCode.REDIRECT_SERVICE, host=str(parsed.hostname))


def _checked(url: str) -> can_ada.URL:
    parsed = _parsed(url)
    if parsed is None:
        raise PermanentError(FailureCode.BAD_URL, url=url[:200])
    return parsed


def _parsed(url: str) -> can_ada.URL | None:
    try:
        parsed = can_ada.parse(_whole(url))
    except ValueError:
        return None
    return parsed if parsed.protocol in WEB and parsed.host else None


def _whole(text: str) -> str:
    """Without lone surrogates, as the standard's USVString."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _host(parsed: can_ada.URL) -> str:
    name = str(parsed.hostname).removesuffix(".")
    while name.startswith("www.") and "." in name.removeprefix("www."):
        name = name.removeprefix("www.")
    # Without a scheme the default ports of both say nothing.
    return name if parsed.port in {"", "80", "443"} else f"{name}:{parsed.port}"


def _house(host: str) -> str:
    for door in DOORS:
        if host.startswith(door) and "." in host.removeprefix(door):
            return host.removeprefix(door)
    return host


def _query(search: str) -> list[str]:
    pairs = (_plain(pair.replace("+", "%20")) for pair in search.split("&") if pair)
    kept = [(name, pair) for pair in pairs if not _is_tracking(name := pair.partition("=")[0])]
    return [pair for _, pair in sorted(kept, key=lambda named: named[0])]


def _plain(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(escape: re.Match[str]) -> str:
    character = chr(int(escape.group()[1:], 16))
    return character if _UNRESERVED.fullmatch(character) else escape.group().upper()


def _is_tracking(name: str) -> bool:
    names, beginnings = _tracking()
    return name in names or name.startswith(beginnings)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = (files("worker.contract") / "tracking.txt").read_text("utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    beginnings = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), beginnings
