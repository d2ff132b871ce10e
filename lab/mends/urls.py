"""Function URLs with AuthType AWS_IAM: ministack checks the signature and `lambda:InvokeFunctionUrl`, and then forgets who called.

AWS asks for `lambda:InvokeFunction` through the URL as well (since October 2025), takes only what was signed for Lambda, and tells
the function its caller in `requestContext.authorizer.iam`.
"""

from __future__ import annotations

import contextvars
import re
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services import lambda_svc

from lab.lab import Answer, Lab
from lab.replace import replace

SIGNED_FOR_LAMBDA = re.compile(r"^AWS4-HMAC-SHA256 Credential=[^/,\s]+/\d{8}/[a-z0-9-]+/lambda/aws4_request[,\s]")
FORBIDDEN: Answer = (403, {"Content-Type": "application/json", "x-amzn-ErrorType": "AccessDeniedException"}, b'{"Message":"Forbidden"}')

_caller: contextvars.ContextVar[dict[str, Any] | None] = contextvars.ContextVar("lab_url_caller", default=None)


def install(lab: Lab) -> None:
    replace(lambda_svc, "handle_function_url_request", lambda serve: checking(lab, serve))
    replace(lambda_svc, "_build_function_url_event", telling)


def checking(lab: Lab, serve: Callable[..., Awaitable[Answer]]) -> Callable[..., Awaitable[Answer]]:
    async def serve_checked(
        url_id: str, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]], **more: Any
    ) -> Answer:
        resolved = more.get("resolved") or lambda_svc.resolve_function_url(url_id)
        if resolved is not None and resolved[4].get("AuthType") == "AWS_IAM":
            caller = lab.caller(headers, query) if SIGNED_FOR_LAMBDA.match(headers.get("authorization", "")) else None
            if caller is None or may_not_invoke(lab, headers, query, resolved):
                return FORBIDDEN
            _caller.set(caller)
        return await serve(url_id, method, path, headers, body, query, **more)

    return serve_checked


def may_not_invoke(lab: Lab, headers: dict[str, str], query: dict[str, list[str]], resolved: tuple[str, str, str, str | None, Any]) -> bool:
    account, region, name, qualifier, _ = resolved
    arn = f"arn:aws:lambda:{region}:{account}:function:{name}" + (f":{qualifier}" if qualifier else "")
    return lab.enforce(headers, query, "lambda:InvokeFunction", "lambda", arn, {"lambda:InvokedViaFunctionUrl": "true"}) is not None


def telling(build: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def event(*args: Any, **more: Any) -> dict[str, Any]:
        built = build(*args, **more)
        caller = _caller.get()
        if caller is not None and not more.get("anonymous"):
            built["requestContext"]["authorizer"] = {"iam": as_lambda_tells(caller)}
        return built

    return event


def as_lambda_tells(caller: dict[str, Any]) -> dict[str, Any]:
    known = {key: caller[key] for key in ("accessKey", "accountId", "userArn", "userId")}
    return {**known, "callerId": caller["userId"], "cognitoIdentity": None, "principalOrgId": caller.get("principalOrgId")}
