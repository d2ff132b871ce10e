"""What is made: its name, the place it is made in and the role it is handed, as a policy sees them.

ministack asks for lambda:CreateFunction on `*`, knows no `s3:LocationConstraint`, and lets anybody hand any role to a function.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ministack.core import iam_actions
from ministack.core.responses import error_response_json, get_account_id

from lab.lab import Answer, Handler, Headers, Lab, Query
from lab.replace import replace

LOCATION = re.compile(rb"<LocationConstraint[^>]*>([a-z0-9-]+)</LocationConstraint>")
FUNCTIONS = re.compile(r"/\d{4}-\d{2}-\d{2}/functions/?")
TAKES_A_ROLE = re.compile(FUNCTIONS.pattern + r"([^/]+/configuration/?)?")


def fields(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body or b"{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def install(lab: Lab) -> None:
    replace(iam_actions, "extract_resource_arn", with_new_function)
    replace(iam_actions, "request_tag_context", with_place)
    lab.handlers["lambda"] = passing_roles(lab, lab.handlers["lambda"])


def with_new_function(extract: Callable[..., str]) -> Callable[..., str]:
    def extract_resource_arn(service: str, *request: Any) -> str:
        method, path, _headers, body, _query, region, account = request
        if service == "lambda" and method == "POST" and FUNCTIONS.fullmatch(path):
            name = str(fields(body).get("FunctionName", ""))
            return name if name.startswith("arn:") else f"arn:aws:lambda:{region}:{account}:function:{name}"
        return extract(service, *request)

    return extract_resource_arn


def with_place(request_tags: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A bucket of us-east-1 names no place, and has no key."""

    def request_context(service: str, action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
        keys = request_tags(service, action, body, params)
        named = LOCATION.search(body) if action == "s3:CreateBucket" else None
        return {**keys, "s3:locationconstraint": named.group(1).decode()} if named else keys

    return request_context


def passing_roles(lab: Lab, handle: Handler) -> Handler:
    """iam:PassRole, where a function is made or changed with a role."""

    async def handle_request(method: str, path: str, headers: Headers, body: bytes, query: Query) -> Answer:
        role = fields(body).get("Role") if method in ("POST", "PUT") and TAKES_A_ROLE.fullmatch(path) else None
        if isinstance(role, str) and role.split(":")[4:5] == [get_account_id()]:
            refused = lab.enforce(headers, query, "iam:PassRole", "iam", role, {"iam:PassedToService": "lambda.amazonaws.com"})
            if refused:
                return error_response_json("AccessDeniedException", refused[1], 403)
        return await handle(method, path, headers, body, query)

    return handle_request
