"""SageMaker's own state-change events: the kinds that send them, and their detail.

Names: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-sagemaker.html. The detail is what Describe answers, with times
in milliseconds and the tags as a map; pipelines have a detail of their own, in lower camel case and without tags.
"""

from __future__ import annotations

import time
from typing import Any

from .model import Model
from .render import render, source_of
from .store import Resource

DETAIL_TYPES = {
    "Algorithm": "SageMaker Algorithm State Change",
    "Cluster": "SageMaker HyperPod Cluster State Change",
    "Endpoint": "SageMaker Endpoint State Change",
    "EndpointConfig": "SageMaker Endpoint Config State Change",
    "FeatureGroup": "SageMaker Feature Group State Change",
    "HyperParameterTuningJob": "SageMaker HyperParameter Tuning Job State Change",
    "Image": "SageMaker Image State Change",
    "ImageVersion": "SageMaker Image Version State Change",
    "LabelingJob": "SageMaker Ground Truth Labeling Job State Change",
    "Model": "SageMaker Model State Change",
    "ModelCard": "SageMaker Model Card State Change",
    "ModelCardExportJob": "SageMaker Model Card Export Job State Change",
    "ModelPackage": "SageMaker Model Package State Change",
    "MonitoringSchedule": "SageMaker Monitoring Schedule State Change",
    "NotebookInstance": "SageMaker Notebook Instance State Change",
    "NotebookInstanceLifecycleConfig": "SageMaker Notebook Lifecycle Config State Change",
    "PipelineExecution": "SageMaker Model Building Pipeline Execution Status Change",
    "ProcessingJob": "SageMaker Processing Job State Change",
    "TrainingJob": "SageMaker Training Job State Change",
    "TransformJob": "SageMaker Transform Job State Change",
}
STEP_CHANGE = "SageMaker Model Building Pipeline Execution Step Status Change"


def in_milliseconds(value: Any, shape_name: str, model: Model) -> Any:
    """The same document with every timestamp of the shape in milliseconds."""
    kind = model.type_of(shape_name)
    if kind == "timestamp":
        return int(value * 1000)
    if kind == "structure":
        members = model.members(shape_name)
        return {name: in_milliseconds(item, members[name], model) for name, item in value.items()}
    if kind == "list":
        return [in_milliseconds(item, model.shape(shape_name)["member"]["shape"], model) for item in value]
    return value


def pipeline_detail(resource: Resource, before: str | None, now: float) -> dict[str, Any]:
    return {
        "pipelineExecutionDisplayName": resource.fields.get("PipelineExecutionDisplayName"),
        "currentPipelineExecutionStatus": resource.status(now),
        "previousPipelineExecutionStatus": before,
        "executionStartTime": iso(resource.created),
        "pipelineArn": resource.fields["PipelineArn"],
        "pipelineExecutionArn": resource.arn,
    }


def iso(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def state_change(
    model: Model, resource: Resource, before: str | None, now: float
) -> tuple[str, dict[str, Any], list[str]] | None:
    """(detail-type, detail, resources), or None for a kind that sends no such events."""
    detail_type = DETAIL_TYPES.get(resource.kind.name)
    if detail_type is None:
        return None
    if resource.kind.name == "PipelineExecution":
        return detail_type, pipeline_detail(resource, before, now), [resource.fields["PipelineArn"], resource.arn]
    shape = model.output_of(resource.kind.operations["describe"])
    described = render(model, shape, source_of(resource, now))
    detail = in_milliseconds(described, shape, model) if shape else {}
    return detail_type, {**detail, "Tags": dict(resource.tags)}, [resource.arn]
