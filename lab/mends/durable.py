"""Durable functions: how they are switched on, started and resumed."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import Any

from ministack.services import lambda_durable, lambda_svc

from lab.lab import Lab
from lab.replace import replace


def switch_on(config: dict[str, Any]) -> dict[str, Any]:
    """ministack asks for `DurableConfig.Enabled`, a key that AWS does not have: having the block is enough."""
    if config.get("DurableConfig"):
        config["DurableConfig"] = {**config["DurableConfig"], "Enabled": True}
    return config


def install(lab: Lab) -> None:
    replace(lambda_svc, "_build_config", lambda build: lambda *args, **kwargs: switch_on(build(*args, **kwargs)))
    replace(lambda_durable, "_serialize_operations", named_only)
    replace(lambda_svc, "invoke_async_with_retry", resumable)


def named_only(serialize: Callable[..., list[dict[str, Any]]]) -> Callable[..., list[dict[str, Any]]]:
    """A null name is not an absent name: the JavaScript SDK calls it non-determinism."""

    def serialize_named(operations: list[dict[str, Any]], *, for_event: bool = False) -> list[dict[str, Any]]:
        return [{k: v for k, v in op.items() if v is not None} for op in serialize(operations, for_event=for_event)]

    return serialize_named


def resumable(invoke: Callable[[dict[str, Any], Any], None]) -> Callable[[dict[str, Any], Any], None]:
    """An Event invocation must take the resume path, else nobody records a PENDING answer and a wait never ends."""

    def invoke_event(func: dict[str, Any], event: Any) -> None:
        arn = event.get("DurableExecutionArn") if isinstance(event, dict) else None
        if not arn:
            invoke(func, event)
            return
        name = (func.get("config") or func)["FunctionName"]
        run = contextvars.copy_context().run
        threading.Thread(target=run, args=(lambda_svc.invoke_durable_resume, name, arn, event), daemon=True).start()

    return invoke_event
