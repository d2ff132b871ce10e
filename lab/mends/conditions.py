"""Condition keys that ministack's evaluator has no value for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from ministack.core import iam_actions, iam_evaluator
from ministack.core.iam_evaluator import EvalContext
from ministack.services import iam

from lab.lab import Lab
from lab.replace import replace

# The request parameter that names an entity whose tags and boundary are keys of the request.
ENTITIES = {"RoleName": iam._roles, "UserName": iam._users}
# These name the boundary they set; every other action is asked about the boundary the entity has.
SETS_BOUNDARY = frozenset({"CreateRole", "CreateUser", "PutRolePermissionsBoundary", "PutUserPermissionsBoundary"})


def first(params: dict[str, Any], name: str) -> str | None:
    value = params.get(name)
    return (value[0] if value else None) if isinstance(value, list) else value


def iam_keys(action: str, params: dict[str, Any]) -> dict[str, Any]:
    """`iam:PolicyARN`, `iam:PermissionsBoundary`, `iam:ResourceTag/…`, `iam:AWSServiceName` of one IAM call."""
    keys: dict[str, Any] = {
        "iam:PolicyARN": first(params, "PolicyArn"),
        "iam:PermissionsBoundary": first(params, "PermissionsBoundary"),
        "iam:AWSServiceName": first(params, "AWSServiceName"),
    }
    for parameter, store in ENTITIES.items():
        entity = store.get(first(params, parameter) or "")
        if not isinstance(entity, dict):
            continue
        if action.split(":")[-1] not in SETS_BOUNDARY:
            keys["iam:PermissionsBoundary"] = boundary_arn(entity.get("PermissionsBoundary"))
        for tag in entity.get("Tags") or []:
            keys[f"iam:ResourceTag/{tag['Key']}"] = tag["Value"]
            keys[f"aws:ResourceTag/{tag['Key']}"] = tag["Value"]
    return {key: value for key, value in keys.items() if value is not None}


def sts_keys(params: dict[str, Any]) -> dict[str, Any]:
    """The keys of one STS call, for the caller's policies and for the role's trust as its resource policy."""
    names = {"sts:ExternalId": "ExternalId", "sts:RoleSessionName": "RoleSessionName", "sts:SourceIdentity": "SourceIdentity"}
    keys: dict[str, Any] = {key: first(params, name) for key, name in names.items()}
    transitive = [first(params, name) for name in sorted(params) if name.startswith("TransitiveTagKeys.member.")]
    keys["sts:TransitiveTagKeys"] = transitive or None
    return {key: value for key, value in keys.items() if value is not None}


def event_keys(body: bytes) -> dict[str, Any]:
    """`events:TargetArn` of PutTargets."""
    try:
        document = json.loads(body or b"{}")
    except ValueError:
        return {}
    targets = document.get("Targets") if isinstance(document, dict) else None
    arns = [target["Arn"] for target in targets or [] if isinstance(target, dict) and "Arn" in target]
    return {"events:TargetArn": arns} if arns else {}


def boundary_arn(value: Any) -> str | None:
    return value.get("PermissionsBoundaryArn") if isinstance(value, dict) else value


def install(lab: Lab) -> None:
    replace(iam_evaluator, "_resolve_condition_key", as_aws_tells)
    replace(iam_actions, "request_tag_context", with_more_keys)


def as_aws_tells(resolve: Callable[[str, EvalContext], Any]) -> Callable[[str, EvalContext], Any]:
    """`aws:SecureTransport` is true: the lab speaks http on loopback, and every enforceSSL policy would deny everything.

    `aws:ViaAWSService` is false: what the lab's services do for a caller, they do without asking anybody's policies.
    `aws:PrincipalArn` of a role's session is the role's ARN with its path; ministack has the session's.
    """

    def value(key: str, ctx: EvalContext) -> Any:
        name = key.lower()
        if name == "aws:securetransport":
            return "true"
        if name == "aws:viaawsservice":
            return "false"
        return role_arn(ctx.principal_arn) if name == "aws:principalarn" else resolve(key, ctx)

    return value


def role_arn(principal: str) -> str:
    head, _, session = principal.partition(":assumed-role/")
    if not session:
        return principal
    role = iam._roles.get_scoped(head.split(":")[4], None, session.split("/")[0])
    return role["Arn"] if role else principal


def with_more_keys(request_tags: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The one place between the router and the evaluator that sees both a request and its action."""

    def request_context(service: str, action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
        keys = request_tags(service, action, body, params)
        if service == "events":
            return {**event_keys(body), **keys}
        if service not in ("iam", "sts"):
            return keys
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True) if body[:1] != b"{" else {}
        asked = {**form, **params}
        return {**(iam_keys(action, asked) if service == "iam" else sts_keys(asked)), **keys}

    return request_context
