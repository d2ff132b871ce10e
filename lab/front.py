"""What stands before ministack's ASGI application: the control endpoints, and the client's choice of its own address."""

from __future__ import annotations

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from ministack import app

from lab.lab import Control, Lab

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SOURCE_IP = b"x-lab-source-ip"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def front(lab: Lab) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/_lab/"):
            await control(lab, scope, receive, send)
            return
        await app.app(with_source_ip(scope), receive, send)

    return asgi


def with_source_ip(scope: Scope) -> Scope:
    """`x-lab-source-ip: 198.51.100.7` is where the request comes from: for aws:SourceIp and for the record."""
    chosen = next((value for name, value in scope.get("headers", []) if name == SOURCE_IP), None)
    return {**scope, "client": (chosen.decode("latin-1"), 0)} if chosen else scope


def find(lab: Lab, path: str) -> Control | None:
    fitting = [prefix for prefix in lab.controls if path == prefix or path.startswith(prefix.rstrip("/") + "/")]
    return lab.controls[max(fitting, key=len)] if fitting else None


def is_local(scope: Scope) -> bool:
    """From this machine, and asked for by its name: a web page that had its own name point here is refused."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    return (scope.get("client") or ("",))[0] in LOOPBACK and host.rsplit(":", 1)[0].strip("[]") in LOOPBACK


async def control(lab: Lab, scope: Scope, receive: Receive, send: Send) -> None:
    status, document = await answer(lab, scope, receive)
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(document).encode()})


async def answer(lab: Lab, scope: Scope, receive: Receive) -> tuple[int, Any]:
    if not is_local(scope):
        return 403, {"message": "control endpoints answer on loopback only"}
    handler = find(lab, scope["path"])
    if handler is None:
        return 404, {"message": f"no control endpoint {scope['path']}", "endpoints": sorted(lab.controls)}
    raw = b""
    while (message := await receive())["type"] == "http.request":
        raw += message.get("body", b"")
        if not message.get("more_body"):
            break
    try:
        body = json.loads(raw) if raw else None
    except ValueError as error:
        return 400, {"message": f"the body is not JSON: {error}"}
    try:
        result = handler(scope["method"], scope["path"], body, parse_qs(scope.get("query_string", b"").decode()))
        if inspect.isawaitable(result):
            result = await result
    except (TypeError, ValueError, AttributeError) as error:  # a body of another shape than the endpoint's
        return 400, {"message": f"{type(error).__name__}: {error}"}
    return result if isinstance(result, tuple) else (200, result)
