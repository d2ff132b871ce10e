"""Who called, as `userIdentity` tells it: from what the lab knows about the caller's key and session."""

from __future__ import annotations

from typing import Any

from .record import event_time


def mfa_of(facts: dict[str, Any]) -> str:
    return "true" if facts.get("mfa") else "false"


def session_identity(facts: dict[str, Any]) -> dict[str, Any]:
    """AssumedRole, from `SessionFacts` of a role session."""
    role_arn = facts.get("role_arn", "")
    account = facts.get("account") or role_arn.split(":")[4]
    role_name = facts.get("role_name") or role_arn.rsplit("/", 1)[-1]
    name = facts.get("session_name", "")
    role_id = facts.get("role_id", "")
    issuer = {"type": "Role", "principalId": role_id, "arn": role_arn, "accountId": account, "userName": role_name}
    attributes = {
        "creationDate": event_time(facts.get("created_at", 0)),
        "mfaAuthenticated": mfa_of(facts),
    }
    context: dict[str, Any] = {"sessionIssuer": issuer, "attributes": attributes}
    if facts.get("identity_provider") and facts.get("event_name") == "AssumeRoleWithWebIdentity":
        context["webIdFederationData"] = {"federatedProvider": facts["identity_provider"], "attributes": {}}
    if facts.get("source_identity"):
        context["sourceIdentity"] = facts["source_identity"]
    identity: dict[str, Any] = {
        "type": "AssumedRole",
        "principalId": f"{role_id}:{name}",
        "arn": f"arn:aws:sts::{account}:assumed-role/{role_name}/{name}",
        "accountId": account,
    }
    if facts.get("access_key_id"):
        identity["accessKeyId"] = facts["access_key_id"]
    identity["sessionContext"] = context
    if facts.get("on_behalf_of"):
        identity["onBehalfOf"] = dict(facts["on_behalf_of"])
    return identity


def role_facts_of(caller: dict[str, Any], role: dict[str, Any] | None) -> dict[str, Any]:
    """Facts of a role session that nobody announced, from its assumed-role ARN and the role, if it is there."""
    name, session = caller["userArn"].split("assumed-role/", 1)[1].split("/", 1)
    role = role or {}
    known = caller.get("session") or {}
    return {
        "role_arn": role.get("Arn") or f"arn:aws:iam::{caller['accountId']}:role/{name}",
        "role_id": role.get("RoleId", ""),
        "role_name": name,
        "session_name": session,
        "account": caller["accountId"],
        "access_key_id": caller["accessKey"],
        "created_at": known.get("IssuedAt", 0),
    }


def identity_of(caller: dict[str, Any], role: dict[str, Any] | None = None) -> dict[str, Any]:
    """`caller` is `Lab.caller`'s answer; `role` the row of a role session's role, for sessions without facts."""
    arn, account = caller["userArn"], caller["accountId"]
    facts = dict(caller.get("facts") or {})
    if ":assumed-role/" in arn:
        return session_identity(facts if facts.get("role_arn") else role_facts_of(caller, role))
    identity = {"principalId": caller["userId"], "arn": arn, "accountId": account, "accessKeyId": caller["accessKey"]}
    session = caller.get("session")
    created = {"creationDate": event_time((session or {}).get("IssuedAt", 0)), "mfaAuthenticated": mfa_of(facts)}
    context = {"sessionContext": {"sessionIssuer": {}, "webIdFederationData": {}, "attributes": created}} if session else {}
    if ":federated-user/" in arn:
        issuer = {"type": "IAMUser", "arn": facts.get("source_arn", ""), "accountId": account}
        federated = {"sessionContext": {"sessionIssuer": issuer, "attributes": created}}
        return {"type": "FederatedUser", **identity, **federated}
    if arn.endswith(":root"):
        return {"type": "Root", **identity, **context}
    return {"type": "IAMUser", **identity, "userName": arn.rsplit("/", 1)[-1], **context}


def foreign(identity: dict[str, Any]) -> dict[str, Any]:
    """What another account's trail shows of a caller: no ARN, no name."""
    return {"type": "AWSAccount", "principalId": identity.get("principalId", ""), "accountId": identity.get("accountId", "")}
