"""What a role's trust policy says about a call, with the keys that ministack's own call leaves out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext
from ministack.core.responses import get_region
from ministack.services import sts

from lab.replace import replace

from .issue import current, mfa_keys, role_of


def request_keys(
    source_identity: str | None, tags: dict[str, str], transitive_keys: list[str], external_id: str | None, session_name: str | None
) -> dict[str, Any]:
    """The keys of one STS call, in lower case, as the evaluator looks them up."""
    keys: dict[str, Any] = {
        "sts:sourceidentity": source_identity,
        "sts:transitivetagkeys": transitive_keys or None,
        "sts:externalid": external_id,
        "sts:rolesessionname": session_name,
        "aws:tagkeys": list(tags) or None,
        **{f"aws:requesttag/{key.lower()}": value for key, value in tags.items()},
    }
    return {key: value for key, value in keys.items() if value is not None}


def allows(role: dict[str, Any], principal: str, ctx: EvalContext, federated: bool = False) -> bool:
    """Whether the trust lets `principal` (an ARN, or a provider's if `federated`) do `ctx.action`."""
    if not federated:
        return iam_evaluator.evaluate_trust_policy(role.get("AssumeRolePolicyDocument", "{}"), principal, ctx)
    document = role.get("AssumeRolePolicyDocument") or "{}"
    document = json.loads(document) if isinstance(document, str) else document
    statements = document.get("Statement", [])
    applying = [
        {**statement, "Resource": "*"}
        for statement in (statements if isinstance(statements, list) else [statements])
        if iam_evaluator._trust_principal_matches(statement.get("Principal", {}), principal, True)
    ]
    policy = iam_evaluator.parse_policy_document({"Statement": applying})
    return iam_evaluator.evaluate(ctx, [policy]).decision == "Allow"


def context(role_arn: str, action: str, principal: str, kind: str, keys: dict[str, Any], principal_keys: dict[str, Any]) -> EvalContext:
    return EvalContext(
        principal_arn=principal,
        principal_type=kind,
        principal_account=iam_evaluator._account_from_arn(principal) or "",
        action=action,
        resource_arn=role_arn,
        region=get_region(),
        service_context=keys,
        principal_keys=principal_keys,
    )


def role_trust_for_arn(role_arn: str) -> tuple[str, str] | None:
    """A role's trust is its resource policy: who it names itself needs no policy of his own in the same account."""
    role = role_of(role_arn)
    return (role.get("AssumeRolePolicyDocument", "{}"), role_arn.split(":")[4]) if role else None


def install() -> None:
    sts.role_trust_for_arn = role_trust_for_arn
    iam_evaluator._RESOURCE_POLICY_LOOKUPS["sts"] = ("sts", "role_trust_for_arn")
    replace(iam_evaluator, "evaluate_trust_policy", with_issue_keys)


def with_issue_keys(evaluate: Callable[..., bool]) -> Callable[..., bool]:
    """ministack's own AssumeRole asks without the source identity, the transitive keys and MFA."""

    def evaluate_with_keys(trust: Any, caller_arn: str, ctx: EvalContext | None = None) -> bool:
        issue = current.get()
        if issue is not None and ctx is not None:
            keys: dict[str, Any] = {"sts:sourceidentity": issue.requested_identity, "sts:transitivetagkeys": issue.requested_transitive or None}
            keys |= mfa_keys(0) if issue.mfa else {}
            ctx = dataclasses.replace(ctx, service_context={**{k: v for k, v in keys.items() if v is not None}, **ctx.service_context})
        return evaluate(trust, caller_arn, ctx)

    return evaluate_with_keys
