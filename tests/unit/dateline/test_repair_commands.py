"""``endpoints``, ``status``, ``failures``, ``replay``: what a user sees, the exit codes, and what they do to the store."""

import json
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from certificates import certified
from delivering import Desk, Desks, client
from fakes import FakeClock
from raw_server import RawServer, answer, says
from typer.testing import CliRunner, Result

from dateline.broker import EmbeddedBroker
from dateline.cli import app
from worker.contract.delivery import DeliveryState
from worker.contract.events import EventType
from worker.contract.job import JobState
from worker.contract.webhook_secret import check_secret

OK = says(answer())
OOPS = says(answer(b"out of order", status="500 Oops"))
Command = Callable[..., Result]


@pytest.fixture
def dateline(valkey: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)  # no .env of whoever runs this
    for name, value in {"BROKER__URL": valkey.url, "STORE__PREFIX": "t"}.items():
        monkeypatch.setenv(f"DATELINE_{name}", value)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run


@pytest.fixture
def desk(desk_with: Desks) -> Desk:
    return desk_with(clock=FakeClock(time.time()))


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_endpoint_is_added_with_a_secret_that_is_shown_once(dateline: Command, desk: Desk) -> None:
    [made] = lines(dateline("endpoints", "add", "https://a.example/hook", "--type", "article.failed", "--json"))
    endpoint = desk.endpoints.get("a.example")
    assert endpoint is not None
    assert (made["id"], made["secret"], endpoint.types) == ("a.example", endpoint.secret, ("article.failed",))
    listed = dateline("endpoints", "list", "--json")
    assert made["secret"] not in listed.stdout
    [row] = lines(listed)
    assert (row["id"], row["signed"], row["disabled"]) == ("a.example", True, None)


def test_an_endpoint_may_have_certificates_of_its_own(dateline: Command, desk: Desk, tmp_path: Path) -> None:
    own = certified(tmp_path)
    files = ("--ca-file", str(own.file), "--cert-file", str(own.file), "--key-file", str(own.key))
    assert dateline("endpoints", "add", "https://a.example/hook", *files).exit_code == 0
    endpoint = desk.endpoints.get("a.example")
    assert endpoint is not None
    assert (endpoint.ca_file, endpoint.cert_file, endpoint.key_file) == (str(own.file), str(own.file), str(own.key))
    assert dateline("endpoints", "add", "https://a.example/hook", "--no-files", *files[:2]).exit_code == 0
    endpoint = desk.endpoints.get("a.example")
    assert endpoint is not None
    assert (endpoint.ca_file, endpoint.cert_file, endpoint.key_file) == (str(own.file), None, None)


def test_a_secret_is_made_for_people_and_for_machines(dateline: Command) -> None:
    assert check_secret(dateline("secret").stdout.strip())
    [made] = lines(dateline("secret", "--json"))
    assert check_secret(made["secret"])


def test_doctor_says_where_events_go_when_only_the_store_knows(dateline: Command, desk: Desk) -> None:
    assert "none set" in dateline("doctor", "--json").stdout
    desk.endpoint("http://127.0.0.1:8765/")
    [webhook] = [one for one in lines(dateline("doctor", "--json")) if one["name"] == "webhook"]
    assert webhook == {"name": "webhook", "ok": True, "text": "http://127.0.0.1:8765/ (default, in the store)"}


def test_changing_an_endpoint_keeps_its_secret_and_another_of_that_host_needs_a_name(
    dateline: Command, desk: Desk
) -> None:
    [made] = lines(dateline("endpoints", "add", "https://a.example/hook", "--json"))
    other = dateline("endpoints", "add", "https://a.example/other")
    assert other.exit_code == 2
    assert "--name" in other.output
    changed = dateline("endpoints", "add", "https://a.example/new", "--name", "a.example")
    assert changed.exit_code == 0
    assert "changed" in changed.output
    endpoint = desk.endpoints.get("a.example")
    assert endpoint is not None
    assert (endpoint.url, endpoint.secret) == ("https://a.example/new", made["secret"])


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("add", "ftp://a.example"), "http"),
        (("add", "https://a.example", "--type", "article.read"), "article.extracted"),
        (("add", "https://a.example", "--secret", "hunter2"), "dateline secret"),
        (("add", "https://a.example", "--name", "a:b"), "letters"),
        (("add", "https://a.example", "--ca-file", "/nowhere.pem"), "/nowhere.pem"),
        (("add", "https://a.example", "--key-file", "/nowhere.key"), "--cert-file"),
        (("rotate", "default", "--secret", "whsec_c2hvcnQ="), "dateline secret"),
    ],
)
def test_a_mistake_ends_with_2_and_its_remedy(dateline: Command, words: tuple[str, ...], remedy: str) -> None:
    result = dateline("endpoints", *words)
    assert result.exit_code == 2
    assert remedy in result.output


@pytest.mark.parametrize("command", ["disable", "enable", "rotate", "remove"])
def test_an_unknown_endpoint_ends_with_1_and_names_the_list(dateline: Command, command: str) -> None:
    result = dateline("endpoints", command, "nobody")
    assert result.exit_code == 1
    assert "dateline endpoints list" in result.output


def test_rotating_lets_both_secrets_sign_for_a_while(dateline: Command, desk: Desk) -> None:
    before = desk.endpoint("https://a.example/").secret
    [made] = lines(dateline("endpoints", "rotate", "default", "--overlap", "1", "--json"))
    endpoint = desk.endpoints.get("default")
    assert endpoint is not None
    assert endpoint.secrets_at(time.time()) == (made["secret"], before)
    assert endpoint.secrets_at(time.time() + 3601) == (made["secret"],)


def test_what_a_disabled_endpoint_missed_is_replayed_after_it_was_enabled(dateline: Command, desk: Desk) -> None:
    with RawServer(OK) as server:
        desk.endpoint(server.url)
        pending = desk.publish()
        assert dateline("endpoints", "disable", "default", "--why", "moving house").exit_code == 0
        desk.round()
        missed = desk.publish()
        assert "moving house" in dateline("status", pending.id).output
        refused = dateline("replay", "--endpoint", "default")
        assert refused.exit_code == 1
        assert "dateline endpoints enable" in refused.output
        assert "dateline replay --endpoint default" in dateline("endpoints", "enable", "default").output
        replayed = dateline("replay", "--endpoint", "default", "--since", "1h", "--json")
        assert replayed.exit_code == 0
        assert {row["delivery"] for row in lines(replayed)} == {desk.delivery(job).id for job in (pending, missed)}
        desk.clock.now = time.time() + 1
        desk.run_out()
    assert desk.state(pending) is desk.state(missed) is JobState.DONE


def test_status_tells_each_attempt_and_how_to_send_again(dateline: Command, desk: Desk) -> None:
    with RawServer(OOPS) as server, RawServer(OK) as well:
        desk.endpoint(server.url)
        desk.endpoint(well.url, "well")
        job = desk.publish()
        desk.run_out()
    said = dateline("status", job.url)
    assert "answered 500" in said.output
    [told] = lines(dateline("status", job.id, "--json"))
    assert told["event"]["data"]["job_id"] == job.id
    [delivery] = [one for one in told["deliveries"] if one["state"] != "delivered"]
    assert f"`dateline replay {delivery['id']}`" in said.output
    assert (delivery["state"], len(delivery["log"])) == ("dead", 4)
    assert delivery["log"][0]["answer"] == "out of order"


def test_waiting_for_a_job_that_is_not_delivered_says_where_to_look(dateline: Command, desk: Desk) -> None:
    with RawServer(OOPS) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.run_out()
    said = dateline("submit", job.url, "--wait")
    assert said.exit_code == 1
    assert f"dead {job.id} {job.url} — not delivered: `dateline status {job.id}` shows each attempt" in said.stdout


def test_an_address_that_is_refused_is_told_in_words(dateline: Command, desk: Desk) -> None:
    desk.endpoint("http://10.0.0.1/hook")
    desk.ports = desk.ports._replace(attempter=desk.attempter(client(lambda host, _port: [host])))
    job = desk.publish()
    desk.run_out()
    said = dateline("status", job.id).output
    assert "blocked_address: The host resolves to an address that is not on the public internet." in said


def test_a_job_without_endpoints_shows_its_event(dateline: Command, desk: Desk) -> None:
    job = desk.publish()
    [told] = lines(dateline("status", job.id, "--json"))
    assert told["job"]["state"] == "done"
    assert told["event"]["type"] == "article.extracted"
    assert told["deliveries"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("status", "job_nobody"),
        ("replay", "job_nobody"),
        ("replay", "msg_nobody"),
        ("replay", "evt_nobody"),
        ("replay", "--endpoint", "nobody"),
    ],
)
def test_what_there_is_not_ends_with_1(dateline: Command, words: tuple[str, ...]) -> None:
    assert dateline(*words).exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--since", "1h"),
        ("--endpoint", "default", "--since", "yesterday"),
        ("--endpoint", "default", "--state", "pending"),
    ],
)
def test_a_replay_of_nothing_in_particular_is_a_mistake(dateline: Command, desk: Desk, words: tuple[str, ...]) -> None:
    desk.endpoint("https://a.example/")
    assert dateline("replay", *words).exit_code == 2


@pytest.mark.parametrize("name", ["job", "url", "event", "delivery"])
def test_a_replay_by_any_of_its_names_sends_the_same_id_again(dateline: Command, desk: Desk, name: str) -> None:
    with RawServer(OK) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.run_out()
        delivery = desk.delivery(job)
        names = {"job": job.id, "url": job.url, "event": delivery.event, "delivery": delivery.id}
        assert dateline("replay", names[name]).exit_code == 0
        again = dateline("replay", names[name])
        assert again.exit_code == 1
        assert "on its way" in again.output
        desk.clock.now = time.time() + 1
        desk.run_out()
        assert server.connections == 2
    assert [attempt.trigger for attempt in desk.log(job)] == ["auto", "manual"]


def test_a_replay_is_spread_over_time(dateline: Command, desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    desk.endpoints.disable("default", "by hand")
    jobs = [desk.publish() for _ in range(5)]
    desk.endpoints.enable("default")
    assert dateline("replay", "--endpoint", "default", "--per-second", "0.5").exit_code == 0
    due = sorted(desk.deliveries.next_try(desk.delivery(job)) or 0.0 for job in jobs)
    assert [later - first > 1.9 for first, later in pairwise(due)] == [True] * 4


def test_failures_are_listed_and_each_is_retried_in_the_way_that_helps(dateline: Command, desk: Desk) -> None:
    with RawServer(OOPS) as server:
        desk.endpoint(server.url)
        undelivered = desk.publish()
        desk.run_out()
    with RawServer(OK) as server:
        desk.endpoint(server.url)
        failed = desk.publish(EventType.ARTICLE_FAILED, webhook_url=f"{server.url}/own", metadata={"desk": "north"})
        desk.run_out()
        assert {row["id"]: row["state"] for row in lines(dateline("failures", "--json"))} == {
            undelivered.id: "dead",
            failed.id: "failed",
        }
        retried = {row["job"]: row for row in lines(dateline("failures", "--retry", "--json"))}
        assert retried[undelivered.id]["how"] == "replayed"
        new_job = desk.jobs.get(retried[failed.id]["new_job"])
        assert new_job is not None
        assert (new_job.url, new_job.force) == (failed.url, True)
        [who] = desk.jobs.subscribers(new_job.id)
        assert (who.webhook_url, who.metadata) == (f"{server.url}/own", {"desk": "north"})
        desk.clock.now = time.time() + 1
        desk.run_out()
        assert desk.delivery(undelivered).state is DeliveryState.DELIVERED
        assert desk.state(undelivered) is JobState.DONE
        [again] = lines(dateline("failures", "--retry", "--json"))
        assert (again["how"], again["new_job"]) == ("superseded", new_job.id)


def test_the_doctor_names_endpoints_that_get_nothing_with_the_remedy(dateline: Command, desk: Desk) -> None:
    desk.endpoint("https://well.example/", "well", types=("endpoint.disabled",))
    desk.endpoint("https://off.example/", "off")
    desk.endpoints.disable("off", "by hand")
    desk.endpoint("https://mute.example/", "mute", secret=None)
    with RawServer(OOPS) as server:
        desk.endpoint(server.url, "ill")
        for _ in range(5):
            desk.publish()
        desk.run_out()
    found = {row["name"]: row for row in lines(dateline("doctor", "--json"))}
    assert "endpoint well" not in found
    assert not found["endpoint off"]["ok"]
    assert "dateline endpoints enable off" in found["endpoint off"]["text"]
    assert "dateline endpoints rotate mute" in found["endpoint mute"]["text"]
    assert "failures in a row" in found["endpoint ill"]["text"]


def test_an_unreachable_store_ends_with_1_and_says_what_to_set(
    dateline: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_BROKER__URL", "redis://:hidden@127.0.0.1:1/0")
    for words in (("failures",), ("endpoints", "list"), ("replay", "job_1"), ("status", "job_1")):
        result = dateline(*words)
        assert result.exit_code == 1
        assert "DATELINE_BROKER__URL" in result.output
        assert "hidden" not in result.output
