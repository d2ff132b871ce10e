"""Pipeline executions: starting, retrying, listing, and what each step came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import lists
from .arns import arn_of, last, random_id
from .call import Call
from .errors import AwsError
from .statuses import born
from .steps import run
from .store import Resource
from .studio import studio_of, user_context

if TYPE_CHECKING:
    from .service import Service

STEP_STATUS = {"InProgress": "Executing", "Completed": "Succeeded", "Stopping": "Stopping", "Stopped": "Stopped"}


def start(service: Service, call: Call) -> dict[str, Any]:
    pipeline = service.found(call, service.kinds["Pipeline"])
    token = call.params.get("ClientRequestToken")
    kind = service.kinds["PipelineExecution"]
    for earlier in service.store.of_kind(call.account, call.region, kind.name, service.clock()):
        if earlier.fields.get("ClientRequestToken") == token and earlier.fields["PipelineArn"] == pipeline.arn:
            return {"PipelineExecutionArn": earlier.arn}
    arn = arn_of(call.account, call.region, f"pipeline/{pipeline.name}/execution/{random_id(12)}")
    fields = {**call.params, "PipelineName": pipeline.name, "PipelineArn": pipeline.arn, "PipelineExecutionArn": arn}
    fields |= {"PipelineDefinition": pipeline.fields.get("PipelineDefinition", "{}"), "StartTime": service.wall(), "steps": []}
    fields.setdefault("PipelineExecutionDisplayName", f"execution-{int(service.wall() * 1000)}")
    fields["RoleArn"] = call.params.get("RoleArn") or pipeline.fields.get("RoleArn")
    studio = studio_of(service.store, call, service.clock())
    author = user_context(call, kind.name, studio)
    wall = service.wall()
    execution = Resource(
        kind, arn, call.account, call.region, fields, {}, wall, wall, born(kind.name, service.clock()), author, author
    )
    service.store.add(execution)
    pipeline.fields["LastRunTime"] = wall
    service.announce(execution, None)
    run(service, execution)
    return {"PipelineExecutionArn": arn}


def list_steps(service: Service, call: Call) -> dict[str, Any]:
    execution = service.found(call, service.kinds["PipelineExecution"])
    steps = []
    for step in reversed(execution.fields["steps"]):
        status = step["job"].status(service.clock()) if step["job"] else "Failed"
        told = {key: value for key, value in step.items() if key != "job"}
        steps.append({**told, "StepStatus": STEP_STATUS.get(status or "", "Failed"), "AttemptCount": 1})
    shown, token = lists.page(steps, call.params)
    return {"PipelineExecutionSteps": shown, **({"NextToken": token} if token else {})}


def definition_for_execution(service: Service, call: Call) -> dict[str, Any]:
    execution = service.found(call, service.kinds["PipelineExecution"])
    return {"PipelineDefinition": execution.fields["PipelineDefinition"], "CreationTime": execution.created}


def list_executions(service: Service, call: Call) -> dict[str, Any]:
    pipeline = service.found(call, service.kinds["Pipeline"])
    rows = service.store.of_kind(call.account, call.region, "PipelineExecution", service.clock())
    own = [row for row in rows if row.fields["PipelineArn"] == pipeline.arn and lists.times_pass(row, call.params)]
    return lists.answer(service, call, lists.in_order(own, call.params, service.clock()))


def retry(service: Service, call: Call) -> dict[str, Any]:
    execution = service.found(call, service.kinds["PipelineExecution"])
    if execution.status(service.clock()) == "Executing":
        raise AwsError("ConflictException", f"Pipeline execution {last(execution.arn)} is still executing.")
    service.change(execution, born("PipelineExecution", service.clock()))
    run(service, execution)
    return {"PipelineExecutionArn": execution.arn}


OPERATIONS = {
    "StartPipelineExecution": start,
    "RetryPipelineExecution": retry,
    "ListPipelineExecutions": list_executions,
    "ListPipelineExecutionSteps": list_steps,
    "DescribePipelineDefinitionForExecution": definition_for_execution,
}
