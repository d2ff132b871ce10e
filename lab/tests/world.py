"""One mended account for all tests of this process, without SageMaker and the trail, and real clients for it."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ALLOW_ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


@functools.cache
def lab() -> Any:
    """The running account's Lab."""
    port = int(os.environ["GATEWAY_PORT"])
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    from lab import mends, sts
    from lab.front import front
    from lab.lab import Lab

    made = Lab(Path("."))
    mends.install(made)
    sts.install(made)
    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.loglevel = "ERROR"

    async def until_killed() -> None:
        await asyncio.Event().wait()

    run = functools.partial(asyncio.run, serve(front(made), config, shutdown_trigger=until_killed))
    threading.Thread(target=run, daemon=True).start()
    wait_for(lambda: socket.create_connection(("127.0.0.1", port)).close() or True)
    return made


def endpoint() -> str:
    lab()
    return f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}"


def client(service: str, credentials: dict[str, Any] | None = None, key: str = "test", region: str = "us-east-1", **config: Any) -> Any:
    """A botocore client: root of the account, of another one (`key` = its id), or with STS's Credentials."""
    from botocore.config import Config

    session = models()
    keys = {"aws_access_key_id": key, "aws_secret_access_key": "test"}
    if credentials:
        keys = {
            "aws_access_key_id": credentials["AccessKeyId"],
            "aws_secret_access_key": credentials["SecretAccessKey"],
            "aws_session_token": credentials.get("SessionToken"),
        }
    if config.get("unsigned"):
        from botocore import UNSIGNED

        return session.create_client(service, region, endpoint_url=endpoint(), config=Config(signature_version=UNSIGNED))
    return session.create_client(service, region, endpoint_url=endpoint(), config=Config(retries={"max_attempts": 0}), **keys)


@functools.cache
def models() -> Any:
    """One session for all clients: each one reads its models anew."""
    import botocore.session

    return botocore.session.Session()


def control(path: str, body: Any) -> Any:
    request = urllib.request.Request(endpoint() + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return {"status": error.code, **json.load(error)}


def role(name: str, trust: list[dict[str, Any]], policy: Any = ALLOW_ALL, path: str = "/", account: str = "test", **more: Any) -> str:
    """Makes a role with one inline policy; answers its ARN."""
    iam = client("iam", key=account)
    document = json.dumps({"Version": "2012-10-17", "Statement": trust})
    arn = iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=document, **more)["Role"]["Arn"]
    if policy:
        iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=json.dumps(policy))
    return arn


def trusts(*actions: str, principal: Any = None, **condition: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal or {"AWS": "*"}, "Action": list(actions)}
    return {**statement, "Condition": condition} if condition else statement


def wait_for(done: Any, seconds: float = 10) -> Any:
    """What `done` answers, once it answers something."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = done()
        except OSError:
            found = None
        if found or time.monotonic() > end:
            return found
        time.sleep(0.01)


def records_seen() -> list[dict[str, Any]]:
    """Every event that goes onto a bus from here on."""
    made = lab()
    seen: list[dict[str, Any]] = []
    put = made.emit_event

    def emit_event(source: str, detail_type: str, detail: Any, resources: list[str], **scope: Any) -> None:
        seen.append({"source": source, "detail-type": detail_type, "detail": dict(detail)})
        put(source, detail_type, detail, resources, **scope)

    made.emit_event = emit_event
    return seen
