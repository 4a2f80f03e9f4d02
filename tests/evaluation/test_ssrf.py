"""The published verdicts on addresses: not one dangerous address let through, not one harmless one refused."""

import json
from pathlib import Path

import pytest

from worker.http.guard import Guard

VERDICTS = Path(__file__).parents[3] / "shared/eval/ssrf"


@pytest.mark.skipif(not VERDICTS.is_dir(), reason="../shared/eval/ssrf is not here")
def test_the_guard_agrees_with_the_published_verdicts() -> None:
    verdicts = [row for file in sorted(VERDICTS.glob("*.json")) for row in json.loads(file.read_text())]
    assert verdicts
    leaks = [row["ip"] for row in verdicts if not row["allowed"] and Guard().admits_all([row["ip"]])]
    blocks = [row["ip"] for row in verdicts if row["allowed"] and not Guard().admits_all([row["ip"]])]
    assert (leaks, blocks) == ([], [])
