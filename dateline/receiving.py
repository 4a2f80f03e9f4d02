"""The receiver for ``receive``, ``dev`` and ``demo``: started from the settings."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dateline.console import emit, err, out, say
from dateline.processes import free_port
from receiver.keep import Kept
from receiver.server import OnEvent, Receiver
from receiver.show import plain, render
from receiver.verify import Received
from worker.settings import Settings


@contextmanager
def start_receiver(
    settings: Settings, secret: str, on_event: OnEvent | None = None, *, port: int | None = None
) -> Iterator[Receiver]:
    """A receiver on the settings' port or the next free one; events go to ``on_event`` or are kept for the page only."""
    wanted = settings.receiver
    chosen = free_port(wanted.port if port is None else port, wanted.address)
    callback: OnEvent = on_event or (lambda _event: None)
    kept = Kept(wanted.keep)
    with Receiver(
        [secret], kept, address=wanted.address, port=chosen, on_event=callback, on_refused=_say_refused
    ) as receiver:
        yield receiver


def show_event(received: Received) -> None:
    """Show an event on standard output: a panel on a terminal, plain lines elsewhere."""
    if out.is_terminal:
        out.print(render(received), soft_wrap=False)
        return
    for line in plain(received):
        say(line)
    sys.stdout.flush()


def run_receiver(settings: Settings, *, port: int | None, json_lines: bool) -> None:
    """Show what arrives until Ctrl-C."""
    secret = settings.webhook.secret.get_secret_value() if settings.webhook.secret else ""

    def show(received: Received) -> None:
        if json_lines:
            emit(received._asdict())
        else:
            show_event(received)

    with start_receiver(settings, secret, show, port=port) as receiver:
        err.print(f"listening on {receiver.url} — set DATELINE_WEBHOOK__URL={receiver.url}")
        threading.Event().wait()


def _say_refused(reason: str) -> None:
    err.print(f"[red]refused[/] a request: {reason}")
