"""Time: the services tell the lab's, so that whatever waits for them waits `speed` times shorter. Only where the lab has a speed.

Left alone: STS and the evaluator, whose credentials expire by the wall clock of the clients that hold them; Lambda's own
time-outs and pools, which count what work takes; DynamoDB, whose expired items may stay for days anyway.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

from ministack.core import lambda_runtime, sigv4
from ministack.services import (
    cloudwatch,
    cloudwatch_logs,
    eventbridge,
    lambda_durable,
    lambda_svc,
    scheduler,
    sns,
    sqs,
)

from lab.lab import Lab
from lab.replace import replace

TELLING = (cloudwatch, cloudwatch_logs, eventbridge, lambda_durable, scheduler, sns, sqs)
# Real seconds between two looks at what is due, and between two runs of one schedule, however fast the clock runs.
SHORTEST_SLEEP = 0.1
LONGEST_SLEEP = 0.25
SHORTEST_RATE = 1.0


class LabTime:
    """Python's `time` for one service: `time()`, `gmtime()` and `sleep()` are the lab's."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab

    def time(self) -> float:
        return self._lab.clock()

    def gmtime(self, seconds: float | None = None) -> time.struct_time:
        return time.gmtime(self._lab.clock() if seconds is None else seconds)

    def sleep(self, seconds: float) -> None:
        end = self._lab.clock() + seconds
        while (left := (end - self._lab.clock()) / self._lab.speed) > 0:  # the speed may change meanwhile
            time.sleep(min(max(left, SHORTEST_SLEEP), LONGEST_SLEEP, seconds))

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


def install(lab: Lab) -> None:
    if not lab.paced:
        return
    for module in TELLING:
        replace(module, "time", lambda _: LabTime(lab))
    replace(lambda_runtime, "_NODEJS_WORKER_SCRIPT", with_real_deadline)
    replace(eventbridge, "_parse_rate_seconds", lambda parse: not_too_often(lab, parse))
    replace(sigv4, "request_time_failure", lambda check: by_either_clock(lab, check))
    replace(sqs, "_receive_messages_for_esm", lambda receive: held(lab, receive))
    replace(lambda_svc, "_run_sqs_batch", released)


def with_real_deadline(script: str) -> str:
    """A function's own `Date` is the lab's (`clock.mjs`); what its context says of the time left stays real."""
    if script.count("Date.now()") != 2:
        raise RuntimeError("ministack's Node worker asks for the time somewhere else")
    return script.replace("Date.now()", "performance.now()")


def not_too_often(lab: Lab, parse: Callable[[str], int | None]) -> Callable[[str], float | None]:
    def parse_rate(expression: str) -> float | None:
        seconds = parse(expression)
        return None if seconds is None else max(seconds, SHORTEST_RATE * lab.speed)

    return parse_rate


def by_either_clock(lab: Lab, check: Callable[..., tuple[str, str] | None]) -> Callable[..., tuple[str, str] | None]:
    """A function signs with the lab's time until an answer's `Date` has told its SDK better."""

    def request_time_failure(signature: Any) -> tuple[str, str] | None:
        lab_now = datetime.datetime.fromtimestamp(lab.clock(), datetime.timezone.utc)
        return check(signature) and check(signature, now=lab_now)

    return request_time_failure


def held(lab: Lab, receive: Callable[..., list[dict[str, Any]]]) -> Callable[..., list[dict[str, Any]]]:
    """A message that a function works on stays invisible for its visibility timeout by the wall clock.

    The timeout is measured against the function's own, which is not sped up: a cold start of two seconds would else be
    two minutes at speed 60, and each message be worked on twice at once.
    """

    def receive_and_hold(*args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        batch = receive(*args, **kwargs)
        now = lab.clock()
        for message in batch:
            due = message["visible_at"]
            until = now + (due - now) * lab.speed
            message["visible_at"], message["held"] = until, (until, due)
        return batch

    return receive_and_hold


def released(run: Callable[..., None]) -> Callable[..., None]:
    """Then it comes back when it would have by the lab's clock, unless the function has chosen another time."""

    def run_and_release(esm: Any, func: Any, event: Any, batch: list[dict[str, Any]], *rest: Any) -> None:
        try:
            run(esm, func, event, batch, *rest)
        finally:
            for message in batch:
                until, due = message.pop("held", (None, None))
                if message["visible_at"] == until:
                    message["visible_at"] = due

    return run_and_release
