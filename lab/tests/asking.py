"""What tests of policies ask with: statements, a session that has them, and whether a call gets through."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from .world import client, role, trusts


def allow(*actions: str, resource: Any = "*", effect: str = "Allow", **condition: Any) -> dict[str, Any]:
    statement = {"Effect": effect, "Action": list(actions), "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def session(name: str, document: Any, **more: Any) -> dict[str, Any]:
    arn = role(name, [trusts("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")], document)
    return client("sts").assume_role(RoleArn=arn, RoleSessionName="run", **more)["Credentials"]


def allowed(call: Any) -> bool:
    try:
        call()
    except ClientError as refused:
        if "AccessDenied" not in str(refused):
            raise
        return False
    return True
