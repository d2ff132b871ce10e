"""What a request is about: ministack's ARNs where they differ from AWS's, so that a policy's `Resource` matches."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from ministack.core import iam_actions
from ministack.services import iam, lambda_durable

from lab.lab import Lab
from lab.replace import replace

CALLBACK_ACTIONS = {
    "succeed": "SendDurableExecutionCallbackSuccess",
    "fail": "SendDurableExecutionCallbackFailure",
    "heartbeat": "SendDurableExecutionCallbackHeartbeat",
}
DURABLE_ACTIONS = {
    "checkpoint": "CheckpointDurableExecution",
    "state": "GetDurableExecutionState",
    "history": "GetDurableExecutionHistory",
    "stop": "StopDurableExecution",
}
ALIAS_ACTIONS = {"GET": "GetAlias", "PUT": "UpdateAlias", "DELETE": "DeleteAlias"}
PATHED = {"role": iam._roles, "user": iam._users, "group": iam._groups}


def install(lab: Lab) -> None:
    replace(iam_actions, "extract_resource_arn", as_aws_names)
    replace(iam_actions, "_lambda_action", lambda name: lambda method, path: lambda_action(method, path) or name(method, path))


def as_aws_names(extract: Callable[..., str]) -> Callable[..., str]:
    def extract_resource_arn(service: str, *request: Any) -> str:
        arn = extract(service, *request)
        _method, path, _headers, body, query, region, account = request
        if service == "events":
            return rule_arn(arn, body, f"arn:aws:events:{region}:{account}")
        if service == "lambda":
            return durable_arn(path) or with_qualifier(arn, path, query)
        return with_path(arn, query) if service == "iam" and arn != "*" else arn

    return extract_resource_arn


def with_qualifier(arn: str, path: str, query: dict[str, Any]) -> str:
    """A function is invoked by its version or alias: `function:NAME:QUALIFIER`. ministack leaves it out where it is a parameter."""
    qualifier = query.get("Qualifier")
    qualifier = qualifier[0] if isinstance(qualifier, list) and qualifier else qualifier
    return f"{arn}:{qualifier}" if qualifier and path.endswith("/invocations") and arn.count(":") == 6 else arn


def durable_arn(path: str) -> str | None:
    """The execution that a call of Lambda's durable API is about; of a callback the one that waits for it."""
    parts = [unquote(part) for part in path.strip("/").split("/")]
    if parts[1:2] == ["durable-execution-callbacks"]:
        entry = lambda_durable._callback_index.get(parts[2])
        return entry[0] if entry else None
    if parts[1:2] != ["durable-executions"]:
        return None
    return "/".join(parts[2:-1] if parts[-1] in DURABLE_ACTIONS else parts[2:])


def lambda_action(method: str, path: str) -> str | None:
    """ministack has no names for the durable API, asks no policy about it, and takes one alias for the list of all."""
    parts = path.strip("/").split("/")
    if parts[-2:-1] == ["aliases"]:
        return ALIAS_ACTIONS.get(method)
    if parts[1:2] == ["durable-execution-callbacks"]:
        return CALLBACK_ACTIONS.get(parts[-1])
    if parts[1:2] == ["durable-executions"]:
        return DURABLE_ACTIONS.get(parts[-1], "GetDurableExecution")
    return "ListDurableExecutionsByFunction" if parts[-1] == "durable-executions" else None


def with_path(arn: str, query: dict[str, Any]) -> str:
    """ministack names a role or user without its path, so `role/vendor/*` in a policy never matches."""
    kind, _, name = arn.partition(":iam::")[2].partition(":")[2].partition("/")
    found = PATHED[kind].get(name) if kind in PATHED else None
    if found:
        return str(found["Arn"])
    path = query.get("Path")
    path = path[0] if isinstance(path, list) and path else path
    return arn.replace(f":{kind}/", f":{kind}{path}", 1) if path else arn


def rule_arn(arn: str, body: bytes, place: str) -> str:
    """`rule/NAME` on the default bus, `rule/BUS/NAME` on another.

    ministack puts the default bus's name in between, and does not look into `Rule`, which names the rule of PutTargets,
    RemoveTargets and ListTargetsByRule.
    """
    try:
        asked = json.loads(body or b"{}")
    except ValueError:
        return arn
    if isinstance(asked, dict) and isinstance(asked.get("Rule"), str):
        bus = str(asked.get("EventBusName") or "default").rpartition("event-bus/")[2]
        arn = f"{place}:rule/{bus}/{asked['Rule']}"
    return arn.replace(":rule/default/", ":rule/", 1)
