"""Durable functions: how they are switched on, named and started. What happens to an execution then: `executions.py`."""

from __future__ import annotations

import contextvars
import json
import threading
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.core import responses
from ministack.services import lambda_durable, lambda_svc

from lab.lab import Answer, Lab
from lab.replace import replace

from . import executions

NAME_HEADER = "x-amz-durable-execution-name"
ARN_HEADER = "X-Amz-Durable-Execution-Arn"

# The name that the request being answered gives its execution.
asked_name: contextvars.ContextVar[str | None] = contextvars.ContextVar("lab_durable_name", default=None)


def switch_on(config: dict[str, Any]) -> dict[str, Any]:
    """ministack asks for `DurableConfig.Enabled`, a key that AWS does not have: having the block is enough."""
    if config.get("DurableConfig"):
        config["DurableConfig"] = {**config["DurableConfig"], "Enabled": True}
    return config


def install(lab: Lab) -> None:
    replace(lambda_svc, "_build_config", lambda build: lambda *args, **kwargs: switch_on(build(*args, **kwargs)))
    replace(lambda_durable, "_serialize_operations", named_only)
    replace(lambda_durable, "build_durable_execution_arn", lambda _: execution_arn)
    replace(lambda_svc, "_invoke", started)
    replace(lambda_svc, "invoke_async_with_retry", asynchronous)
    executions.install(lab)


def named_only(serialize: Callable[..., list[dict[str, Any]]]) -> Callable[..., list[dict[str, Any]]]:
    """A null name is not an absent name: the JavaScript SDK calls it non-determinism."""

    def serialize_named(operations: list[dict[str, Any]], *, for_event: bool = False) -> list[dict[str, Any]]:
        return [{k: v for k, v in op.items() if v is not None} for op in serialize(operations, for_event=for_event)]

    return serialize_named


def execution_arn(function_arn: str, version: str = "$LATEST", name: str | None = None) -> tuple[str, str, str]:
    """An execution's ARN holds its name: `FUNCTION:VERSION/durable-execution/NAME/ID`."""
    name = name or asked_name.get() or str(uuid.uuid4())
    base = ":".join(function_arn.split(":")[:7])
    return f"{base}:{version}/durable-execution/{name}/{uuid.uuid4()}", name, name


def named(function_arn: str, name: str | None) -> dict[str, Any] | None:
    rows = lambda_durable._executions.values() if name else ()
    fitting = [row for row in rows if row["DurableExecutionName"] == name and row["FunctionArn"] == function_arn]
    return fitting[0] if fitting else None


def refused(code: str, message: str, status: int) -> Answer:
    return responses.error_response_json(code, message, status)


def started(invoke: Callable[..., Awaitable[Answer]]) -> Callable[..., Awaitable[Answer]]:
    """By a qualified ARN only; with a name once: the same payload again answers the execution that there is."""

    async def invoke_named(name: str, event: Any, headers: dict[str, str], path_qualifier: str | None = None, query_params: Any = None) -> Answer:
        config = (lambda_svc._functions.get(name) or {}).get("config") or {}
        if not config.get("DurableConfig"):
            return await invoke(name, event, headers, path_qualifier, query_params)
        qualifier = path_qualifier or lambda_svc._qp_first(query_params or {}, "Qualifier")
        if not qualifier:
            return refused("InvalidParameterValueException", "You cannot invoke a durable function using an unqualified ARN.", 400)
        wanted = headers.get(NAME_HEADER)
        known = named(lambda_svc._func_arn(name), wanted)
        if known and known["InputPayload"] != json.dumps(event):
            return refused("DurableExecutionAlreadyStartedException", f"An execution named {wanted} has another payload.", 409)
        if known:
            return 202, {ARN_HEADER: known["DurableExecutionArn"]}, b""
        token = asked_name.set(wanted)
        try:
            status, answered, body = await invoke(name, event, headers, path_qualifier, query_params)
        finally:
            asked_name.reset(token)
        arn = executions.begun.get()
        return status, {ARN_HEADER: arn, **answered} if arn else answered, body

    return invoke_named


def asynchronous(invoke: Callable[[dict[str, Any], Any], None]) -> Callable[[dict[str, Any], Any], None]:
    """An Event invocation of a durable function: ministack runs it, and records nothing of how it ended."""

    def invoke_event(func: dict[str, Any], event: Any) -> None:
        arn = event.get("DurableExecutionArn") if isinstance(event, dict) else None
        if not arn:
            invoke(func, event)
            return
        run = contextvars.copy_context().run
        threading.Thread(target=run, args=(executions.run, arn), name="lab-durable", daemon=True).start()

    return invoke_event
