"""The sessions of function roles: ministack gives them the role's name where AWS has its id, and no STS record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.core import lambda_runtime
from ministack.core.responses import get_region
from ministack.services import lambda_svc, sts

from lab.lab import Lab
from lab.replace import replace

from .issue import Issue, issuing, role_of
from .service import record

SERVICE = "lambda.amazonaws.com"


def install(lab: Lab) -> None:
    for module in (lambda_runtime, lambda_svc):  # the second holds the function by name
        replace(module, "execution_credentials", lambda original: with_role_id(lab, original))


def with_role_id(lab: Lab, original: Callable[[dict[str, Any]], dict[str, str]]) -> Callable[[dict[str, Any]], dict[str, str]]:
    def execution_credentials(config: dict[str, Any]) -> dict[str, str]:
        role = role_of(config.get("Role", ""))
        if role is None:
            return original(config)
        name = str(config.get("FunctionName"))[:64]
        issue = Issue("AssumeRole", role_arn=role["Arn"], session_name=name, extra={"invoked_by": SERVICE, "account": role["Arn"].split(":")[4]})
        with issuing(issue):
            credentials = original(config)
        key = credentials["AWS_ACCESS_KEY_ID"]
        sts._sessions[key]["UserId"] = f"{role['RoleId']}:{name}"
        lab.emit(record(SERVICE, issue, key, get_region()))
        return credentials

    return execution_credentials
