"""Endpoints: secrets that rotate without a restart, filters, and whose secret signs for a submission's own webhook."""

import time

from delivering import SECRET, Desk, headers_of
from foreign_receivers import Signed, by_standardwebhooks
from raw_server import Peer, RawServer, answer

from worker.contract.delivery import DeliveryState, Endpoint
from worker.contract.events import EventType
from worker.contract.webhook_secret import make_secret

OTHER, THIRD = make_secret(), make_secret()


def secrets(desk: Desk, name: str = "default") -> tuple[str, ...]:
    endpoint = desk.endpoints.get(name)
    assert endpoint is not None
    return endpoint.secrets_at(desk.clock.now)


def test_what_the_settings_say_is_the_default_endpoint_and_may_change_there(desk: Desk) -> None:
    desk.endpoints.seed("https://a.example/", SECRET)
    assert [(e.id, e.url) for e in desk.endpoints.listed()] == [("default", "https://a.example/")]
    desk.endpoints.seed("https://b.example/", OTHER)
    assert [(e.id, e.url) for e in desk.endpoints.listed()] == [("default", "https://b.example/")]
    assert secrets(desk) == (OTHER, SECRET)
    desk.clock.now += 86_401
    assert secrets(desk) == (OTHER,)


def test_a_process_without_the_webhook_s_settings_takes_it_from_nobody(desk: Desk) -> None:
    desk.endpoints.seed("https://a.example/", SECRET)
    desk.endpoints.seed(None, None)
    assert [e.url for e in desk.endpoints.listed()] == ["https://a.example/"]
    assert secrets(desk) == (SECRET,)
    assert desk.endpoints.remove("default")
    desk.endpoints.seed(None, None)
    assert desk.endpoints.listed() == []


def test_a_restart_does_not_undo_a_rotation(desk: Desk) -> None:
    desk.endpoints.seed("https://a.example/", SECRET)
    desk.endpoints.rotate("default", OTHER, overlap=60)
    desk.endpoints.seed("https://a.example/", SECRET)  # the settings are as they were
    assert secrets(desk) == (OTHER, SECRET)
    desk.clock.now += 61
    assert secrets(desk) == (OTHER,)
    desk.endpoints.seed("https://a.example/", THIRD)
    assert secrets(desk) == (THIRD, OTHER)


def test_a_changed_address_begins_anew_and_a_restart_does_not(desk: Desk) -> None:
    desk.endpoints.seed("https://a.example/", SECRET)
    desk.endpoints.disable("default", "by hand")
    desk.endpoints.seed("https://a.example/", SECRET)
    assert desk.endpoints.listed()[0].disabled == "by hand"
    desk.endpoints.seed("https://b.example/", SECRET)
    assert desk.endpoints.listed()[0].disabled is None


def test_an_endpoint_gets_the_kinds_of_event_that_it_asked_for(desk: Desk) -> None:
    desk.endpoint("https://a.example/", "all")
    desk.endpoint("https://b.example/", "failures", types=("article.failed",))
    good = desk.publish()
    desk.clock.now += 1
    bad = desk.publish(EventType.ARTICLE_FAILED)
    to_failures = [d.job for d in desk.deliveries.of_endpoint("failures", 0, desk.clock.now)]
    assert to_failures == [bad.id]
    assert [d.job for d in desk.deliveries.of_endpoint("all", 0, desk.clock.now)] == [good.id, bad.id]
    assert (desk.read(good).deliveries, desk.read(bad).deliveries) == (1, 2)


def test_a_removed_endpoint_gets_no_new_events(desk: Desk) -> None:
    desk.endpoint("https://a.example/", "gone")
    assert desk.endpoints.remove("gone")
    assert not desk.endpoints.remove("gone")
    assert desk.read(desk.publish()).deliveries == 0


class Hook:
    def __init__(self) -> None:
        self.requests: list[Signed] = []

    def script(self, peer: Peer) -> None:
        raw = peer.whole_request()
        self.requests.append(Signed(headers_of(raw), raw.partition(b"\r\n\r\n")[2]))
        peer.say(answer())


def test_a_submission_s_webhook_is_signed_with_its_own_secret_else_with_the_default_ones(desk: Desk) -> None:
    hook = Hook()
    with RawServer(hook.script) as server:
        desk.clock.now = time.time()
        desk.endpoints.seed(None, SECRET)  # a secret and no endpoint
        desk.publish(webhook_url=f"{server.url}/own", webhook_secret=OTHER)
        desk.run_out()
        desk.publish(webhook_url=f"{server.url}/default")
        desk.run_out()
        desk.publish(webhook_url=f"{server.url}/default")
        desk.endpoints.seed(None, THIRD)
        desk.run_out()
    own, default, rotated = hook.requests
    assert by_standardwebhooks(OTHER, [own, default]) == [True, False]
    assert by_standardwebhooks(SECRET, [own, default, rotated]) == [False, True, True]
    assert by_standardwebhooks(THIRD, [default, rotated]) == [False, True]


def test_without_any_secret_nothing_is_sent_and_the_log_says_what_to_do(desk: Desk) -> None:
    desk.endpoints.add(Endpoint(id="default", url="http://127.0.0.1:1/"))
    job = desk.publish()
    desk.round()
    [attempt] = desk.log(job)
    assert attempt.phase == "prepare"
    assert "dateline endpoints rotate" in (attempt.error or "")
    assert desk.delivery(job).state is DeliveryState.DEAD
    desk.endpoints.rotate("default", SECRET, overlap=0)
    assert desk.deliveries.replay(desk.delivery(job).id) == "replayed"


def test_the_store_s_endpoints_of_submissions_go_in_their_time_and_the_listed_stay(desk: Desk) -> None:
    desk.endpoint("https://a.example/")
    desk.publish(webhook_url="https://b.example/")
    [own] = [key for key in map(bytes, desk.redis.scan_iter("t:endpoint:sub_*")) if key.count(b":") == 2]
    assert 30 * 86_400 < desk.redis.ttl(own) <= 40 * 86_400
    assert desk.redis.ttl(desk.keys.endpoint("default")) == -1


def test_a_submission_s_webhook_at_a_listed_endpoint_s_url_is_that_endpoint(desk: Desk) -> None:
    desk.clock.now = time.time()
    heard: list[Signed] = []

    def script(peer: Peer) -> None:
        raw = peer.whole_request()
        heard.append(Signed(headers_of(raw), raw.partition(b"\r\n\r\n")[2]))
        peer.say(answer())

    with RawServer(script) as server:
        desk.endpoint(f"{server.url}/hook", "mine", secret=OTHER)
        same = server.url.replace("http://", "HTTP://") + "/hook"
        for secret in (None, OTHER):
            job = desk.publish(webhook_url=same, webhook_secret=secret)
            desk.run_out()
            assert job.deliveries == 1
        assert all(by_standardwebhooks(OTHER, heard))
        assert len(heard) == 2


def test_with_another_secret_or_what_the_listed_one_does_not_want_it_is_an_endpoint_of_its_own(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/hook", "mine", secret=OTHER)
    assert desk.publish(webhook_url="http://127.0.0.1:1/hook", webhook_secret=THIRD).deliveries == 2
    desk.endpoint("http://127.0.0.1:1/hook", "mine", types=("article.failed",))
    assert desk.publish(webhook_url="http://127.0.0.1:1/hook").deliveries == 1
