"""OPML: lists of feeds as feed readers export them."""

from io import BytesIO

from lxml import etree

MAX_BYTES = 10_485_760


def looks_like_opml(body: bytes) -> bool:
    """Whether it begins like a list of feeds."""
    return b"<opml" in body[:2_000].lower()


def feeds_of_opml(body: bytes) -> tuple[str, ...]:
    """The feeds' URLs, in the list's order, each once; of a broken list what stands before the break."""
    found = list[str]()
    entries = etree.iterparse(
        BytesIO(body[:MAX_BYTES]), events=("start",), recover=True, resolve_entities=False, no_network=True
    )
    try:
        for _, element in entries:
            attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
            found.append(_plain(attributes.get("xmlurl", "")))
    except etree.XMLSyntaxError:
        pass
    return tuple(dict.fromkeys(url for url in found if url.startswith(("http://", "https://"))))


def _plain(url: str) -> str:
    # The old scheme of feed readers: feed://host/path, and feed:https://host/path.
    url = url.strip()
    if url.lower().startswith("feed:"):
        rest = url[len("feed:") :]
        return f"http:{rest}" if rest.startswith("//") else rest
    return url
