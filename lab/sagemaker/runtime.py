"""SageMaker's runtime: whether the caller may ask an endpoint. The models' answer is `{}`."""

from __future__ import annotations

import re

from .call import Call
from .errors import Answer
from .service import Service

INVOCATION = re.compile(r"/endpoints/([^/]+)/invocations")


def endpoint_of(path: str) -> str | None:
    found = INVOCATION.fullmatch(path)
    return found.group(1) if found else None


def invoke(service: Service, call: Call) -> Answer:
    """Raises AwsError for every refusal."""
    with service.lock:
        service.found(call, service.kinds["Endpoint"])
    return 200, {"Content-Type": "application/json"}, b"{}"
