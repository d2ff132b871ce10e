"""The steps of a pipeline execution: read from the definition, run as jobs of the pipeline's role."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from lab.trail.casing import cased
from lab.trail.record import record

from . import creation
from .arns import random_id
from .call import Call
from .children import SERVICE
from .errors import AwsError
from .render import render
from .store import Resource

if TYPE_CHECKING:
    from .service import Service

STEP_OPERATIONS = {"Training": "CreateTrainingJob", "Processing": "CreateProcessingJob", "Transform": "CreateTransformJob"}
FIRST_STEP = 1.0  # lab seconds from the start to the first step, and from one step to the next
NAME_LENGTH = 63


def part_of(definition: str, member: str) -> list[dict[str, Any]]:
    """A list of objects in a pipeline definition; what is not understood is left out."""
    try:
        document = json.loads(definition)
    except (ValueError, RecursionError):
        return []
    items = document.get(member) if isinstance(document, dict) else None
    return (
        [item for item in items if isinstance(item, dict) and isinstance(item.get("Name"), str)]
        if isinstance(items, list)
        else []
    )


def steps_of(definition: str) -> list[dict[str, Any]]:
    """The steps that make jobs."""
    return [step for step in part_of(definition, "Steps") if str(step.get("Type")) in STEP_OPERATIONS]


def resolve(value: Any, parameters: dict[str, Any]) -> Any:
    """`{"Get": "Parameters.X"}` replaced by its value; other references become empty text."""
    if isinstance(value, dict):
        if set(value) == {"Get"}:
            return parameters.get(str(value["Get"]).removeprefix("Parameters."), "")
        return {key: resolve(item, parameters) for key, item in value.items()}
    return [resolve(item, parameters) for item in value] if isinstance(value, list) else value


def parameters_of(definition: str, given: list[dict[str, str]] | None) -> dict[str, Any]:
    defaults = {item["Name"]: item.get("DefaultValue", "") for item in part_of(definition, "Parameters")}
    return {**defaults, **{item["Name"]: item["Value"] for item in given or []}}


def run(service: Service, execution: Resource) -> None:
    definition = execution.fields["PipelineDefinition"]
    parameters = parameters_of(definition, execution.fields.get("PipelineParameters"))
    identity: dict[str, Any] = {}

    def make(step: dict[str, Any]) -> None:
        with service.lock:
            if execution.status(service.clock()) != "Executing":
                return
            if not identity:  # one session for the whole execution, as late as it is needed
                identity.update(service.role_identity(execution.fields["RoleArn"], execution.account))
            run_step(service, execution, step, parameters, dict(identity))

    for number, step in enumerate(steps_of(definition), start=1):
        service.timers.at(service.clock() + FIRST_STEP * number, partial(make, step))


def step_params(
    service: Service, execution: Resource, step: dict[str, Any], parameters: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The create call of a step: the step's arguments, a name of the execution's own, the step's system tags."""
    operation = STEP_OPERATIONS[step["Type"]]
    _, kind = service.routes[operation]
    arguments = resolve(step.get("Arguments"), parameters)
    params = arguments if isinstance(arguments, dict) else {}
    name = f"pipelines-{execution.arn.rsplit('/', 1)[-1]}-{step['Name']}-{random_id(10)}"
    params[kind.name_member or ""] = name[-NAME_LENGTH:].lstrip("-")
    if "RoleArn" in service.model.members(service.model.input_of(operation)):
        params.setdefault("RoleArn", execution.fields["RoleArn"])
    given = params.get("Tags")
    tags = [
        tag
        for tag in (given if isinstance(given, list) else [])
        if isinstance(tag, dict) and not str(tag.get("Key")).startswith("sagemaker:")
    ]
    system = {"sagemaker:pipeline-execution-arn": execution.arn, "sagemaker:pipeline-step-name": step["Name"]}
    params["Tags"] = [*tags, *({"Key": key, "Value": value} for key, value in system.items())]
    return operation, params


def run_step(
    service: Service, execution: Resource, step: dict[str, Any], parameters: dict[str, Any], identity: dict[str, Any]
) -> None:
    operation, params = step_params(service, execution, step, parameters)
    _, kind = service.routes[operation]
    call = Call(operation, params, execution.account, execution.region, parent=execution.arn)
    error, answer, job = None, None, None
    try:
        job, _ = creation.create(service, call, kind)
        answer = render(service.model, service.model.output_of(operation), job.fields)
        service.announce(job, None)
    except AwsError as refused:
        error = (refused.code, refused.message)
    metadata = {f"{step['Type']}Job": {"Arn": job.arn}} if job else {}
    execution.fields["steps"].append({"StepName": step["Name"], "StartTime": service.wall(), "Metadata": metadata, "job": job})
    service.record_out(
        record(
            identity=identity,
            source=SERVICE,
            name=operation,
            region=execution.region,
            account=execution.account,
            at=service.wall(),
            request=cased(service.model.shapes, service.model.input_of(operation), params),
            response=cased(service.model.shapes, service.model.output_of(operation), answer) if answer else None,
            error=error,
        )
    )
