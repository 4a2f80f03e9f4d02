"""Follows sitemap indexes to their sitemaps, within caps: an index may name 50,000 of them, or itself."""

from collections import deque
from collections.abc import Callable, Iterator

from producers.sources.candidate import Candidate
from producers.sources.sitemaps import Sitemap, parse_sitemap
from producers.sources.web import Getter, SourceError, read

MAX_DEPTH = 3
MAX_SITEMAPS = 500
MAX_URLS = 500_000

OnProblem = Callable[[str, str], None]


class SitemapWalk:
    """The candidates of a sitemap and of all that it names; iterate it once.

    Args:
        client: gets them.
        on_problem: called with a sitemap and what could not be read of it; the rest goes on.
        pause: called between two requests.
        since: Unix seconds; what says that it changed last before is left out, whole sitemaps too.
        max_urls: after so many candidates it ends.
        max_sitemaps: so many files are read at most.
    """

    def __init__(
        self,
        client: Getter,
        *,
        on_problem: OnProblem,
        pause: Callable[[], None] = lambda: None,
        since: float | None = None,
        max_urls: int = MAX_URLS,
        max_sitemaps: int = MAX_SITEMAPS,
    ) -> None:
        self._client = client
        self._on_problem = on_problem
        self._pause = pause
        self._since = since
        self._max_urls = max_urls
        self._max_sitemaps = max_sitemaps

    def candidates(self, url: str) -> Iterator[Candidate]:
        """Each URL once, as the files are read; ``url`` is a sitemap or an index."""
        seen = set[str]()
        for here, sitemap in self._sitemaps(url):
            for candidate in sitemap.candidates:
                if candidate.url in seen or candidate.older_than(self._since):
                    continue
                if len(seen) >= self._max_urls:
                    self._on_problem(here, f"{self._max_urls} URLs are the most; the rest was left out")
                    return
                seen.add(candidate.url)
                yield candidate

    def _sitemaps(self, url: str) -> Iterator[tuple[str, Sitemap]]:
        waiting, known = deque([(url, 1)]), {url}
        for number in range(self._max_sitemaps):
            if not waiting:
                return
            here, depth = waiting.popleft()
            if number:
                self._pause()
            sitemap = self._read(here)
            yield here, sitemap
            further = [c.url for c in sitemap.sitemaps if c.url not in known and not c.older_than(self._since)]
            if further and depth >= MAX_DEPTH:
                self._on_problem(here, f"{len(further)} sitemaps below depth {MAX_DEPTH} were left out")
                continue
            known.update(further)
            waiting.extend((named, depth + 1) for named in dict.fromkeys(further))
        if waiting:
            self._on_problem(url, f"{self._max_sitemaps} sitemaps are the most; {len(waiting)} were not read")

    def _read(self, url: str) -> Sitemap:
        try:
            fetched = read(self._client, url)
        except SourceError as error:
            self._on_problem(url, str(error))
            return Sitemap()
        sitemap = parse_sitemap(fetched.body, fetched.final_url)
        for problem in sitemap.problems:
            self._on_problem(url, problem)
        return sitemap
