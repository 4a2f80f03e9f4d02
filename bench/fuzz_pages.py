"""Mutated pages through ``articles``: an Article or a PermanentError, nothing else, and in bounded time.

usage: fuzz_pages.py [--count 10000] [--seed 1] [--processes 2] [--limit 10]
Takes the sample site's pages and the tests' walls and cuts, doubles, swaps and nests their markup, breaks their JSON-LD, sprinkles odd
bytes. An article's own promises are checked, too: hash, length, no blank edges, one blank line between paragraphs,
the same bytes when it is read again. Exit code 1 with the seed of each mutation that broke a rule.
"""

import argparse
import hashlib
import random
import re
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from types import FrameType

from worker.articles import read_page, read_text
from worker.contract.article import Article
from worker.contract.failures import FailureCode, PermanentError

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "dateline" / "samples" / "pages", ROOT / "tests" / "unit" / "articles" / "pages")
ODD = [
    "\x00", "\x0b", "\x1b[31m", "\u200b", "\u202e", "\ufeff", "\ud800", "\U0010ffff", "&#0;", "&#xD800;", "&#99999999;", "&nbsp", "<", ">", "<!--", "-->",
    "<![CDATA[", "]]>", "<?xml version='1.0' encoding='utf-16'?>", "</body>", "</html>", "<p", "<table><tr><td>", "<script>", "</script>", "<svg><p>",
    "<template>", "<plaintext>", "<frameset>", "<base href='::'>", "<link rel=canonical href='http://[::1'>", "<a href='http://[x'>", "{", "}", "\\u", '"', "'",
    "<meta property='article:published_time' content='0000-99-99T99:99:99+99:99'>", "<time datetime='-1'>", "<h1>", "\r", "\u2028", "İ", "ﷺ" * 40, "a" * 5000,
]  # fmt: skip
REPEAT_EVERY = 25


class TooSlowError(BaseException):
    """A page took longer than the limit; not an Exception, so that nothing on its way swallows it."""


@cache
def pages() -> tuple[str, ...]:
    """The pages that are mutated."""
    return tuple(path.read_text(encoding="utf-8") for folder in FOLDERS for path in sorted(folder.rglob("*.html")))


def mutate(chance: random.Random) -> str:
    """One page, mutated by a handful of random steps."""
    page = chance.choice(pages())
    for _ in range(chance.randint(1, 8)):
        page = chance.choice(STEPS)(page, chance)
    return page


def _ends(page: str, chance: random.Random) -> tuple[int, int]:
    begin = chance.randint(0, len(page))
    return begin, min(len(page), begin + chance.choice((1, 10, 100, 1000, 5000)))


def _cut(page: str, chance: random.Random) -> str:
    begin, end = _ends(page, chance)
    return page[:begin] + page[end:]


def _double(page: str, chance: random.Random) -> str:
    begin, end = _ends(page, chance)
    return page[:end] + page[begin:end] * chance.choice((1, 2, 20)) + page[end:]


def _move(page: str, chance: random.Random) -> str:
    begin, end = _ends(page, chance)
    rest, at = page[:begin] + page[end:], chance.randint(0, len(page))
    return rest[:at] + page[begin:end] + rest[at:]


def _sprinkle(page: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 30)):
        at = chance.randint(0, len(page))
        page = page[:at] + chance.choice(ODD) + page[at:]
    return page


def _nest(page: str, chance: random.Random) -> str:
    at, depth, tag = (
        chance.randint(0, len(page)),
        chance.choice((3, 50, 300, 3000)),
        chance.choice(("div", "b", "ul", "table", "blockquote", "span", "p")),
    )
    return page[:at] + f"<{tag}>" * depth + page[at:] + f"</{tag}>" * chance.choice((0, depth))


def _retag(page: str, chance: random.Random) -> str:
    return re.sub(
        rf"\b{chance.choice(('p', 'div', 'h1', 'article', 'body', 'html', 'main', 'head'))}\b",
        chance.choice(("td", "li", "x-y", "span", "a", "form", "math", "option", "p")),
        page,
    )


def _values(page: str, chance: random.Random) -> str:
    """Other JSON values behind a key."""
    value = chance.choice(
        (
            "null",
            "[]",
            "{}",
            "0",
            "[[[]]]",
            '{"@type": [1]}',
            "true",
            '"\\ud800"',
            '["", null, {"name": {"name": []}}]',
            "1e999",
        )
    )
    return re.sub(
        r'("(?:headline|author|datePublished|publisher|image|keywords|@type|itemListElement|articleSection)":)\s*[^\n]+?,\n',
        rf"\1 {value.replace(chr(92), chr(92) * 2)},\n",
        page,
        count=chance.randint(1, 4),
    )


STEPS = (_cut, _double, _move, _sprinkle, _nest, _retag, _values)


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError


def _read(page: str, *, plain: bool) -> Article | None:
    try:
        if plain:
            return read_text(page, languages=(), min_chars=0)
        return read_page(page, "https://harbour.example/a", languages=(), min_chars=0)
    except PermanentError as error:
        if error.code is FailureCode.UNREADABLE and error.evidence.get("error"):
            print("unreadable:", error.evidence, flush=True)
        return None


def check(seed: int, limit: int) -> str | None:
    """What is wrong with the reading of one mutation, or None."""
    chance = random.Random(seed)
    page, plain = mutate(chance), chance.random() < 0.1
    signal.signal(signal.SIGALRM, _alarm)
    signal.alarm(limit)
    try:
        article = _read(page, plain=plain)
        again = _read(page, plain=plain) if seed % REPEAT_EVERY == 0 else article
    except TooSlowError:
        return f"{seed}: longer than {limit} s"
    except Exception as error:  # noqa: BLE001 - any exception is the finding
        return f"{seed}: {type(error).__name__}: {error}"
    finally:
        signal.alarm(0)
    if again != article:
        return f"{seed}: a second reading gave another article"
    return f"{seed}: {broken}" if article and (broken := _broken(article)) else None


def _broken(article: Article) -> str | None:
    text, head = article.text, article.head
    promises = {
        "hash": head.text_sha256 == hashlib.sha256(text.encode()).hexdigest(),
        "chars": head.chars == len(text),
        "edges": text == text.strip() and bool(text),
        "paragraphs": not re.search(r"\n{3,}|(?<!\n)\n(?!\n)", text),
        "json": Article.model_validate_json(article.model_dump_json()) == article,
    }
    return next((f"{name} broken" for name, kept in promises.items() if not kept), None)


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int, default=10, help="seconds for one page")
    given = parser.parse_args()
    begun, bad = time.perf_counter(), 0
    seeds = range(given.seed, given.seed + given.count)
    with ProcessPoolExecutor(given.processes) as pool:
        for number, finding in enumerate(pool.map(check, seeds, [given.limit] * given.count, chunksize=20), 1):
            if finding:
                bad += 1
                print(finding, flush=True)
            if number % 1000 == 0:
                print(f"{number} pages, {bad} findings, {time.perf_counter() - begun:.0f} s", flush=True)
    print(f"{given.count} mutated pages, {bad} findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
