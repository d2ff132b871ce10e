"""Calls as the trail sees them, from one caller at one time."""

from __future__ import annotations

import json
import unittest
from typing import Any

from lab.trail import models
from lab.trail.calls import Seen

from .fleet import ROOT

ACCOUNT = "000000000000"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/studio"
FACTS = {
    "event_name": "AssumeRole",
    "access_key_id": "ASIAEXAMPLE",
    "account": ACCOUNT,
    "role_arn": ROLE,
    "role_id": "AROAEXAMPLE",
    "role_name": "studio",
    "session_name": "SageMaker",
    "created_at": 1_790_000_000.5,
}
JSON = {"content-type": "application/x-amz-json-1.1", "user-agent": "Boto3/1"}
ROOT_USER = {
    "type": "Root",
    "principalId": ACCOUNT,
    "arn": f"arn:aws:iam::{ACCOUNT}:root",
    "accountId": ACCOUNT,
    "accessKeyId": "test",
}
REFUSED = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>"


def setUpModule() -> None:
    """For a module that reads requests and answers by the services' models."""
    data = ROOT / ".lab" / "clients" / "botocore" / "data"
    if not data.exists():
        raise unittest.SkipTest(f"{data} is not there: npx sagewarden lab installs it")
    models.directories[:] = [data]


def seen(service: str, operation: str, body: Any = b"", **given: Any) -> Seen:
    target = {"x-amz-target": f"X.{operation}"} if isinstance(body, dict) else {}
    raw = json.dumps(body).encode() if isinstance(body, dict) else body
    values: dict[str, Any] = {
        "service": service,
        "operation": operation,
        "method": "POST",
        "path": "/",
        "headers": {**JSON, **target},
        "body": raw,
        "query": {},
        "identity": ROOT_USER,
        "account": ACCOUNT,
        "region": "eu-west-1",
        "source_ip": "198.51.100.7",
        "request_id": "11111111-2222-3333-4444-555555555555",
        "at": 1_790_000_000.9,
        "status": 200,
    }
    return Seen(**{**values, **given})


def form(service: str, operation: str, text: str, answer: str = "", **given: Any) -> Seen:
    headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    body = f"Action={operation}&{text}".encode()
    return seen(service, operation, body, headers=headers, answer=answer.encode(), **given)
