"""What a request is about: ministack's ARNs where they differ from AWS's, so that a policy's `Resource` matches."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ministack.core import iam_actions
from ministack.services import iam

from lab.lab import Lab
from lab.replace import replace

PATHED = {"role": iam._roles, "user": iam._users, "group": iam._groups}


def install(lab: Lab) -> None:
    replace(iam_actions, "extract_resource_arn", as_aws_names)


def as_aws_names(extract: Callable[..., str]) -> Callable[..., str]:
    def extract_resource_arn(service: str, *request: Any) -> str:
        arn = extract(service, *request)
        _method, _path, _headers, body, query, region, account = request
        if service == "events":
            return rule_arn(arn, body, f"arn:aws:events:{region}:{account}")
        return with_path(arn, query) if service == "iam" and arn != "*" else arn

    return extract_resource_arn


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
