"""The deployment files say what the code does: commands, metrics, ports, users, hashes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.main import get_command

from dateline.cli import app
from worker.telemetry.metrics import LedgerCollector

ROOT = Path(__file__).parents[2]
YAML_FILES = YAML(typ="safe")
COMPOSE: dict[str, dict[str, Any]] = YAML_FILES.load(ROOT / "docker-compose.yml")["services"]
KUBERNETES: list[dict[str, Any]] = list(YAML_FILES.load_all(ROOT / "deploy" / "kubernetes" / "dateline.yaml"))
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
OURS = {name: service for name, service in COMPOSE.items() if service["image"].startswith("dateline")}


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for resource in KUBERNETES:
        if resource["kind"] in {"Deployment", "StatefulSet"}:
            yield resource["metadata"]["name"], resource["spec"]["template"]["spec"]


def test_the_store_is_reached_by_the_services_only_and_evicts_nothing() -> None:
    assert "ports" not in COMPOSE["valkey"]
    assert {"noeviction", "--appendonly"} <= set(COMPOSE["valkey"]["command"])
    assert next(r for r in KUBERNETES if r["kind"] == "Service")["spec"].get("type", "ClusterIP") == "ClusterIP"


def test_what_is_published_is_published_on_loopback_only() -> None:
    ports = [str(port) for service in COMPOSE.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("name", [name for name in COMPOSE if name != "submit"])
def test_every_service_that_stays_up_has_a_health_check(name: str) -> None:
    assert COMPOSE[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", [name for name in OURS if name != "receiver"])
def test_our_services_wait_for_a_healthy_store(name: str) -> None:
    assert COMPOSE[name]["depends_on"]["valkey"]["condition"] == "service_healthy"


@pytest.mark.parametrize("name", list(OURS))
def test_our_services_can_change_nothing_of_their_image(name: str) -> None:
    service = COMPOSE[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["build"]["target"] in re.findall(r"^FROM base AS (\w+)$", DOCKERFILE, re.MULTILINE)


def test_both_images_run_as_nobody_and_install_by_hash_alone() -> None:
    for target in ("producers", "worker"):
        stage = DOCKERFILE.partition(f"FROM base AS {target}\n")[2].partition("\nFROM ")[0]
        assert re.search(r"^USER 10001:10001$", stage, re.MULTILINE)
        assert f"pip install --require-hashes --no-deps --requirement /wheels/{target}.lock" in stage
    installs = re.findall(r"pip install ([^\n\\]*)", DOCKERFILE)
    assert all("--require-hashes" in rest or rest.split() == ["--no-deps", "/wheels/*.whl"] for rest in installs)
    assert all(pod["securityContext"]["runAsNonRoot"] for name, pod in pods() if name != "valkey")


def shown_commands() -> Iterator[tuple[str, list[str]]]:
    for name, service in OURS.items():
        yield name, [*service.get("entrypoint", ["dateline"])[1:], *service.get("command", [])]
        health = service.get("healthcheck", {}).get("test", [])
        if "dateline" in health:
            yield f"{name} health", health[health.index("dateline") + 1 :]
    for name, pod in pods():
        for container in pod["containers"]:
            if container["image"].startswith("dateline"):
                yield f"pod {name}", container["args"]
                if probe := container.get("livenessProbe"):
                    yield f"pod {name} health", probe["exec"]["command"][1:]


@pytest.mark.parametrize(
    ("name", "words"), list(shown_commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_of_a_container_exists_with_its_options(name: str, words: list[str]) -> None:
    command = get_command(app).commands[words[0]]  # type: ignore[attr-defined] # a click group
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known, name


def test_the_alerts_and_the_dashboard_use_metrics_that_are_served() -> None:
    served = {
        f"{metric.name}_total" if metric.type == "counter" else metric.name
        for metric in LedgerCollector(dict, dict, lambda: 0).collect()
    }
    for path in ("prometheus/alerts.yml", "grafana/dateline.json"):
        used = set(re.findall(r"\bdateline_[a-z_]+", (ROOT / "deploy" / path).read_text(encoding="utf-8")))
        assert used, path
        assert used <= served, path
