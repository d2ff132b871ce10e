"""CloudTrail for the lab: every management call becomes a record of the real shape.

`install` stands around ministack's dispatch, not around the handlers: calls that its policies deny never reach a handler.
A call's record is made after its answer, off the client's way and in order, and goes through `lab.emit`, which this package
widens: whatever any part of the lab emits is in the files, in LookupEvents and on the bus.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import delivery, lookup, models, objects, operations, sts
from .calls import ANONYMOUS, Seen, records_of
from .identity import identity_of

if TYPE_CHECKING:
    from lab.lab import Answer, Lab

Dispatch = Callable[[str, str, dict[str, str], bytes, dict[str, list[str]], str], Awaitable["Answer"]]


def install(lab: Lab) -> None:
    import botocore
    from ministack import app

    models.directories[:] = [lab.clients_dir / "botocore" / "data", Path(botocore.__file__).parent / "data"]
    log, waiting = delivery.Log(), queue.SimpleQueue()  # type: ignore[var-annotated]
    widen_emit(lab, log)
    app._dispatch_service_request = watched(lab, app._dispatch_service_request, waiting)
    threading.Thread(target=consume, args=(lab, waiting), name="lab-trail-records", daemon=True).start()
    show_trail(lab)
    lab.control("/_lab/records", lambda method, _path, body, query: control(lab, log, method, body, query))
    lab.control("/_lab/trail", lambda method, _path, body, _query: sts.control(method, body))
    delivery.every(delivery.BATCH_SECONDS / lab.speed, lambda: flush(lab, log))


def widen_emit(lab: Lab, log: delivery.Log) -> None:
    """From now on everything emitted is kept, filed and looked up as well."""
    to_bus = lab.emit
    in_turn = threading.Lock()  # the same order everywhere

    def emit(record: Mapping[str, Any]) -> None:
        kept = dict(record)
        with in_turn:
            log.add(kept)
            if kept.get("managementEvent") is not False:  # LookupEvents has no data events
                remember(lab, kept)
            to_bus(kept)

    lab.emit = emit  # type: ignore[method-assign]


def watched(lab: Lab, dispatch: Dispatch, waiting: queue.SimpleQueue[Seen]) -> Dispatch:
    async def dispatch_and_record(
        method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]], request_id: str
    ) -> Answer:
        seen = see(lab, method, path, headers, body, query, request_id)
        answer = await dispatch(method, path, headers, body, query, request_id)
        if seen is not None and isinstance(answer[2], bytes):
            seen.status, seen.answer_headers, seen.answer = answer[0], dict(answer[1]), answer[2]
            waiting.put(seen)
        return answer

    return dispatch_and_record


def see(
    lab: Lab, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]], request_id: str
) -> Seen | None:
    """What has to be known before the call changes it (who calls); None for what CloudTrail does not record."""
    from ministack import app
    from ministack.core import responses

    service = app.detect_service(method, path, headers, app._routing_params(method, path, headers, body, query))
    operation = operations.operation_of(service, method, path, headers, body, query)
    if operation is None or not operations.is_recorded(service, operation):
        return None
    caller = lab.caller(headers, query)
    if caller is None and operation not in ANONYMOUS:
        return None  # no key of anybody's: no trail shows it
    return Seen(
        service=service,
        operation=operation,
        method=method,
        path=path,
        headers=headers,
        body=body,
        query=query,
        identity=identity_of(caller, role_row(caller)) if caller else None,
        account=responses.get_account_id(),
        region=responses.get_region(),
        source_ip=responses.get_request_client_ip(),
        request_id=request_id,
        at=lab.clock(),
        facts=lab.session_facts,  # type: ignore[arg-type]
        owner=owner_of(path) if service == "s3" else "",
    )


def owner_of(path: str) -> str:
    from ministack.services import s3

    return s3._bucket_owner_account(objects.parts_of(path)[0]) or ""


def role_row(caller: dict[str, Any]) -> dict[str, Any] | None:
    from ministack.services import iam

    arn = caller["userArn"]
    if ":assumed-role/" not in arn:
        return None
    return iam._roles.get_scoped(caller["accountId"], None, arn.split("/")[1])


def consume(lab: Lab, waiting: queue.SimpleQueue[Seen]) -> None:
    while True:
        seen = waiting.get()
        try:
            for record in records_of(seen):
                lab.emit(record)
        except Exception:  # one call that cannot be told must not silence the trail
            logging.getLogger("lab.trail").exception("no record of %s:%s", seen.service, seen.operation)


def show_trail(lab: Lab) -> None:
    """A multi-region trail that logs, for the tools that ask whether there is one."""
    from ministack.services import cloudtrail

    delivery.put(lab.account, {})
    row = delivery.trail_row(lab.account, lab.region, lab.clock())
    cloudtrail._trails.set_scoped(lab.account, lab.region, delivery.NAME, row)
    cloudtrail._event_selectors.set_scoped(lab.account, lab.region, delivery.NAME, delivery.SELECTORS)
    cloudtrail._DISPATCH["LookupEvents"] = lambda body: cloudtrail._ok(lookup.page(body, cloudtrail._get_event_queue()))


def remember(lab: Lab, record: dict[str, Any]) -> None:
    """For LookupEvents, in the account and region of the record."""
    from ministack.services import cloudtrail

    account = str(record.get("recipientAccountId") or lab.account)
    region = str(record.get("awsRegion") or lab.region)
    rows = cloudtrail._events.get_scoped(account, region, "events")
    if rows is None:
        rows = deque(maxlen=cloudtrail._MAX_EVENTS)
        cloudtrail._events.set_scoped(account, region, "events", rows)
    rows.append(delivery.lookup_row(record))


def flush(lab: Lab, log: delivery.Log) -> None:
    files = delivery.files_of(log.take(), lab.account, lab.clock())
    try:
        if files:
            delivery.put(lab.account, files)
    except Exception:  # the bus had every record already
        logging.getLogger("lab.trail").exception("records were not filed")


def control(lab: Lab, log: delivery.Log, method: str, body: Any, query: dict[str, list[str]]) -> Any:
    """GET `?after=N` answers what came later; POST delivers a record (or a list of them) as it is, duplicates included."""
    if method == "GET":
        after = query.get("after", ["0"])[0]
        return log.after(int(after)) if after.isdigit() else (400, {"message": f"after={after!r} is not a number"})
    if method != "POST":
        return 405, {"message": f"{method} is not allowed: use GET or POST"}
    given = body.get("Records") if isinstance(body, dict) and "Records" in body else body
    records: list[Any] = given if isinstance(given, list) else [given]
    if not all(isinstance(record, dict) for record in records):
        return 400, {"message": 'the body is a record, a list of records or {"Records": [...]}'}
    for record in records:
        lab.emit(record)
    return {"delivered": len(records)}
