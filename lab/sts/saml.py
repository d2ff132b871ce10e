"""AssumeRoleWithSAML, which ministack does not have.

The assertion's content is judged as on AWS; its signature is not checked, so anybody who can reach the lab can write one.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from defusedxml import ElementTree
from ministack.services import iam

from lab.lab import Answer, Lab

from . import trust
from .issue import Issue, issue_role_session, role_of
from .request import StsRequest

ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}"
ATTRIBUTE = "https://aws.amazon.com/SAML/Attributes/"
AUDIENCE = re.compile(r"urn:amazon:webservices|https://([a-z0-9-]+\.)?signin\.aws\.amazon\.com/saml")
RECIPIENT = "https://signin.aws.amazon.com/saml"


class InvalidAssertion(Exception):
    """Not an assertion that AWS would take; the message says why."""


@dataclass
class Assertion:
    id: str = ""
    issuer: str = ""
    subject: str = ""
    subject_type: str = "persistent"
    audience: str = ""
    expires: dt.datetime | None = None
    attributes: dict[str, list[str]] = field(default_factory=dict)

    def first(self, name: str) -> str | None:
        return (self.attributes.get(ATTRIBUTE + name) or [None])[0]

    def tags(self) -> dict[str, str]:
        prefix = f"{ATTRIBUTE}PrincipalTag:"
        return {name.removeprefix(prefix): values[0] for name, values in self.attributes.items() if name.startswith(prefix) and values}

    def roles(self) -> set[frozenset[str]]:
        """The pairs of role and provider it names, in either order."""
        return {frozenset(part.strip() for part in value.split(",")) for value in self.attributes.get(f"{ATTRIBUTE}Role", [])}


def read(encoded: str) -> Assertion:
    try:
        root = ElementTree.fromstring(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError, ElementTree.ParseError) as error:
        raise InvalidAssertion("Invalid base64 SAMLResponse") from error
    except Exception as error:  # defusedxml refuses entities and external references
        raise InvalidAssertion("Invalid SAML response") from error
    element = root if root.tag == f"{ASSERTION}Assertion" else root.find(f".//{ASSERTION}Assertion")
    if element is None:
        raise InvalidAssertion("Response does not contain the required assertion.")

    def text(path: str) -> str:
        return (element.findtext("/".join(ASSERTION + step for step in path.split("/"))) or "").strip()

    name_id = element.find(f"{ASSERTION}Subject/{ASSERTION}NameID")
    conditions = element.find(f"{ASSERTION}Conditions")
    found = Assertion(id=element.get("ID", ""), issuer=text("Issuer"), subject=text("Subject/NameID"))
    found.subject_type = (name_id.get("Format", "") if name_id is not None else "").rsplit(":", 1)[-1] or "persistent"
    found.audience = text("Conditions/AudienceRestriction/Audience")
    if conditions is not None and conditions.get("NotOnOrAfter"):
        found.expires = dt.datetime.fromisoformat(conditions.get("NotOnOrAfter", "").replace("Z", "+00:00"))
    for attribute in element.iter(f"{ASSERTION}Attribute"):
        values = [(value.text or "").strip() for value in attribute.iter(f"{ASSERTION}AttributeValue")]
        found.attributes[attribute.get("Name", "")] = values
    return found


def assume_role(lab: Lab, asked: StsRequest) -> Answer:
    role_arn, provider = asked.text("RoleArn") or "", asked.text("PrincipalArn") or ""
    try:
        assertion = read(asked.text("SAMLAssertion") or "")
    except (InvalidAssertion, ValueError) as error:
        return asked.refuse("InvalidIdentityToken", str(error))
    refusal = unusable(asked, assertion, role_arn, provider) or denied(asked, assertion, role_arn, provider)
    if refusal:
        return refusal
    issue = Issue(
        "AssumeRoleWithSAML",
        own_tags=assertion.tags(),
        source_identity=assertion.first("SourceIdentity"),
        role_arn=role_arn,
        session_name=assertion.first("RoleSessionName"),
        transitive_keys=assertion.attributes.get(f"{ATTRIBUTE}TransitiveTagKeys", []),
        source_arn=provider,
        extra={"identity_provider": provider, "subject": assertion.subject},
    )
    duration = asked.text("DurationSeconds") or assertion.first("SessionDuration") or "3600"
    credentials = issue_role_session(lab, issue, int(duration))
    return asked.answer(result(lab, assertion, credentials, role_arn, provider))


def result(lab: Lab, assertion: Assertion, credentials: dict[str, Any], role_arn: str, provider: str) -> dict[str, Any]:
    account, friendly = role_arn.split(":")[4], provider.rsplit("/", 1)[-1]
    facts = lab.session_facts[credentials["AccessKeyId"]]
    arn = f"arn:aws:sts::{account}:assumed-role/{facts['role_name']}/{facts['session_name']}"
    qualifier = hashlib.sha1(f"{assertion.issuer}{account}/{friendly}".encode(), usedforsecurity=False).digest()
    return {
        "Credentials": credentials,
        "AssumedRoleUser": {"AssumedRoleId": f"{facts['role_id']}:{facts['session_name']}", "Arn": arn},
        "PackedPolicySize": 0,
        "Subject": assertion.subject,
        "SubjectType": assertion.subject_type,
        "Issuer": assertion.issuer,
        "Audience": RECIPIENT,
        "NameQualifier": base64.b64encode(qualifier).decode(),
        "SourceIdentity": assertion.first("SourceIdentity"),
    }


def unusable(asked: StsRequest, assertion: Assertion, role_arn: str, provider: str) -> Answer | None:
    """What is wrong with the assertion itself."""
    if not AUDIENCE.fullmatch(assertion.audience):
        return asked.refuse("InvalidIdentityToken", "Audience in the assertion does not match AWS's")
    if assertion.expires and assertion.expires < dt.datetime.now(dt.timezone.utc):
        return asked.refuse("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")
    if not assertion.first("RoleSessionName"):
        return asked.refuse("InvalidIdentityToken", "RoleSessionName is required in AuthnResponse")
    if frozenset((role_arn, provider)) not in assertion.roles():
        message = "Role arn and Principal arn do not match those in the SAML assertion"
        return asked.refuse("InvalidIdentityToken", message)
    if not set(assertion.attributes.get(f"{ATTRIBUTE}TransitiveTagKeys", [])) <= set(assertion.tags()):
        return asked.refuse("InvalidIdentityToken", "The specified transitive tag key must be included in the requested tags.")
    return None


def denied(asked: StsRequest, assertion: Assertion, role_arn: str, provider: str) -> Answer | None:
    """What the account says: is the provider there, and does the role's trust let it in?"""
    account, role = provider.split(":")[4] if provider.count(":") > 4 else "", role_of(role_arn)
    if iam._saml_providers.get_scoped(account, None, provider) is None or role is None or role_arn.split(":")[4] != account:
        return asked.refuse("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML", 403)
    identity, tags = assertion.first("SourceIdentity"), assertion.tags()
    transitive = assertion.attributes.get(f"{ATTRIBUTE}TransitiveTagKeys", [])
    keys = {
        **trust.request_keys(identity, tags, transitive, None, assertion.first("RoleSessionName")),
        "saml:aud": RECIPIENT,
        "saml:iss": assertion.issuer,
        "saml:sub": assertion.subject,
        "saml:sub_type": assertion.subject_type,
        "aws:federatedprovider": provider,
    }
    needed = ["sts:AssumeRoleWithSAML", *(["sts:TagSession"] if tags else []), *(["sts:SetSourceIdentity"] if identity else [])]
    for action in needed:
        if not trust.allows(role, provider, trust.context(role_arn, action, provider, "SAMLUser", keys, {}), federated=True):
            return asked.refuse("AccessDenied", f"Not authorized to perform {action}", 403)
    return None
