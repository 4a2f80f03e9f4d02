"""Follows sitemap indexes to their sitemaps, within caps: an index may name 50,000 of them, or itself."""

from collections import deque
from collections.abc import Callable, Iterator

from producers.sources.candidate import Candidate
from producers.sources.sitemaps import parse_sitemap
from producers.sources.web import Getter, SourceError, read

MAX_DEPTH = 3
MAX_SITEMAPS = 500
MAX_URLS = 500_000

OnProblem = Callable[[str, str], None]


def walk_sitemaps(
    client: Getter, url: str, *, on_problem: OnProblem, max_urls: int = MAX_URLS, max_sitemaps: int = MAX_SITEMAPS
) -> Iterator[Candidate]:
    """The candidates of a sitemap and of all those that it names, each URL once, as they are read.

    Args:
        client: gets them.
        url: of a sitemap or an index of sitemaps.
        on_problem: called with the sitemap and what could not be read of it; the rest goes on.
        max_urls: after so many candidates it ends.
        max_sitemaps: so many files are read at most.
    """
    waiting, known, seen = deque([(url, 1)]), {url}, set[str]()
    read_files = 0
    while waiting:
        here, depth = waiting.popleft()
        if read_files >= max_sitemaps:
            on_problem(here, f"not read, nor {len(waiting)} more: {max_sitemaps} sitemaps are the most")
            return
        read_files += 1
        try:
            sitemap = parse_sitemap(read(client, here).body)
        except SourceError as error:
            on_problem(here, str(error))
            continue
        for problem in sitemap.problems:
            on_problem(here, problem)
        for candidate in sitemap.candidates:
            if candidate.url in seen:
                continue
            if len(seen) >= max_urls:
                on_problem(here, f"{max_urls} URLs are the most; the rest was left out")
                return
            seen.add(candidate.url)
            yield candidate
        further = [named for named in sitemap.sitemaps if named not in known]
        if further and depth >= MAX_DEPTH:
            on_problem(here, f"{len(further)} sitemaps below depth {MAX_DEPTH} were left out")
            continue
        known.update(further)
        waiting.extend((named, depth + 1) for named in further)
