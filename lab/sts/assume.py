"""What AssumeRole and its neighbours check before ministack issues anything."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from ministack.core import iam_evaluator
from ministack.services import sts

from lab.lab import Answer, Headers, Lab, Query

from . import durations, mfa, packed, trust
from .issue import Issue, mfa_keys, role_of
from .request import StsRequest

SOURCE_IDENTITY = re.compile(r"(?!aws:)[\w+=,.@-]{2,64}", re.ASCII)
ISSUING = ("AssumeRole", "AssumeRoleWithWebIdentity", "GetSessionToken", "GetFederationToken")


def prepare(lab: Lab, asked: StsRequest, headers: Headers, query: Query) -> Issue | Answer:
    """What the call issues, or the refusal. Calls that issue nothing get an empty issue."""
    if asked.action not in ISSUING:
        return Issue(asked.action)
    caller = lab.caller(headers, query) or {}
    facts = caller.get("facts") or {}
    identity, transitive = asked.text("SourceIdentity"), asked.members("TransitiveTagKeys")
    issue = Issue(
        asked.action,
        own_tags=asked.tags(),
        source_identity=identity,
        requested_identity=identity,
        role_arn=asked.text("RoleArn"),
        session_name=asked.text("RoleSessionName") or asked.text("Name"),
        transitive_keys=transitive,
        requested_transitive=transitive,
        source_arn=caller.get("userArn"),
        source_access_key_id=caller.get("accessKey"),
    )
    refusal = durations.refusal(asked, issue, caller)
    if refusal:
        return refusal
    if asked.action in ("AssumeRole", "GetSessionToken"):
        holds = mfa.check(lab, asked, caller)
        if not isinstance(holds, bool):
            return holds
        issue.mfa = holds
    if asked.action == "AssumeRole":
        return assume_role(asked, issue, caller, facts)
    if asked.action == "AssumeRoleWithWebIdentity":
        read_web_identity(issue, asked.text("WebIdentityToken") or "")
    return issue


def assume_role(asked: StsRequest, issue: Issue, caller: dict[str, Any], facts: dict[str, Any]) -> Issue | Answer:
    inherited = set(facts.get("transitive_keys") or [])
    issue.inherited_tags = {key: value for key, value in (facts.get("tags") or {}).items() if key in inherited}
    refusal = invalid(asked, issue) or denied(asked, issue, caller, facts)
    if refusal:
        return refusal
    issue.source_identity = issue.source_identity or facts.get("source_identity")
    issue.transitive_keys = sorted({*issue.transitive_keys, *inherited})
    issue.packed_percent = packed.percent(asked, issue.tags)
    return packed.refusal(asked, issue.packed_percent) or issue


def invalid(asked: StsRequest, issue: Issue) -> Answer | None:
    """AWS's refusals of values, worded as there."""
    identity = issue.source_identity
    if identity is not None and not SOURCE_IDENTITY.fullmatch(identity):
        return asked.refuse(
            "ValidationError",
            f"1 validation error detected: Value '{identity}' at 'sourceIdentity' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [\\w+=,.@-]*",
        )
    if not set(issue.transitive_keys) <= set(issue.own_tags):
        return asked.refuse("InvalidParameterValue", "The specified transitive tag key must be included in the requested tags.")
    if {key.lower() for key in issue.own_tags} & {key.lower() for key in issue.inherited_tags}:
        return asked.refuse(
            "InvalidParameterValue",
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
        )
    return None


def denied(asked: StsRequest, issue: Issue, caller: dict[str, Any], facts: dict[str, Any]) -> Answer | None:
    """sts:SetSourceIdentity and sts:TagSession, in the trust. sts:AssumeRole itself is ministack's own check."""
    role_arn, arn = issue.role_arn or "", caller.get("userArn", "")
    before, wanted = facts.get("source_identity"), issue.source_identity
    needed = ["sts:SetSourceIdentity"] if wanted or before else []
    needed += ["sts:TagSession"] if issue.tags else []
    role = role_of(role_arn)
    if role is None and sts._assumed_role_arn(role_arn, "session")[1] is None:
        # ministack would take any path: without the role our own checks would not be made.
        return asked.refuse("AccessDenied", f"User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role_arn}", 403)
    if role is None or not needed:
        return None
    external_id, name = asked.text("ExternalId"), issue.session_name
    keys = trust.request_keys(wanted, issue.own_tags, issue.transitive_keys, external_id, name)
    keys |= mfa_keys(0) if issue.mfa else {}
    kind = "AssumedRole" if ":assumed-role/" in arn else "User" if ":user/" in arn else "Root"

    def allowed(action: str) -> bool:
        return trust.allows(role, arn, trust.context(role_arn, action, arn, kind, keys, principal_keys(caller.get("accessKey", ""))))

    if not allowed("sts:AssumeRole"):
        return None
    changed = bool(before and wanted and before != wanted)  # a source identity cannot change within a chain
    for action in needed:
        if not allowed(action) or (changed and action == "sts:SetSourceIdentity"):
            return asked.refuse("AccessDenied", f"User: {arn} is not authorized to perform: {action} on resource: {role_arn}", 403)
    return None


def principal_keys(access_key: str) -> dict[str, Any]:
    credential = iam_evaluator.resolve_credential(access_key)
    return {} if isinstance(credential, iam_evaluator.CredentialResolutionError) else iam_evaluator._principal_keys(credential)


def read_web_identity(issue: Issue, token: str) -> None:
    """Tags, transitive keys, source identity and subject from the claims. Signatures are not checked."""
    claims = jwt_claims(token)
    tags = claims.get("https://aws.amazon.com/tags")
    tags = tags if isinstance(tags, dict) else {}
    values = tags.get("principal_tags") if isinstance(tags.get("principal_tags"), dict) else {}
    issue.own_tags = {str(k): str(v[0] if isinstance(v, list) and v else v) for k, v in values.items()}
    issue.transitive_keys = [str(key) for key in tags.get("transitive_tag_keys") or []]
    identity = claims.get("https://aws.amazon.com/source_identity")
    issue.source_identity = str(identity) if identity else None
    issue.extra = {"subject": str(claims.get("sub", "")), "identity_provider": str(claims.get("iss", "")).split("://")[-1]}


def jwt_claims(token: str) -> dict[str, Any]:
    parts = token.split(".")
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (IndexError, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}
