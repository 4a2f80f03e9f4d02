"""What a delivery, or the reader of a page, meets: decided by its id alone."""

import hashlib
import struct
import time
from email.utils import formatdate
from typing import NamedTuple

OK = b"HTTP/1.1 204 No Content\r\n\r\n"


def plain(status: str, *headers: str) -> bytes:
    """An answer without a body."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Content-Length: 0", "", ""]).encode()


def retry_after_forms() -> list[str]:
    """Every form of Retry-After: seconds, a date, the past, negative, junk, ten years."""
    now = time.time()
    return ["1", formatdate(now + 2, usegmt=True), formatdate(now - 60, usegmt=True), "-1", "soon", "315360000"]


def page(number: int) -> bytes:
    """A small article of our own writing; each number gives another text."""
    said = (
        f"<p>The port of Harwick closed its basin {number} on Monday after {number + 3} boats were torn from their moorings."
        " “We have never seen the water rise so fast,” said harbour master Ruth Calder. Mayor Tomas Brandt will meet the"
        f" insurers on Thursday. At least {number + 1} people were injured, the coast guard said.</p>"
    )
    html = f'<!doctype html><html lang="en"><head><title>Storm closes basin {number}</title></head><body><article><h1>Storm closes basin {number}</h1>{said}</article></body></html>'
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(html.encode())}\r\n\r\n"
    return (head + html).encode()


QUICK = ("500", "404", "302", "304", "reset request", "reset in headers", "close", "oversized headers", "malformed")
SLOW = ("hang", "drip in headers", "drip of 1xx")
PAUSING = tuple(f"{status} {form}" for status in (429, 503) for form in range(6))
GOOD = ("200 then reset", "200 short body", "200 endless body", "200 drip in body")
FOR_EVER = "404 for ever"
# Shares of the deliveries; the rest meets nothing.
SHARES = ((0.15, QUICK), (0.04, GOOD), (0.015, SLOW), (0.005, PAUSING), (0.005, (FOR_EVER,)))
# After these the sender may not know that it was heard.
ANSWER_MAY_BE_LOST = frozenset({"200 then reset"})


class Plan(NamedTuple):
    """What a delivery meets: a fault, and how many times before it succeeds."""

    fault: str
    times: int


def plan_of(webhook_id: str) -> Plan:
    """The plan that follows from a delivery's id."""
    digest = hashlib.sha256(webhook_id.encode()).digest()
    chance, which, times = struct.unpack(">III", digest[:12])
    place = chance / 2**32
    for share, faults in SHARES:
        if place < share:
            return Plan(faults[which % len(faults)], 1 + times % 3)
        place -= share
    return Plan("", 0)
