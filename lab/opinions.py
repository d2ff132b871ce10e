"""A second opinion on SageMaker's calls: the project's own evaluator is asked whatever ministack's was.

A call is allowed only if both allow it. Where they disagree it is logged, and listed at `/_lab/opinions`.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext, EvalResult, ParsedStatement

from lab.lab import Lab
from lab.replace import replace

EVALUATOR = Path(__file__).with_name("evaluator.ts")
NODE = EVALUATOR.parents[1] / "node_modules" / ".bin" / "node"  # the project's own, which reads TypeScript
# What the evaluator is told of the request beside the service's and the principal's own keys.
GLOBAL = (
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:SecureTransport",
    "aws:SourceIp",
    "aws:TagKeys",
    "aws:ViaAWSService",
)
DECISIONS = {"allowed": "Allow", "explicitDeny": "Deny", "implicitDeny": "ImplicitDeny"}
NOTHING = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "NotAction": "*", "Resource": "*"}]}'
MOST_KEPT = 100

Layer = list[list[ParsedStatement]]


class Statements(list[ParsedStatement]):
    """What ministack has read of a document, and the document."""

    document: str


class Evaluator:
    """The process, from the first question on. It ends with its stdin, or with the account's process group."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, case: dict[str, Any]) -> dict[str, Any]:
        """Raises RuntimeError when there is no answer."""
        self.process = self.process or self.start()
        assert self.process.stdin and self.process.stdout
        try:
            self.process.stdin.write(json.dumps(case).encode() + b"\n")
            self.process.stdin.flush()
            said = json.loads(self.process.stdout.readline())
        except (OSError, ValueError) as broken:
            self.process.kill()
            self.process = None
            raise RuntimeError("no second opinion: the evaluator has ended") from broken
        if "error" in said:
            raise RuntimeError(f"no second opinion: {said['error']}")
        return dict(said)

    def start(self) -> subprocess.Popen[bytes]:
        # The functions' module for the lab's clock is none of its business: it is told the time.
        environment = {name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"}
        return subprocess.Popen([str(NODE), str(EVALUATOR)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)


class Opinions:
    def __init__(self, ask: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.ask = ask
        self.asked = 0
        self.seconds = 0.0
        self.disagreements: list[dict[str, Any]] = []

    def second(self, first: EvalResult, case: dict[str, Any]) -> EvalResult:
        """The first opinion where both agree or it refuses, else a refusal."""
        begun = time.perf_counter()
        said = self.ask(case)
        self.seconds += time.perf_counter() - begun
        self.asked += 1
        decision = DECISIONS.get(said["decision"])
        if decision != first.decision:
            self.note(first, said, case["request"])
        if first.decision != "Allow" or decision == "Allow":
            return first
        return dataclasses.replace(first, decision=decision or "ImplicitDeny", matched_sid="", reason="the second opinion")

    def note(self, first: EvalResult, said: dict[str, Any], request: dict[str, Any]) -> None:
        noted = {"first": first.decision, "second": said, "request": request}
        logging.getLogger("lab").error("two opinions on one call: %s", json.dumps(noted))
        self.disagreements = [*self.disagreements, noted][-MOST_KEPT:]

    def show(self) -> dict[str, Any]:
        milliseconds = round(self.seconds * 1000 / self.asked, 3) if self.asked else 0
        return {"asked": self.asked, "millisecondsEach": milliseconds, "disagreements": self.disagreements}


def case_of(ctx: EvalContext, policies: Layer, limits: tuple[Layer, ...]) -> dict[str, Any]:
    """The same question in the words of `sagewarden simulate`."""
    known = {key.lower(): iam_evaluator._resolve_condition_key(key, ctx) for key in GLOBAL}
    context = {**ctx.service_context, **ctx.principal_keys, **known}
    case: dict[str, Any] = {
        "identityPolicies": documents_of(policies),
        "request": {
            "principal": {"arn": ctx.principal_arn},
            "action": ctx.action,
            "resource": {"arn": ctx.resource_arn},
            "context": {key: value for key, value in context.items() if value is not None},
        },
    }
    if limits:  # where no resource has a policy, a boundary and a session's policies limit alike
        case["sessionPolicies"] = documents_of(limits[-1]) or [NOTHING]
    if len(limits) > 1:
        case["boundary"] = (documents_of(limits[0]) or [NOTHING])[0]
    return case


def documents_of(layer: Layer) -> list[str]:
    return [getattr(statements, "document", NOTHING) for statements in layer]


def install(lab: Lab) -> None:
    opinions = Opinions(Evaluator().ask)
    replace(iam_evaluator, "parse_policy_document", remembering)
    replace(iam_evaluator, "evaluate", lambda evaluate: with_second(opinions, evaluate))
    lab.control("/_lab/opinions", lambda _method, _path, _body, _query: opinions.show())


def remembering(parse: Callable[[Any], list[ParsedStatement]]) -> Callable[[Any], Statements]:
    def parse_and_remember(document: Any) -> Statements:
        statements = Statements(parse(document))
        statements.document = document if isinstance(document, str) else json.dumps(document)
        return statements

    return parse_and_remember


def is_asked_by_sagemaker(ctx: EvalContext) -> bool:
    passed = ctx.service_context.get("iam:passedtoservice")
    return ctx.action.startswith("sagemaker:") or (ctx.action == "iam:PassRole" and passed == "sagemaker.amazonaws.com")


def with_second(opinions: Opinions, evaluate: Callable[..., EvalResult]) -> Callable[..., EvalResult]:
    def evaluate_twice(ctx: EvalContext, policies: Layer, *limits: Layer) -> EvalResult:
        first = evaluate(ctx, policies, *limits)
        return opinions.second(first, case_of(ctx, policies, limits)) if is_asked_by_sagemaker(ctx) else first

    return evaluate_twice
