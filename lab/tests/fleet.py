"""A SageMaker service without an account around it: its own clock, its events and records in lists."""

from __future__ import annotations

import functools
import unittest
from pathlib import Path
from typing import Any

from lab.sagemaker.call import Call, allow
from lab.sagemaker.errors import AwsError
from lab.sagemaker.examples import example
from lab.sagemaker.model import Model, load
from lab.sagemaker.service import Service
from lab.timers import Timers

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT, REGION = "000000000000", "us-east-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/studio"
WALL = 1_790_000_000.0


@functools.cache
def model() -> Model:
    """The lab's SageMaker model. Skips the tests where the lab was never installed."""
    try:
        return load(ROOT / ".lab" / "clients")
    except FileNotFoundError as missing:
        raise unittest.SkipTest(f"{missing}: npx sagewarden lab installs it") from missing


class Fleet:
    def __init__(self) -> None:
        self.now = 1000.0
        self.events: list[tuple[str, dict[str, Any], list[str], str, str]] = []
        self.records: list[dict[str, Any]] = []
        self.timers = Timers(lambda: self.now, threaded=False)
        self.service = Service(model(), lambda: self.now, lambda: WALL + self.now, self.timers)
        self.service.event_out = lambda *event: self.events.append(event)
        self.service.record_out = self.records.append

    def __call__(self, operation: str, params: dict[str, Any] | None = None, **call: Any) -> dict[str, Any]:
        given = {"account": ACCOUNT, "region": REGION, **call}
        return self.service.handle(Call(operation, params or {}, **given))

    def refused(self, operation: str, params: dict[str, Any] | None = None, **call: Any) -> tuple[str, str]:
        """(code, message) of a call that must not succeed."""
        try:
            answer = self(operation, params, **call)
        except AwsError as error:
            return error.code, error.message
        raise AssertionError(f"{operation} was not refused: {answer}")

    def make(self, operation: str, name: str = "demo-1", **given: Any) -> dict[str, Any]:
        return self(operation, example(model(), operation, name, **given))

    def wait(self, seconds: float, step: float = 0.5) -> None:
        """Lets lab time pass, with what falls due in it."""
        for _ in range(int(seconds / step)):
            self.now += step
            self.timers.run_due()

    def tags(self, arn: str) -> dict[str, str]:
        return {tag["Key"]: tag["Value"] for tag in self("ListTags", {"ResourceArn": arn, "MaxResults": 50})["Tags"]}


def arn(path: str) -> str:
    return f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:{path}"


def studio_session(source: str | None = None, name: str = "SageMaker", role: str = ROLE) -> dict[str, Any]:
    """A caller as `Lab.caller` tells it: a session of the execution role."""
    role_name = role.rsplit("/", 1)[-1]
    facts = {"role_arn": role, "session_name": name, **({"source_identity": source} if source else {})}
    user = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role_name}/{name}"
    return {"accessKey": "ASIAEXAMPLE", "accountId": ACCOUNT, "userArn": user, "userId": f"AROAEXAMPLE:{name}", "facts": facts}


def deny(*actions: str) -> Any:
    """An authoriser that refuses these actions and remembers every question in `.asked`."""

    def authorise(action: str, resource: str, context: dict[str, Any]) -> tuple[str, str] | None:
        authorise.asked.append((action, resource, context))  # type: ignore[attr-defined]
        if action in actions:
            return "AccessDeniedException", f"not authorized to perform: {action} on resource: {resource}"
        return allow(action, resource, context)

    authorise.asked = []  # type: ignore[attr-defined]
    return authorise
