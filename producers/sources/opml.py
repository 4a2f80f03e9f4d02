"""OPML: lists of feeds as feed readers export them."""

from io import BytesIO

from lxml import etree


def looks_like_opml(body: bytes) -> bool:
    """Whether it begins like a list of feeds."""
    return b"<opml" in body[:2_000].lower()


def feeds_of_opml(body: bytes) -> tuple[str, ...]:
    """The feeds' URLs, in the list's order, each once; of a broken list what stands before the break."""
    found = []
    entries = etree.iterparse(BytesIO(body), events=("start",), recover=True, resolve_entities=False, no_network=True)
    try:
        for _, element in entries:
            url = (element.get("xmlUrl") or element.get("xmlurl") or "").strip()
            if url:
                found.append(url)
    except etree.XMLSyntaxError:
        pass
    return tuple(dict.fromkeys(found))
