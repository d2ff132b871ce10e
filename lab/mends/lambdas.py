"""Lambda: how soon a queue's message reaches its function, and with how many processes."""

from __future__ import annotations

import os
from typing import Any

from ministack.core.concurrency import esm_wake
from ministack.services import lambda_svc, sqs

from lab.lab import Lab
from lab.replace import replace

# Batches of one queue at once, hence warm Node processes per function. AWS's least MaximumConcurrency is 2; more than
# the machine has cores only makes each batch slower.
MOST_AT_ONCE = max(2, (os.cpu_count() or 2) // 2)
# A failed batch comes back after its visibility timeout, as on AWS; the queue's other messages do not wait for it.
BACKOFF_SECONDS = 0.05
LONGEST_WAIT_SECONDS = 1.0


def seconds_to_next_message(now: float, speed: float = 1.0) -> float:
    """Real seconds until the first invisible message of any mapped queue is visible again, at most LONGEST_WAIT_SECONDS."""
    mapped = {esm.get("EventSourceArn") for _, _, esm in lambda_svc._iter_all_esms() if esm.get("Enabled", True)}
    soonest = now + LONGEST_WAIT_SECONDS * speed
    for queue in list(sqs._queues._data.values()):
        if queue.get("attributes", {}).get("QueueArn") in mapped:
            for message in list(queue["messages"]):
                if message["visible_at"] > now:
                    soonest = min(soonest, message["visible_at"])
    return max(0.005, (soonest - now) / speed)


def install(lab: Lab) -> None:
    replace(lambda_svc, "_ESM_BACKOFF_SECONDS", lambda _: BACKOFF_SECONDS)
    replace(lambda_svc, "_sqs_esm_concurrency", lambda most: lambda *args, **kwargs: min(MOST_AT_ONCE, most(*args, **kwargs)))

    # The poller sleeps up to a second past the moment a message is visible again. ministack's modules hold the Event
    # itself by name, so its method is replaced and not the Event.
    wait = esm_wake.wait

    def wait_for_work(timeout: float | None = None) -> bool:
        return wait(min(timeout or LONGEST_WAIT_SECONDS, seconds_to_next_message(lab.clock(), lab.speed)))

    esm_wake.wait = wait_for_work  # type: ignore[method-assign]
