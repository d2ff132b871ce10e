"""Faults on demand: `POST /_lab/faults` with a list of rules; deterministic by seed and by how often each rule was asked.

A rule (unknown keys are refused): `operation` ("AddTags", "*"), `kind` ("NotebookInstance"), `caller` (part of the caller's
ARN), `rate` (0 to 1, default 1), `seed`, `times` (at most so often), and one effect:
`error` (the code, spelt freely, with `status` and `message`), `rateLimit` (`{"perSecond": 5, "burst": 10}`: what is more than
that is refused, each operation by itself, on the lab's clock), `invisibleFor` (lab seconds during which what is created is not
found), `acceptThenFail` (the effect happens, the client sees an error: 500 unless `error` says otherwise), or
`crashCaller` (the effect happens, then the Lambda function that called is killed and never learns the answer).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import AwsError

EFFECTS = ("error", "rateLimit", "invisibleFor", "acceptThenFail", "crashCaller")
KEYS = {"operation", "kind", "caller", "rate", "seed", "times", "status", "message", *EFFECTS}
MESSAGES = {
    "ThrottlingException": "Rate exceeded",
    "Throttling": "Rate exceeded",
    "TooManyRequestsException": "Too Many Requests",
    "RequestLimitExceeded": "Request limit exceeded.",
    "ServiceUnavailable": "Service is unavailable.",
    "InternalFailure": "The request processing has failed because of an unknown error, exception or failure.",
}
UNAVAILABLE = ("ServiceUnavailable", "ServiceUnavailableException")
SERVER_FAULTS = ("InternalFailure", "InternalServerError", "InternalServerException", "InternalError")


@dataclass
class Bucket:
    """Fills at `per_second` up to `burst`; what finds it empty is refused."""

    per_second: float
    burst: float
    level: float
    at: float

    def takes(self, now: float) -> bool:
        self.level = min(self.burst, self.level + (now - self.at) * self.per_second)
        self.at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


@dataclass
class Fault:
    rule: dict[str, Any]
    asked: int = 0
    hit: int = 0
    buckets: dict[str, Bucket] = field(default_factory=dict)  # by operation


@dataclass(frozen=True)
class Asked:
    """One call, as far as a rule may name it."""

    operation: str
    kind: str | None
    caller: str  # ARN
    creates: bool = False
    by_function: bool = False  # with a Lambda function's own session


@dataclass
class Verdict:
    """What the rules say about one call. At most one of `before`, `after` and `crashes` is given."""

    before: AwsError | None = None
    after: AwsError | None = None
    crashes: bool = False
    invisible_for: float = 0.0


@dataclass
class Faults:
    rules: list[Fault] = field(default_factory=list)
    clock: Callable[[], float] = time.time

    def replace(self, rules: Any) -> None:
        """Raises ValueError that names the rule and what is wrong with it."""
        if not isinstance(rules, list):
            raise ValueError("faults are a JSON list of rules")
        for index, rule in enumerate(rules):
            problem = problem_of(rule)
            if problem:
                raise ValueError(f"rule {index}: {problem}")
        self.rules = [Fault(dict(rule)) for rule in rules]

    def show(self) -> list[dict[str, Any]]:
        return [{**fault.rule, "asked": fault.asked, "hit": fault.hit} for fault in self.rules]

    def judge(self, asked: Asked) -> Verdict:
        """Counts every rule that concerns the call; the first that hits with an error or a crash decides."""
        verdict = Verdict()
        for fault in self.rules:
            rule = fault.rule
            if not concerns(rule, asked):
                continue
            fault.asked += 1
            if not hits(fault, asked.operation, self.clock()):
                continue
            fault.hit += 1
            if rule.get("invisibleFor"):
                verdict.invisible_for = max(verdict.invisible_for, float(rule["invisibleFor"]))
            elif verdict.before is None and verdict.after is None and not verdict.crashes:
                verdict = place(verdict, rule)
        return verdict


def place(verdict: Verdict, rule: dict[str, Any]) -> Verdict:
    if rule.get("crashCaller"):
        return Verdict(crashes=True, invisible_for=verdict.invisible_for)
    error = error_of(rule)
    if rule.get("acceptThenFail"):
        return Verdict(after=error, invisible_for=verdict.invisible_for)
    return Verdict(before=error, invisible_for=verdict.invisible_for)


def problem_of(rule: Any) -> str | None:
    if not isinstance(rule, dict):
        return "is not an object"
    if unknown := sorted(set(rule) - KEYS):
        return f"unknown key {unknown[0]!r}; allowed: {', '.join(sorted(KEYS))}"
    if not any(rule.get(effect) for effect in EFFECTS):
        return f"has no effect: give one of {', '.join(EFFECTS)}"
    rate = rule.get("rate", 1)
    if isinstance(rate, bool) or not isinstance(rate, (int, float)) or not 0 <= rate <= 1:
        return f"rate {rate!r} is not between 0 and 1"
    seconds = rule.get("invisibleFor", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or seconds < 0:
        return f"invisibleFor {seconds!r} is not a number of seconds"
    return limit_problem(rule.get("rateLimit", {"perSecond": 1, "burst": 1}))


def limit_problem(limit: Any) -> str | None:
    if not isinstance(limit, dict) or set(limit) != {"perSecond", "burst"}:
        return f'rateLimit {limit!r} is not {{"perSecond": number, "burst": number}}'
    for name, least in (("perSecond", 0), ("burst", 1)):
        value = limit[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < least:
            return f"rateLimit.{name} {value!r} is not a number of at least {least}"
    return None


def concerns(rule: dict[str, Any], asked: Asked) -> bool:
    return (
        rule.get("operation", "*") in ("*", asked.operation)
        and rule.get("kind", "*") in ("*", asked.kind)
        and rule.get("caller", "") in asked.caller
        and (asked.creates or not rule.get("invisibleFor"))
        and (asked.by_function or not rule.get("crashCaller"))
    )


def hits(fault: Fault, operation: str, now: float) -> bool:
    """The same for the same seed and count, whatever else happened; a rate limit goes by the clock."""
    rule = fault.rule
    if fault.hit >= rule.get("times", float("inf")):
        return False
    if limit := rule.get("rateLimit"):
        fresh = Bucket(limit["perSecond"], limit["burst"], limit["burst"], now)
        return not fault.buckets.setdefault(operation, fresh).takes(now)
    draw = hashlib.sha256(f"{rule.get('seed', 0)}:{fault.asked}".encode()).digest()
    return int.from_bytes(draw[:6], "big") / 2**48 < rule.get("rate", 1)


def error_of(rule: dict[str, Any]) -> AwsError:
    code = rule.get("error") or ("ThrottlingException" if rule.get("rateLimit") else "InternalFailure")
    status = 503 if code in UNAVAILABLE else 500 if code in SERVER_FAULTS else 400
    return AwsError(code, rule.get("message") or MESSAGES.get(code, f"{code} on demand"), rule.get("status", status))
