"""A session as IAM Identity Center makes one: a reserved role, assumed by SAML, used with another key than was issued."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from ministack.services import iam

from lab.lab import Lab

from .issue import Issue, issue_role_session
from .service import record

STORE = "arn:aws:identitystore::{account}:identitystore/d-9067642ac7"
PATH = "/aws-reserved/sso.amazonaws.com/"
ALLOW_ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


def start_session(lab: Lab, body: Any) -> Any:
    """`/_lab/identity-center/session`: `{userId, userName, permissionSet, policy?, durationSeconds?}`.

    The first session of a permission set makes its role, with `policy` (default: everything allowed).
    Answers `{Credentials, RoleArn}`. The AssumeRoleWithSAML record shows another access key, as on AWS.
    """
    asked = body if isinstance(body, dict) else {}
    user_id, user_name, permission_set = (str(asked.get(key) or "") for key in ("userId", "userName", "permissionSet"))
    if not user_id or not user_name or not permission_set:
        return 400, {"message": "userId, userName and permissionSet are needed"}
    role = reserved_role(lab.account, permission_set, asked.get("policy") or ALLOW_ALL)
    issue = Issue(
        "IdentityCenter",
        role_arn=role["Arn"],
        session_name=user_name,
        extra={
            "identity_provider": provider_arn(lab.account),
            "subject": user_name,
            "on_behalf_of": {"userId": user_id, "identityStoreArn": STORE.format(account=lab.account)},
        },
    )
    credentials = issue_role_session(lab, issue, int(asked.get("durationSeconds") or 3600))
    lab.emit(sign_in(lab, issue))
    return {"Credentials": credentials, "RoleArn": role["Arn"]}


def provider_arn(account: str) -> str:
    return f"arn:aws:iam::{account}:saml-provider/AWSSSO_{suffix(account)}_DO_NOT_DELETE"


def suffix(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def reserved_role(account: str, permission_set: str, policy: Any) -> dict[str, Any]:
    name = f"AWSReservedSSO_{permission_set}_{suffix(permission_set)}"
    if name not in iam._roles:
        trust = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"Federated": provider_arn(account)},
                "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
            },
        }
        iam._create_role({"RoleName": [name], "Path": [PATH], "AssumeRolePolicyDocument": [json.dumps(trust)]})
        iam._roles[name]["InlinePolicies"]["AwsSSOInlinePolicy"] = json.dumps(policy)
    return iam._roles[name]


def sign_in(lab: Lab, issue: Issue) -> dict[str, Any]:
    """The AssumeRoleWithSAML record of the portal's call."""
    shown = record("sso.amazonaws.com", issue, iam._gen_session_access_key(), lab.region)
    provider = provider_arn(lab.account)
    qualifier = suffix(provider)
    shown["eventName"] = "AssumeRoleWithSAML"
    shown["userIdentity"] = {
        "type": "SAMLUser",
        "principalId": f"{qualifier}:{issue.session_name}",
        "userName": issue.session_name,
        "identityProvider": qualifier,
    }
    shown["requestParameters"] = {**shown["requestParameters"], "sAMLAssertionID": f"_{uuid.uuid4()}", "principalArn": provider, "durationSeconds": 3600}
    shown["responseElements"] = {**shown["responseElements"], "subjectType": "persistent", "subject": issue.session_name}
    shown["resources"].append({"accountId": lab.account, "type": "AWS::IAM::SAMLProvider", "ARN": provider})
    shown.pop("sharedEventID")
    return shown
