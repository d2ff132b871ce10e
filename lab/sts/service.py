"""Sessions that an AWS service makes for itself (Lambda for a function, SageMaker for Studio), with their STS record."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from lab.lab import Lab

from .issue import Issue, issue_role_session, role_of


def start_session(lab: Lab, body: Any) -> Any:
    """`/_lab/service/session`: `{service, roleArn, sessionName, sourceIdentity?, tags?, transitiveTagKeys?, durationSeconds?}`.

    What SageMaker does for a Studio user: `service` sagemaker.amazonaws.com, `sourceIdentity` the profile's name.
    Answers STS's Credentials.
    """
    asked = body if isinstance(body, dict) else {}
    service, role_arn, name = (str(asked.get(key) or "") for key in ("service", "roleArn", "sessionName"))
    role = role_of(role_arn)
    if role is None or not service or not name:
        return 400, {"message": "service, sessionName and roleArn (of a role that is there) are needed"}
    issue = Issue(
        "AssumeRole",
        own_tags={str(k): str(v) for k, v in (asked.get("tags") or {}).items()},
        transitive_keys=[str(key) for key in asked.get("transitiveTagKeys") or []],
        source_identity=asked.get("sourceIdentity"),
        role_arn=role_arn,
        session_name=name,
        extra={"invoked_by": service},
    )
    credentials = issue_role_session(lab, issue, int(asked.get("durationSeconds") or 3600))
    lab.emit(record(service, issue, credentials["AccessKeyId"], lab.region))
    return {"Credentials": credentials}


def record(service: str, issue: Issue, access_key: str, region: str) -> dict[str, Any]:
    """The AssumeRole record of a service's own call. It shows neither the session token nor the secret."""
    role = role_of(issue.role_arn or "") or {}
    arn, account = role.get("Arn", ""), role.get("Arn", "::::").split(":")[4]
    parameters: dict[str, Any] = {"roleArn": arn, "roleSessionName": issue.session_name}
    if issue.source_identity:
        parameters["sourceIdentity"] = issue.source_identity
    if issue.own_tags:
        parameters["tags"] = [{"key": key, "value": value} for key, value in issue.own_tags.items()]
    if issue.transitive_keys:
        parameters["transitiveTagKeys"] = issue.transitive_keys
    now = dt.datetime.now(dt.timezone.utc)
    answer: dict[str, Any] = {
        "credentials": {"accessKeyId": access_key, "expiration": (now + dt.timedelta(hours=1)).strftime("%b %-d, %Y, %-I:%M:%S %p")},
        "assumedRoleUser": {
            "assumedRoleId": f"{role.get('RoleId')}:{issue.session_name}",
            "arn": f"arn:aws:sts::{account}:assumed-role/{role.get('RoleName')}/{issue.session_name}",
        },
    }
    if issue.source_identity:
        answer["sourceIdentity"] = issue.source_identity
    return {
        "eventVersion": "1.08",
        "userIdentity": {"type": "AWSService", "invokedBy": service},
        "eventTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": "sts.amazonaws.com",
        "eventName": "AssumeRole",
        "awsRegion": region,
        "sourceIPAddress": service,
        "userAgent": service,
        "requestParameters": parameters,
        "responseElements": answer,
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": True,
        "resources": [{"accountId": account, "type": "AWS::IAM::Role", "ARN": arn}],
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": account,
        "sharedEventID": str(uuid.uuid4()),
        "eventCategory": "Management",
    }
