"""The snippets of docs/how-to/verify-webhooks.md, run as they stand there."""

import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from delivering import SECRET
from foreign_receivers import FOLDER

from worker.webhooks.signing import signature_headers

PAGE = Path(__file__).parents[4] / "docs" / "how-to" / "verify-webhooks.md"
BODY = '{"type": "article.extracted", "data": {"title": "Hafen «Süd»"}}'.encode()
PYTHON, WITHOUT_LIBRARY = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
[NODE] = re.findall(r"```js\n(.*?)```", PAGE.read_text(), re.DOTALL)


def signed(body: bytes = BODY, *, ago: float = 0.0) -> dict[str, str]:
    return signature_headers("msg_1", body, [SECRET], time.time() - ago)


def test_the_python_snippet_has_eight_lines_keeps_what_is_genuine_and_refuses_the_rest() -> None:
    assert len([line for line in PYTHON.splitlines() if line.strip()]) == 8
    kept: dict[str, Any] = {}
    names: dict[str, Any] = {"SECRET": SECRET, "keep": kept.__setitem__}
    exec(PYTHON, names)  # noqa: S102 - our own page
    receive = names["receive"]
    assert receive(BODY + b" ", signed()) == 400
    assert receive(BODY, signed(ago=600)) == 400
    assert kept == {}
    assert receive(BODY, signed()) == 204
    assert kept == {"msg_1": json.loads(BODY)}


def test_the_snippet_without_a_library_does_the_same() -> None:
    names: dict[str, Any] = {}
    exec(WITHOUT_LIBRARY, names)  # noqa: S102 - our own page
    genuine = names["is_genuine"]
    both = signed() | {"webhook-signature": f"v1,other {signed()['webhook-signature']}"}
    assert genuine(SECRET, signed(), BODY)
    assert genuine(SECRET, both, BODY)
    assert not genuine(SECRET, signed(), BODY + b" ")
    assert not genuine(SECRET, signed(ago=600), BODY)


def test_the_node_snippet_does_the_same(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").exists():
        pytest.skip("it needs node and `make foreign`")
    (tmp_path / "node_modules").symlink_to(FOLDER / "node_modules")
    headers, body = json.dumps(signed()), json.dumps(BODY.decode())
    calls = f"const kept = new Map(), keep = (id, event) => kept.set(id, event);\nconst headers = {headers}, body = {body};\n"
    ask = f"console.log(receive(body, headers, {json.dumps(SECRET)}, keep), receive(body + ' ', headers, {json.dumps(SECRET)}, keep), [...kept.keys()].join());"
    (tmp_path / "page.mjs").write_text(f"{NODE}\n{calls}{ask}\n")
    said = subprocess.run([node, "page.mjs"], cwd=tmp_path, text=True, capture_output=True, check=True)
    assert said.stdout.split() == ["204", "400", "msg_1"]
