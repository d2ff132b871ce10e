"""STS records: they show what later records do not (session tags), and hide the secrets."""

from __future__ import annotations

from typing import Any

from .casing import HIDDEN, java_time

SHOWN_OF_REQUEST = (
    "roleArn",
    "roleSessionName",
    "externalId",
    "durationSeconds",
    "policy",
    "policyArns",
    "serialNumber",
    "sourceIdentity",
    "principalArn",
    "name",
)
# Of these, what records leave out. Whether CloudTrail shows `externalId`, and how it spells it, is told nowhere.
left_out: set[str] = set()
FEDERATED = ("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity")
ISSUING = ("AssumeRole", *FEDERATED, "GetFederationToken", "GetSessionToken")


def request(operation: str, shown: dict[str, Any] | None, facts: dict[str, Any], assertion_id: str) -> dict[str, Any] | None:
    """`facts` are those of the session that was issued, {} when none was."""
    if shown is None or operation not in ISSUING:
        return shown
    params = {name: shown[name] for name in SHOWN_OF_REQUEST if name in shown and name not in left_out}
    if operation == "AssumeRoleWithSAML":
        params = {"sAMLAssertionID": assertion_id, **params}
    if operation in FEDERATED:
        params |= {"roleSessionName": facts["session_name"]} if facts.get("session_name") else {}
        params |= {"principalTags": facts["own_tags"]} if facts.get("own_tags") else {}
        params |= {"sourceIdentity": facts["source_identity"]} if facts.get("source_identity") else {}
        params |= {"transitiveTagKeys": facts["transitive_keys"]} if facts.get("transitive_keys") else {}
        return params
    params |= {name: shown[name] for name in ("tags", "transitiveTagKeys") if name in shown}
    if facts.get("inherited_tags"):
        params["incomingTransitiveTags"] = facts["inherited_tags"]
    return params


def response(shown: dict[str, Any] | None, expires: float | None) -> dict[str, Any] | None:
    """The key's id and its end; the secret key and the token never."""
    if not shown or "credentials" not in shown:
        return shown
    credentials = {"accessKeyId": shown["credentials"].get("accessKeyId"), "sessionToken": HIDDEN}
    if expires is not None:
        credentials["expiration"] = java_time(expires)
    return {**shown, "credentials": credentials}


def federated_identity(operation: str, facts: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """SAMLUser or WebIdentityUser: nobody signed the call."""
    subject = facts.get("subject") or answer.get("Subject") or answer.get("SubjectFromWebIdentityToken") or ""
    if operation == "AssumeRoleWithSAML":
        qualifier = answer.get("NameQualifier", "")
        return {"type": "SAMLUser", "principalId": f"{qualifier}:{subject}", "userName": subject, "identityProvider": qualifier}
    provider = answer.get("Provider") or facts.get("identity_provider", "")
    principal = ":".join(part for part in (provider, answer.get("Audience", ""), subject) if part)
    return {"type": "WebIdentityUser", "principalId": principal, "userName": subject, "identityProvider": provider}


def resources(role_arn: str | None, principal_arn: str | None = None) -> list[dict[str, str]]:
    named = ((role_arn, "AWS::IAM::Role"), (principal_arn, "AWS::IAM::SAMLProvider"))
    return [{"accountId": arn.split(":")[4], "type": kind, "ARN": arn} for arn, kind in named if arn and arn.count(":") >= 5]


def additional(region: str) -> dict[str, Any]:
    """Calls signed for us-east-1 may have gone to the global endpoint; the lab has one endpoint and says so."""
    endpoint = "global" if region == "us-east-1" else "regional"
    return {"RequestDetails": {"endpointType": endpoint, "awsServingRegion": region}}


def control(method: str, body: Any) -> Any:
    """POST `{"leftOut": ["externalId"]}` leaves that out of the records from now on; GET answers what is left out."""
    if method == "POST":
        wanted = set(body["leftOut"])
        if unknown := wanted - set(SHOWN_OF_REQUEST):
            raise ValueError(f"no parameter of STS: {sorted(unknown)}")
        left_out.clear()
        left_out.update(wanted)
    return {"leftOut": sorted(left_out)}
