"""Queues: no message is lost between the threads that write to one.

The poller's thread takes a queue's list, filters it and puts a new list in its place under a lock that nobody else takes:
a message appended in between was gone.
"""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable
from typing import Any

from ministack.services import eventbridge, sns, sqs

from lab.lab import Lab
from lab.replace import replace

CHANGES = ("SendMessage", "SendMessageBatch", "DeleteMessage", "DeleteMessageBatch", "PurgeQueue")


def locked(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, holding the queues' lock while it runs."""
    if inspect.iscoroutinefunction(work):
        raise TypeError(f"{work.__name__} may wait, and would hold the lock meanwhile")

    @functools.wraps(work)
    def run(*args: Any, **kwargs: Any) -> Any:
        with sqs._queues_lock:
            return work(*args, **kwargs)

    return run


def install(lab: Lab) -> None:
    replace(sqs, "_queues_lock", lambda _: threading.RLock())  # a batch sends one message at a time, each under the lock
    for action in CHANGES:
        sqs._HANDLERS[action] = locked(sqs._HANDLERS[action])
    replace(eventbridge, "_dispatch_to_sqs", locked)
    replace(sns, "_deliver_to_sqs", locked)
