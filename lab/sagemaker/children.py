"""Resources that the service makes by itself: a tuning job's training jobs, an AutoML job's steps."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lab.trail.record import record

from . import creation
from .call import Call
from .statuses import status_at, stopped
from .store import Resource
from .studio import own_tags

if TYPE_CHECKING:
    from .service import Service

SERVICE = "sagemaker.amazonaws.com"
FIRST_CHILD = 1.0  # lab seconds from the parent's creation to its first child, and from one child to the next
AT_MOST = 2  # children of one tuning job; the lab does not search for hyperparameters


def is_running(service: Service, parent: Resource) -> bool:
    return status_at(parent.timeline, service.clock()) == "InProgress"


def made_by_service(
    service: Service, parent: Resource, operation: str, params: dict[str, Any], tags: dict[str, str]
) -> Resource:
    """A child: no caller, no request record; its state-change events announce it."""
    call = Call(operation, params, parent.account, parent.region, parent=parent.arn)
    _, kind = service.routes[operation]
    child, _ = creation.create(service, call, kind)
    child.tags = tags
    service.announce(child, None)
    return child


def later(service: Service, parent: Resource, number: int, make: Callable[[int], None]) -> None:
    def work() -> None:
        with service.lock:
            if is_running(service, parent):
                make(number)

    service.timers.at(service.clock() + FIRST_CHILD * number, work)


# -- tuning ------------------------------------------------------------------------------------------------------------


def definition_of(job: Resource, number: int) -> dict[str, Any]:
    definitions = job.fields.get("TrainingJobDefinitions") or [job.fields.get("TrainingJobDefinition") or {}]
    return definitions[(number - 1) % len(definitions)]


def training_params(job: Resource, number: int) -> dict[str, Any]:
    definition = definition_of(job, number)
    algorithm = definition.get("AlgorithmSpecification") or {}
    params = {
        "TrainingJobName": f"{job.name}-{number:03d}-{secrets.token_hex(4)}",
        "HyperParameters": {**(definition.get("StaticHyperParameters") or {}), "_tuning_objective_metric": "objective"},
        "AlgorithmSpecification": {key: value for key, value in algorithm.items() if key != "MetricDefinitions"},
        "OutputDataConfig": definition.get("OutputDataConfig"),
        "TuningJobArn": job.arn,
    }
    for member in ("RoleArn", "InputDataConfig", "ResourceConfig", "StoppingCondition", "VpcConfig", "Environment"):
        params[member] = definition.get(member)
    return {name: value for name, value in params.items() if value is not None}


def tune(service: Service, job: Resource) -> None:
    """`<name>-001-<8 hex>` and so on, with the tags the tuning job has at that moment."""
    limits = (job.fields.get("HyperParameterTuningJobConfig") or {}).get("ResourceLimits") or {}

    def make(number: int) -> None:
        params = training_params(job, number)
        child = made_by_service(service, job, "CreateTrainingJob", params, own_tags(job))
        service.record_out(service_event(service, "CreateTrainingJob", job, child))

    for number in range(1, min(limits.get("MaxNumberOfTrainingJobs") or AT_MOST, AT_MOST) + 1):
        later(service, job, number, make)


def service_event(service: Service, name: str, parent: Resource, child: Resource) -> dict[str, Any]:
    """The non-API event of automatic model tuning. Its `serviceEventDetails` name what was made and for which job."""
    details = {
        "trainingJobName": child.name,
        "trainingJobArn": child.arn,
        "hyperParameterTuningJobName": parent.name,
        "hyperParameterTuningJobArn": parent.arn,
    }
    return record(
        identity={"accountId": child.account, "invokedBy": SERVICE},
        source=SERVICE,
        name=name,
        region=child.region,
        account=child.account,
        at=service.wall(),
        request=None,
        response=None,
        event_type="AwsServiceEvent",
        extra={
            "serviceEventDetails": details,
            "resources": [{"accountId": child.account, "type": "AWS::SageMaker::TrainingJob", "ARN": child.arn}],
        },
    )


def stop_tuning(service: Service, job: Resource) -> None:
    """Stopping a tuning job stops the training jobs it started."""
    for child in service.store.of_kind(job.account, job.region, "TrainingJob", service.clock()):
        if child.parent == job.arn and is_running(service, child):
            service.change(child, stopped(child.kind.name, child.arn, child.timeline, service.clock()))
            service.record_out(service_event(service, "StopTrainingJob", job, child))


# -- AutoML ------------------------------------------------------------------------------------------------------------


def automl(service: Service, job: Resource) -> None:
    """A processing job, then a training job, announced by their state-change events only."""
    output = job.fields.get("OutputDataConfig") or {}
    base = {"RoleArn": job.fields.get("RoleArn"), "AutoMLJobArn": job.arn}

    def make(number: int) -> None:
        suffix = f"{number}-{secrets.token_hex(4)}"
        if number == 1:
            params = {"ProcessingJobName": f"{job.name[:32]}-db-{suffix}", "AppSpecification": {"ImageUri": "automl"}, **base}
            made_by_service(service, job, "CreateProcessingJob", params, {})
        else:
            params = {"TrainingJobName": f"{job.name[:32]}-dpp0-{suffix}", "OutputDataConfig": output, **base}
            made_by_service(service, job, "CreateTrainingJob", params, {})

    for number in (1, 2):
        later(service, job, number, make)
