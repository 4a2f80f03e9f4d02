"""Pages by reference, and which URLs are one article, against a real server."""

import pytest
from redis import Redis

from worker.contract.page import Page, Seen
from worker.storage.articles import Articles, Pages
from worker.storage.keys import Keys

URL = "https://news.example/harbour"


@pytest.fixture
def articles(redis: Redis) -> Articles:
    return Articles(redis, Keys("t"))


def test_a_page_comes_back_as_it_was_put_and_smaller_in_between(redis: Redis, page: Page) -> None:
    pages = Pages(redis, Keys("t"))
    big = page.model_copy(update={"body": bytes(range(256)) * 400})
    pages.put("job_1", big)
    assert pages.get("job_1") == big
    assert pages.get("job_2") is None
    assert (redis.strlen("t:text:job_1") or 0) < len(big.body) / 4
    assert redis.ttl("t:text:job_1") > 0


def test_urls_that_came_to_one_page_are_one_article(articles: Articles) -> None:
    article = articles.join([URL, "https://www.news.example/2026/harbour"])
    assert articles.join(["http://news.example/2026/harbour#top"]) == article
    assert articles.join(["https://news.example/other"]) != article


def test_what_belongs_to_an_article_stays_with_it(articles: Articles) -> None:
    first, second = articles.join([URL]), articles.join(["https://news.example/other"])
    assert articles.join(["https://news.example/other", URL]) == second
    assert articles.join([URL]) == first


def test_a_new_body_is_the_next_revision_and_the_same_body_is_known(articles: Articles) -> None:
    assert articles.latest("art_1") == 0
    one = articles.revise("art_1", "aa", "job_1")
    assert (one.number, one.known_event) == (1, None)
    articles.published(one, "evt_1", "job_1")
    assert articles.revise("art_1", "aa", "job_1").known_event is None, "the job itself may repeat what it did"
    assert articles.revise("art_1", "aa", "job_2").known_event == "evt_1"
    two = articles.revise("art_1", "bb", "job_3")
    assert (two.number, two.known_event, articles.latest("art_1")) == (2, None, 2)


def test_a_body_whose_event_was_never_published_is_not_known(articles: Articles) -> None:
    articles.revise("art_1", "aa", "job_1")
    again = articles.revise("art_1", "aa", "job_2")
    assert (again.number, again.known_event) == (1, None)


def test_a_page_s_validators_are_remembered_for_exactly_its_url(redis: Redis, articles: Articles) -> None:
    seen = Seen(etag='"7"', event_id="evt_1")
    articles.remember(URL, seen)
    assert articles.seen(URL) == seen
    assert articles.seen(f"{URL}?utm_source=feed") is None
    assert all(redis.ttl(key) > 0 for key in redis.keys("t:seen:*"))
    articles.remember(URL, None)
    assert articles.seen(URL) is None
