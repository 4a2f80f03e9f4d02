"""URLs: what is fetched stays as it was given; a separate key decides sameness.

A first form by the storage room; the fetching room owns and completes this file.
"""

from urllib.parse import parse_qsl, urlencode

import can_ada

from worker.contract.failures import FailureCode, PermanentError

TRACKING = frozenset(
    [
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_term",
        "utm_content",
        "utm_id",
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "mc_cid",
        "mc_eid",
        "igshid",
    ]
)


def sameness_key(url: str) -> str:
    """What decides whether two URLs are one: no scheme, no ``www.``, no fragment, no tracking, query sorted."""
    try:
        parsed = can_ada.parse(url)
    except ValueError:
        return url
    host = str(parsed.host).removeprefix("www.")
    pairs = [
        (k, v) for k, v in parse_qsl(str(parsed.search).removeprefix("?"), keep_blank_values=True) if k not in TRACKING
    ]
    query = urlencode(sorted(pairs))
    return f"{host}{parsed.pathname}" + (f"?{query}" if query else "")


def same_site(one: str, other: str) -> bool:
    """Whether two URLs have the same host, ``www.`` aside."""
    try:
        return str(can_ada.parse(one).host).removeprefix("www.") == str(can_ada.parse(other).host).removeprefix("www.")
    except ValueError:
        return False


def check_submitted(url: str) -> None:
    """Refuse what cannot be fetched.

    Raises:
        PermanentError: it is no absolute http or https URL.
    """
    if not url.startswith(("http://", "https://")):
        raise PermanentError(FailureCode.BAD_URL)
