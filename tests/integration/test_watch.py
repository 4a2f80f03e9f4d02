"""Sources to jobs: the command, a real site on loopback, the real store."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from redis import Redis
from web_fakes import rss

from dateline.broker import EmbeddedBroker
from dateline.samples import site
from worker.storage.feeds import Feeds, FeedState
from worker.storage.keys import Keys

DAY = 86_400.0


class FeedSite:
    """Serves one feed that can change; answers 304 to whoever has its ETag. ``asked`` keeps paths and ETags."""

    def __init__(self) -> None:
        feeds = self
        self.entries = ["/1", "/2"]
        self.status, self.retry_after = 200, ""
        self.asked: list[tuple[str, str | None]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                etag = f'"{len(feeds.entries)}"'
                feeds.asked.append((self.path, self.headers["if-none-match"]))
                status = 304 if self.headers["if-none-match"] == etag else feeds.status
                body = rss(*(f"{feeds.url}{entry}" for entry in feeds.entries)).encode() if status == 200 else b""
                self.send_response(status)
                self.send_header("etag", etag)
                self.send_header("content-type", "application/rss+xml")
                self.send_header("content-length", str(len(body)))
                if feeds.retry_after:
                    self.send_header("retry-after", feeds.retry_after)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def feed(self) -> str:
        return f"{self.url}/feed.xml"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def news() -> Iterator[FeedSite]:
    served = FeedSite()
    yield served
    served.close()


@pytest.fixture
def env(valkey: EmbeddedBroker, tmp_path: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
        "DATELINE_BROKER__URL": valkey.url,
        "DATELINE_HTTP__ALLOW_NETWORKS": "127.0.0.0/8",
        "DATELINE_FETCH__HOST_GAP": "0",
        "DATELINE_DATA_DIR": str(tmp_path),
    }


def dateline(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "dateline", *arguments]
    return subprocess.run(argv, env=env, capture_output=True, text=True, timeout=60, check=False)


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_watch_once_submits_what_is_new_and_a_second_run_nothing(
    env: dict[str, str], news: FeedSite, redis: Redis
) -> None:
    assert dateline(env, "watch", news.feed, "--once").returncode == 0
    assert redis.llen("fetch") == 2
    again = dateline(env, "watch", news.feed, "--once")
    assert "unchanged" in again.stderr
    assert news.asked[1] == ("/feed.xml", '"2"')
    news.entries.insert(0, "/3")
    third = dateline(env, "watch", news.feed, "--once", "--json")
    assert [row["url"] for row in rows(third) if "url" in row] == [f"{news.url}/3"]
    assert redis.llen("fetch") == 3


def test_the_same_story_through_two_feeds_is_one_job(env: dict[str, str], news: FeedSite, redis: Redis) -> None:
    done = dateline(env, "watch", news.feed, f"{news.url}/other.xml", "--once", "--json")
    assert [row["outcome"] for row in rows(done) if "url" in row] == ["accepted", "accepted", "duplicate", "duplicate"]
    assert redis.llen("fetch") == 2


def test_watch_runs_on_until_sigterm_and_a_restart_asks_nobody_before_it_is_due(
    env: dict[str, str], news: FeedSite, redis: Redis
) -> None:
    argv = [sys.executable, "-m", "dateline", "watch", news.feed]
    for start in ("first", "second"):
        watcher = subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert watcher.stderr is not None
        assert "watcher.started" in watcher.stderr.readline()
        if start == "first":
            assert "watcher.read_feed" in watcher.stderr.readline()
        watcher.send_signal(signal.SIGTERM)
        _, rest = watcher.communicate(timeout=30)
        assert watcher.returncode == 0
        assert "watcher.stopped" in rest
        assert "Traceback" not in rest
    assert len(news.asked) == 1
    assert redis.llen("fetch") == 2


def test_a_site_that_asks_to_be_left_alone_is_left_alone(env: dict[str, str], news: FeedSite) -> None:
    news.status, news.retry_after = 503, "3600"
    first = dateline(env, "watch", news.feed, "--once")
    assert (first.returncode, len(news.asked)) == (1, 1)
    second = dateline(env, "watch", news.feed, "--once")
    assert (second.returncode, len(news.asked)) == (1, 1)
    assert "left alone" in second.stderr


def test_opml_sites_and_sitemaps_of_the_sample_site(env: dict[str, str], redis: Redis, tmp_path: Path) -> None:
    with site.serve() as served:
        listed = tmp_path / "feeds.opml"
        listed.write_text(f'<opml version="2.0"><body><outline xmlUrl="{served.base_url}/feed.xml"/></body></opml>')
        found = rows(dateline(env, "discover", f"{served.base_url}/", "--json"))
        assert found == [
            {"kind": "feed", "url": f"{served.base_url}/feed.xml"},
            {"kind": "sitemap", "url": f"{served.base_url}/sitemap.xml"},
        ]
        assert redis.llen("fetch") == 0
        assert dateline(env, "watch", "--file", str(listed), "--once").returncode == 0
        entries = redis.llen("fetch")
        assert entries == len(served.article_urls)
        assert dateline(env, "watch", f"{served.base_url}/", "--once").returncode == 0
        done = dateline(env, "sitemap", f"{served.base_url}/sitemap.xml", "--json")
        assert {row["outcome"] for row in rows(done)} == {"duplicate"}
        assert redis.llen("fetch") == entries


def test_wrong_usage_says_what_to_do(env: dict[str, str], news: FeedSite) -> None:
    for arguments, said in (
        (["watch"], "nothing to watch"),
        (["watch", "nowhere.opml"], "no URL and no file"),
        (["watch", news.feed, "--since", "soon"], "write 30m, 12h, 7d or 2w"),
    ):
        done = dateline(env, *arguments)
        assert done.returncode == 2
        assert said in done.stderr
    assert news.asked == []


def test_without_a_broker_watch_once_fails_at_once_and_says_so(env: dict[str, str], news: FeedSite) -> None:
    done = dateline(env | {"DATELINE_BROKER__URL": "redis://127.0.0.1:1/0"}, "watch", news.feed, "--once")
    assert done.returncode == 1
    assert "no broker answers" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_seen_is_forgotten_after_its_days_and_only_then(redis: Redis) -> None:
    feeds = Feeds(redis, Keys("dateline"), seen_days=2)
    feeds.note("https://a.example/feed", ["https://a.example/1", "https://a.example/2"], now=0.0)
    feeds.note("https://a.example/feed", ["https://a.example/2"], now=DAY)
    urls = ["https://a.example/1", "https://www.a.example/2?utm_source=feed", "https://a.example/3"]
    assert feeds.unseen("https://a.example/feed", urls, now=1.5 * DAY) == urls[2:]
    assert feeds.unseen("https://a.example/feed", urls, now=2.5 * DAY) == [urls[0], urls[2]]
    assert feeds.unseen("https://b.example/feed", urls, now=DAY) == urls


def test_a_feeds_state_is_kept_whole(redis: Redis) -> None:
    feeds, state = Feeds(redis, Keys("dateline"), seen_days=2), FeedState('"é"', "Mon", 5.5, 3, 300.0, 9.25)
    feeds.keep("https://a.example/feed", state)
    assert feeds.state("https://a.example/feed") == state
    assert feeds.state("https://b.example/feed") == FeedState()
    feeds.keep("https://a.example/feed", FeedState())
    assert feeds.state("https://a.example/feed") == FeedState()
