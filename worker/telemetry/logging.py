"""Logging: structlog events with key-values, JSON or text, one correlation id from submission to webhook, no secrets."""

import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

Format = Literal["auto", "json", "text"]

SECRET_NAME = re.compile(r"secret|passw|authorization|cookie|signature|api_?key|basic_auth|(^|_)token$", re.IGNORECASE)
SECRET_VALUES = (
    (re.compile(r"whsec_[A-Za-z0-9+/=_-]+"), "whsec_***"),
    (re.compile(r"(?<=://)[^/@\s]+@"), "***@"),
    (re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+", re.IGNORECASE), r"\1 ***"),
)
# Celery says of every task that it came and went; our own events say it with the job and the outcome.
QUIET = ("celery.worker.strategy", "celery.app.trace", "httpx", "httpcore", "trafilatura", "htmldate")


def configure(level: str, form: Format = "auto", stream: TextIO | None = None) -> None:
    """Set up structlog and the standard library's logging alike; call it once, where a process begins.

    Args:
        level: least level that is logged.
        form: json, text, or auto: text on a terminal and JSON elsewhere.
        stream: where to; standard error when None.
    """
    out = stream or sys.stderr
    text = form == "text" or (form == "auto" and out.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    renderer: Processor = structlog.dev.ConsoleRenderer() if text else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _read_first, renderer],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,  # what nobody logs costs nothing
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _read_first(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """When, how bad and what stand at the head of a line."""
    return {**{name: event[name] for name in ("timestamp", "level", "event") if name in event}, **event}


@contextmanager
def bound(**values: str) -> Iterator[None]:
    """Within, every log line carries these values; nothing of them is left for the next task of the thread."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(**values)
    try:
        yield
    finally:
        structlog.contextvars.clear_contextvars()


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace what is secret by its name or looks like it; works on whatever is nested in a line."""
    return {name: "***" if SECRET_NAME.search(name) else _hidden(value) for name, value in event.items()}


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, instead in SECRET_VALUES:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, Mapping):
        return {k: "***" if SECRET_NAME.search(str(k)) else _hidden(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(item) for item in value]
    return value
