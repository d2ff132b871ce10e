"""What is known about a session when it is issued, kept for as long as the session lives."""

from __future__ import annotations

import contextlib
import contextvars
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import ResolvedCredential
from ministack.services import iam, sts

from lab.lab import Lab, SessionFacts
from lab.replace import replace


@dataclass
class Issue:
    """One call that issues credentials."""

    event_name: str
    own_tags: dict[str, str] = field(default_factory=dict)
    inherited_tags: dict[str, str] = field(default_factory=dict)
    transitive_keys: list[str] = field(default_factory=list)
    source_identity: str | None = None
    # What this call itself asks for: the two above may also come from the session that calls.
    requested_transitive: list[str] = field(default_factory=list)
    requested_identity: str | None = None
    role_arn: str | None = None
    session_name: str | None = None
    source_arn: str | None = None
    source_access_key_id: str | None = None
    # The call brought an MFA code that holds.
    mfa: bool = False
    # Epoch seconds, of the clock by which the session ends. Known once it is issued.
    expires_at: float | None = None
    # Of the room that a session has for its policies and tags.
    packed_percent: int = 0
    extra: SessionFacts = field(default_factory=SessionFacts)

    @property
    def tags(self) -> dict[str, str]:
        return {**self.inherited_tags, **self.own_tags}


current: contextvars.ContextVar[Issue | None] = contextvars.ContextVar("lab_sts_issue", default=None)


@contextlib.contextmanager
def issuing(issue: Issue) -> Iterator[None]:
    """While it is open, `sts.register_session` fills in what the issue knows."""
    token = current.set(issue)
    try:
        yield
    finally:
        current.reset(token)


def facts_of(issue: Issue, access_key: str, session: dict[str, Any]) -> SessionFacts:
    known: dict[str, Any] = {
        "event_name": issue.event_name,
        "access_key_id": access_key,
        "account": session.get("AccountId"),
        "session_name": issue.session_name,
        "source_identity": issue.source_identity,
        "tags": issue.tags,
        "own_tags": issue.own_tags,
        "inherited_tags": issue.inherited_tags,
        "transitive_keys": issue.transitive_keys,
        "source_access_key_id": issue.source_access_key_id,
        "source_arn": issue.source_arn,
        # Sessions of roles have none of it, though the trust saw the code.
        "mfa": issue.mfa and issue.event_name == "GetSessionToken",
        "created_at": session["IssuedAt"],
        "expires_at": issue.expires_at,
        **role_facts(issue.role_arn),
        **issue.extra,
    }
    return SessionFacts(**{key: value for key, value in known.items() if value is not None})


def role_facts(role_arn: str | None) -> dict[str, str]:
    if role_arn is None:
        return {}
    role = role_of(role_arn) or {}
    return {"role_arn": role.get("Arn") or role_arn, "role_id": role.get("RoleId", ""), "role_name": role_arn.rsplit("/", 1)[-1]}


def role_of(role_arn: str) -> dict[str, Any] | None:
    """The role in the account that its ARN names. The path has to be right, as on AWS."""
    parts = role_arn.split(":", 5)
    if len(parts) < 6 or not parts[5].startswith("role/"):
        return None
    role = iam._roles.get_scoped(parts[4], None, role_arn.rsplit("/", 1)[-1])
    return role if role is not None and role.get("Arn") == role_arn else None


def issue_role_session(lab: Lab, issue: Issue, duration: int) -> dict[str, Any]:
    """Credentials for a role that the lab's own code issues. Answers STS's Credentials with an ISO expiration."""
    role = role_of(issue.role_arn or "")
    if role is None:
        raise ValueError(f"there is no role {issue.role_arn}")
    account = role["Arn"].split(":")[4]
    key, secret, token = iam._gen_session_access_key(), iam._gen_secret(), iam._gen_session_token()
    name = issue.session_name or "session"
    with issuing(issue):
        sts.register_session(
            key,
            {
                "Arn": f"arn:aws:sts::{account}:assumed-role/{role['RoleName']}/{name}",
                "UserId": f"{role['RoleId']}:{name}",
                "SecretAccessKey": secret,
                "SessionToken": token,
                "Expiration": time.time() + duration,
                "AccountId": account,
                "PrincipalType": "AssumedRole",
                "SourceAccessKeyId": issue.source_access_key_id,
                "SourcePrincipalArn": issue.source_arn,
            },
        )
    return {"AccessKeyId": key, "SecretAccessKey": secret, "SessionToken": token, "Expiration": iso(issue.expires_at or 0)}


def install(lab: Lab, begin: Callable[[Issue, dict[str, Any]], None]) -> None:
    """`begin` says when a session ends."""
    replace(sts, "register_session", lambda register: with_facts(lab, register, begin))
    for module in (iam_evaluator, sts):  # the second holds the function by name
        replace(module, "_principal_keys", lambda keys: with_more_keys(lab, keys))


def iso(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def with_facts(
    lab: Lab, register: Callable[[str, dict[str, Any]], None], begin: Callable[[Issue, dict[str, Any]], None]
) -> Callable[[str, dict[str, Any]], None]:
    def register_with_facts(access_key: str, session: dict[str, Any]) -> None:
        issue = current.get()
        if issue is not None:
            session.setdefault("IssuedAt", lab.clock())
            begin(issue, session)
            session["SessionTags"] = [{"Key": key, "Value": value} for key, value in issue.tags.items()]
        register(access_key, session)
        for ended in [key for key in lab.session_facts if key not in sts._sessions]:
            del lab.session_facts[ended]
        if issue is not None:
            lab.session_facts[access_key] = facts_of(issue, access_key, session)

    return register_with_facts


def mfa_keys(age: float) -> dict[str, Any]:
    return {"aws:multifactorauthpresent": "true", "aws:multifactorauthage": str(int(age))}


def with_more_keys(lab: Lab, principal_keys: Callable[[ResolvedCredential], dict[str, Any]]) -> Callable[[ResolvedCredential], dict[str, Any]]:
    def principal_keys_with_facts(credential: ResolvedCredential) -> dict[str, Any]:
        facts = lab.session_facts.get(credential.access_key_id) or SessionFacts()
        more = {"aws:sourceidentity": facts.get("source_identity"), "aws:federatedprovider": facts.get("identity_provider")}
        more |= mfa_keys(max(lab.clock() - facts["created_at"], 0)) if facts.get("mfa") else {}
        return {**principal_keys(credential), **{key: value for key, value in more.items() if value is not None}}

    return principal_keys_with_facts
