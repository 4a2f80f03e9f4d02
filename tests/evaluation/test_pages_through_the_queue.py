"""The 98 pages through the real queue, with every part killed once: each comes to one event that others can verify."""

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stack import SECRET, Posted, Site, Workers
from standardwebhooks import Webhook
from svix.webhooks import Webhook as SvixWebhook

from dateline.broker import EmbeddedBroker

PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "eval" / "pages" / "html"

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the development sets are not here (../shared/eval)")


def verified(posted: Posted) -> str:
    """The job of a webhook, once both packages have verified it."""
    text = posted.body.decode()
    sent = datetime.fromtimestamp(int(posted.headers["webhook-timestamp"]), UTC)
    assert Webhook(SECRET).sign(posted.headers["webhook-id"], sent, text) in posted.headers["webhook-signature"].split()
    SvixWebhook(SECRET).verify(text, posted.headers)
    Webhook(SECRET).verify(text, posted.headers)
    job: str = json.loads(posted.body)["data"]["job_id"]
    return job


@pytest.mark.timeout(300)
def test_every_page_comes_to_one_verified_event_though_everything_is_killed(
    own_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    pages = {f"/{path.name.removesuffix('.gz')}": gzip.decompress(path.read_bytes()) for path in PAGES.glob("*.gz")}
    assert len(pages) == 98
    with Site(pages) as site, Workers(own_broker.url, tmp_path / "data", site) as workers:
        urls = tmp_path / "urls.txt"
        urls.write_text("".join(f"{site.url}{path}\n" for path in pages))
        submit = [sys.executable, "-m", "dateline", "submit", "--file", str(urls), "--json"]
        env = {**os.environ, **workers.env}
        done = subprocess.run(submit, env=env, capture_output=True, text=True, timeout=60, check=True)
        receipts = [json.loads(line) for line in done.stdout.splitlines()]
        assert {receipt["outcome"] for receipt in receipts} == {"accepted"}
        for ended, victim in ((10, "extract"), (25, "deliver"), (40, "broker"), (55, "fetch"), (70, "extract")):
            workers.wait_until_ended(ended, seconds=90)
            if victim == "broker":
                own_broker.kill()
                own_broker.start()
            else:
                workers.kill(victim)
        workers.wait_until_ended(98, seconds=120)
        workers.wait_for(lambda: len(site.received) >= 98, seconds=30, what="all events received")

        told = {posted.headers["webhook-id"]: verified(posted) for posted in site.posted}
        assert sorted(told.values()) == sorted(receipt["job_id"] for receipt in receipts)
        counts = workers.jobs.counts()
        assert counts["done"] + counts["failed"] == 98
        assert counts["dead"] == 0
