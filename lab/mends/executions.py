"""Durable executions: one invocation of each at a time, woken when something falls due or is answered.

ministack 1.5.33 invokes an execution that is already running, whose checkpoints are then refused; never counts the
attempts of a step; keeps a step that waits for its retry in the status of one that runs; and forgets an execution whose
invocation crashed.
"""

from __future__ import annotations

import contextvars
import threading
import uuid
from collections.abc import Callable
from typing import Any

from ministack.services import lambda_durable, lambda_svc

from lab.lab import Lab
from lab.replace import replace
from lab.timers import Timers

# Invocations in a row that crash or time out before the execution counts as failed; each waits twice as long as the last.
MOST_CRASHES = 8

begun: contextvars.ContextVar[str | None] = contextvars.ContextVar("lab_durable_begun", default=None)

Execution = dict[str, Any]
Operation = dict[str, Any]

_lock = threading.RLock()
_running: set[str] = set()
_timers: Timers
_lab: Lab


def install(lab: Lab) -> None:
    global _timers, _lab
    _timers, _lab = Timers(lab.clock, lambda: lab.speed, name="lab-durable-timers"), lab
    replace(lambda_durable, "create_execution_for_invoke", marked)
    replace(lambda_durable, "record_invocation_completed", unmarked)
    replace(lambda_durable, "schedule_resume", lambda _: wake_when_due)
    replace(lambda_durable, "_apply_update", counting)
    replace(lambda_durable, "handle_checkpoint", up_to_date)


def marked(create: Callable[..., Execution]) -> Callable[..., Execution]:
    def create_marked(*args: Any, **kwargs: Any) -> Execution:
        made = create(*args, **kwargs)
        _running.add(made["DurableExecutionArn"])
        begun.set(made["DurableExecutionArn"])
        return made

    return create_marked


def unmarked(complete: Callable[..., None]) -> Callable[..., None]:
    def complete_unmarked(arn: str, *args: Any, **kwargs: Any) -> None:
        complete(arn, *args, **kwargs)
        _running.discard(arn)

    return complete_unmarked


def due_at(operation: Operation) -> float | None:
    """When a suspended operation changes by itself."""
    kind, status = operation.get("Type"), operation.get("Status")
    if kind == "WAIT" and status == "STARTED":
        return (operation.get("WaitDetails") or {}).get("ScheduledEndTimestamp")
    if kind == "STEP" and status == "PENDING":
        return (operation.get("StepDetails") or {}).get("NextAttemptTimestamp")
    if kind == "CALLBACK" and status == "STARTED":
        details = operation.get("CallbackDetails") or {}
        ends = [details.get("TimeoutDeadline"), details.get("HeartbeatDeadline")]
        return min((end for end in ends if end is not None), default=None)
    return None


def settle(execution: Execution) -> None:
    """Everything that has fallen due. `_news`: something that the next invocation has to see."""
    now = _lab.clock()
    for operation in execution["Operations"]:
        due = due_at(operation)
        if due is not None and due <= now:
            change(execution, operation, now)
            execution["_news"] = True
        details = operation.get("CallbackDetails") or {}
        if operation.get("Status") in ("SUCCEEDED", "FAILED") and "CallbackId" in details and not details.get("_replayed"):
            details["_replayed"] = execution["_news"] = True


def change(execution: Execution, operation: Operation, now: float) -> None:
    told = {"event_id": operation.get("Id"), "name": operation.get("Name")}
    if operation["Type"] == "STEP":
        operation["Status"] = "READY"
        return
    operation["EndTimestamp"] = now
    if operation["Type"] == "WAIT":
        operation["Status"] = "SUCCEEDED"
        lambda_durable._emit_history_event(execution, "WaitSucceeded", "WaitSucceededDetails", {}, **told)
        return
    operation["Status"] = "TIMED_OUT"
    error = {"ErrorType": "Callback.Timeout", "ErrorMessage": "Callback timed out"}
    operation["CallbackDetails"]["Error"] = error
    details = {"Error": {"Payload": error, "Truncated": False}}
    lambda_durable._emit_history_event(execution, "CallbackTimedOut", "CallbackTimedOutDetails", details, **told)


def wake_when_due(arn: str, account_id: str | None = None, region: str | None = None) -> bool:
    """In place of ministack's own: asked after each invocation that waits, and when a callback is answered."""
    execution = lambda_durable._executions.get(arn)
    if not execution or execution["Status"] != "RUNNING":
        return False
    with _lock:
        settle(execution)
        ends = [due_at(operation) for operation in execution["Operations"]] + [execution.get("_TimeoutDeadline")]
        when = min((end for end in ends if end is not None), default=None)
        if execution.get("_news"):
            when = _lab.clock()
    if when is not None:
        _timers.at(when, lambda: wake(arn))
    return when is not None


def wake(arn: str) -> None:
    execution = lambda_durable._executions.get(arn)
    if not execution or execution["Status"] != "RUNNING":
        return
    if _lab.clock() >= execution.get("_TimeoutDeadline", float("inf")):
        lambda_durable._time_out_execution(execution)
        return
    with _lock:
        settle(execution)
        if arn in _running:
            return  # it sees the change at its next checkpoint, and its end asks again
        if not execution.get("_news"):
            wake_when_due(arn)  # a heartbeat moved what was due
            return
        _running.add(arn)
    work = contextvars.copy_context()
    threading.Thread(target=work.run, args=(run, arn), name="lab-durable", daemon=True).start()


def function_of(execution: Execution) -> dict[str, Any] | None:
    """The function as it was when the execution began: it stays with its version."""
    name = execution["FunctionArn"].split(":")[6]
    func = lambda_svc._functions.get(name)
    if func is None:
        return None
    version = execution["Version"]
    found = dict(func["versions"].get(version, func) if version != "$LATEST" else func)
    found["config"] = {**(found.get("config") or found), "FunctionArn": f"{execution['FunctionArn']}:{version}"}
    return found


def run(arn: str) -> None:
    """One invocation, with everything that is known by now."""
    execution = lambda_durable._executions[arn]
    func = function_of(execution)
    if func is None:
        return
    with _lock:
        execution["_news"] = False
        execution["CheckpointToken"] = token = lambda_durable.new_checkpoint_token()
        operations = lambda_durable._serialize_operations(execution["Operations"], for_event=True)
    lambda_svc._durable_ctx.set({"arn": arn, "token": token, "name": execution["DurableExecutionName"]})
    event = {
        "DurableExecutionArn": arn,
        "CheckpointToken": token,
        "InitialExecutionState": {"Operations": operations, "NextMarker": ""},
    }
    started = _lab.clock()
    result = lambda_svc._execute_function(func, event)
    error = result.get("body") if result.get("error") else None
    lambda_durable.record_invocation_completed(arn, start_ts=started, request_id=str(uuid.uuid4()), error=error)
    end(execution, result)


def end(execution: Execution, result: dict[str, Any]) -> None:
    arn, body = execution["DurableExecutionArn"], result.get("body")
    status = body.get("Status") if isinstance(body, dict) and not result.get("error") else None
    if status == "PENDING":
        execution["_crashes"] = 0
        wake_when_due(arn)
    elif status == "SUCCEEDED":
        lambda_durable.mark_execution_completed(arn, body.get("Result"), None)
    elif status == "FAILED":
        lambda_durable.mark_execution_completed(arn, None, body.get("Error") or {})
    else:
        again(execution, body)


def again(execution: Execution, why: Any) -> None:
    """An invocation that crashed or ran out of time is made once more from the last checkpoint."""
    crashes = execution["_crashes"] = execution.get("_crashes", 0) + 1
    if crashes >= MOST_CRASHES:
        error = {"ErrorType": "Lambda.Unknown", "ErrorMessage": str(why)[:500]}
        lambda_durable.mark_execution_completed(execution["DurableExecutionArn"], None, error)
        return
    execution["_news"] = True
    _timers.at(_lab.clock() + 2.0**crashes, lambda: wake(execution["DurableExecutionArn"]))


def counting(apply: Callable[[Execution, Operation], None]) -> Callable[[Execution, Operation], None]:
    """A step that is to be tried again waits, and its attempts count: without that it is retried for ever."""

    def apply_update(execution: Execution, update: Operation) -> None:
        apply(execution, update)
        operation = next(one for one in execution["Operations"] if one["Id"] == update["Id"])
        if operation["Type"] != "STEP":
            return
        details = operation["StepDetails"]
        if update["Action"] == "RETRY":
            operation["Status"] = "PENDING"
            details["Attempt"] = details.get("Attempt", 0) + 1
            if update.get("Payload") is not None:
                details["Result"] = update["Payload"]  # the state that a polled condition is at
        elif update["Action"] == "START":
            details.pop("NextAttemptTimestamp", None)

    return apply_update


def up_to_date(checkpoint: Callable[[str, bytes], Any]) -> Callable[[str, bytes], Any]:
    """A function that is still running asks by checkpoints whether its timers and callbacks have come."""

    def handle_checkpoint(path: str, body: bytes) -> Any:
        execution = lambda_durable._executions.get(lambda_durable._parse_execution_arn(path))
        with _lock:
            if execution:
                settle(execution)
            return checkpoint(path, body)

    return handle_checkpoint
