"""SageMaker for the lab: one service driven by the same service model as the product's catalogue."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import resource_tags, runtime, stacks
from .call import Call
from .crash import crash_function
from .errors import Answer, AwsError, answer_error, answer_json
from .fleet import make_fleet
from .model import load
from .patterns import unicode_classes
from .service import Service
from .validate import parse

from lab.replace import replace
from lab.timers import Timers

if TYPE_CHECKING:
    from lab.lab import Handler, Lab

NAME = "sagemaker.amazonaws.com"
SESSION_NAME = "SageMaker"


def install(lab: Lab) -> None:
    """Registers the handler and `/_lab/faults`. `lab.clients_dir` must hold botocore's SageMaker model."""
    timers = Timers(lab.clock, lambda: lab.speed, name="lab-sagemaker")
    service = Service(load(lab.clients_dir), lab.clock, lab.clock, timers)
    connect(lab, service)
    stacks.install(service)
    threading.Thread(target=unicode_classes, name="lab-unicode", daemon=True).start()  # 0.2 s that the first tag need not wait
    lab.control("/_lab/faults", lambda method, _path, body, _query: faults(service, method, body))
    lab.control("/_lab/fleet", lambda method, _path, body, _query: fleet(lab, service, method, body))
    lab.handlers["tagging"] = with_our_tags(lab, service, lab.handlers["tagging"])

    async def handle(_method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> Answer:
        return answer(lab, service, path, headers, body, query)

    lab.handlers["sagemaker"] = handle


def connect(lab: Lab, service: Service) -> None:
    """Where the service's own events, records and sessions go."""

    def event_out(detail_type: str, detail: dict[str, Any], resources: list[str], account: str, region: str) -> None:
        lab.emit_event("aws.sagemaker", detail_type, detail, resources, account=account, region=region)

    service.event_out = event_out
    service.record_out = lambda record: lab.emit(record)
    service.crash_out = crash_function
    service.role_identity = lambda role, account: role_identity(lab, role, account)


def role_identity(lab: Lab, role: str, account: str) -> dict[str, Any]:
    """A session of the pipeline's role, named SageMaker, with the STS record that the service's AssumeRole leaves."""
    from lab.sts import service as service_sessions
    from lab.trail.identity import session_identity

    started: Any = None
    for _ in range(3):
        with contextlib.suppress(RuntimeError):  # STS's table of sessions grew under its hands
            started = service_sessions.start_session(lab, {"service": NAME, "roleArn": role, "sessionName": SESSION_NAME})
            break
    facts: dict[str, Any] = {}
    if isinstance(started, dict):
        facts = dict(lab.session_facts.get(started["Credentials"]["AccessKeyId"], {}))
    facts = facts or {"role_arn": role, "session_name": SESSION_NAME, "account": account, "created_at": lab.clock()}
    return {**session_identity(facts), "invokedBy": NAME}


def answer(lab: Lab, service: Service, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> Answer:
    from ministack.core import responses

    operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]

    def authorise(action: str, arn: str, context: dict[str, Any]) -> tuple[str, str] | None:
        return lab.enforce(headers, query, action, "sagemaker", arn, context)

    try:
        caller = lab.caller(headers, query) or {}
        account, region = responses.get_account_id(), responses.get_region()
        endpoint = runtime.endpoint_of(path)
        if endpoint is not None:
            return runtime.invoke(service, Call("InvokeEndpoint", {"EndpointName": endpoint}, account, region, caller, authorise))
        call = Call(operation, parse(body), account, region, caller, authorise)
        return answer_json(service.handle(call))
    except AwsError as error:
        return answer_error(error)


def with_our_tags(lab: Lab, service: Service, others: Handler) -> Handler:
    """The tagging API, which shows SageMaker's resources too: alone in its own way, among others' as ministack does."""
    from ministack.core import responses
    from ministack.services import tagging

    def collect() -> Iterator[tuple[str, list[dict[str, str]]]]:
        yield from resource_tags.tagged(service, responses.get_account_id(), responses.get_region())

    replace(tagging, "_COLLECTORS", lambda collectors: {**collectors, "sagemaker": collect})

    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> Answer:
        operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        try:
            params = parse(body) if operation == resource_tags.NAME else {}
            if not resource_tags.is_ours(params):
                return await others(method, path, headers, body, query)
            caller = str((lab.caller(headers, query) or {}).get("userArn", ""))
            place = (responses.get_account_id(), responses.get_region())
            return answer_json(resource_tags.get_resources(service, params, *place, caller))
        except AwsError as error:
            return answer_error(error)

    return handle


def fleet(lab: Lab, service: Service, method: str, body: Any) -> Any:
    """POST makes many resources in the lab's own account and region; answers how many of each kind."""
    if method != "POST":
        return 405, {"message": f"{method} is not allowed: use POST"}
    try:
        return make_fleet(service, body, lab.account, lab.region)
    except ValueError as wrong:
        return 400, {"message": str(wrong)}


def faults(service: Service, method: str, body: Any) -> Any:
    """GET shows the rules with how often each was asked and hit, POST replaces them, DELETE clears them."""
    with service.lock:
        if method == "POST":
            try:
                service.faults.replace(body)
            except ValueError as wrong:
                return 400, {"message": str(wrong)}
        elif method == "DELETE":
            service.faults.replace([])
        elif method != "GET":
            return 405, {"message": f"{method} is not allowed: use GET, POST or DELETE"}
        return json.loads(json.dumps(service.faults.show()))
