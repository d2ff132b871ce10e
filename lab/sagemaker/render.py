"""Answers from the output shape: what is known goes in, what the model requires and nobody knows is made up, the rest stays out."""

from __future__ import annotations

from typing import Any

from .examples import example_of
from .model import Model
from .store import Resource
from .validate import JSON_TYPES

MISSING: Any = object()
CREATION_TIMES = ("CreationTime", "CreateDate", "RegistrationTime", "CreatedAt")
MODIFICATION_TIMES = ("LastModifiedTime", "LastUpdatedDate", "LastModifiedAt")
JOB_DEFINITIONS = {"MonitoringJobDefinitionName": "JobDefinitionName", "MonitoringJobDefinitionArn": "JobDefinitionArn"}
# A job's second status, by its first.
SECONDARY = {
    "TrainingJob": ("SecondaryStatus", {"InProgress": "Training", "Deleting": "Completed"}),
    "Job": ("SecondaryStatus", {"InProgress": "Training"}),
    "AutoMLJob": ("AutoMLJobSecondaryStatus", {"InProgress": "ModelTuning"}),
}


def source_of(resource: Resource, now: float) -> dict[str, Any]:
    """Everything known about a resource, under every name the model has for it."""
    kind, status = resource.kind, resource.status(now)
    known = {**resource.fields, **dict.fromkeys(CREATION_TIMES, resource.created)}
    known |= dict.fromkeys(MODIFICATION_TIMES, resource.modified)
    known |= {alias: known[name] for alias, name in JOB_DEFINITIONS.items() if name in known}
    if status:
        known |= {name: status for name in ("Status", kind.status_member or "Status", f"{kind.name}Status")}
        member, second = SECONDARY.get(kind.name, ("", {}))
        known |= {member: second.get(status, status)} if member else {}
    if resource.created_by:
        known["CreatedBy"] = resource.created_by
    if resource.modified_by:
        known["LastModifiedBy"] = resource.modified_by
    return known


def fits(model: Model, shape_name: str, value: Any) -> Any:
    """`value` as far as the shape has room for it, or MISSING when it is of another type."""
    shape = model.shape(shape_name)
    kind = shape["type"]
    allowed: Any = JSON_TYPES[kind]
    if not isinstance(value, allowed) or (isinstance(value, bool) and kind != "boolean"):
        return MISSING
    if kind == "structure":
        members = model.members(shape_name)
        kept = {name: fits(model, members[name], item) for name, item in value.items() if name in members}
        return complete(model, shape_name, {name: item for name, item in kept.items() if item is not MISSING})
    if kind == "list":
        return [item for item in (fits(model, shape["member"]["shape"], one) for one in value) if item is not MISSING]
    if kind == "map":
        return {key: item for key, one in value.items() if (item := fits(model, shape["value"]["shape"], one)) is not MISSING}
    return MISSING if value not in shape.get("enum", (value,)) else value


def complete(model: Model, shape_name: str, known: dict[str, Any]) -> dict[str, Any]:
    members = model.members(shape_name)
    for name in model.required(shape_name):
        if name not in known:
            known[name] = example_of(model, members[name])
    return known


def is_about(model: Model, shape_name: str, known: dict[str, Any]) -> bool:
    """Whether a structure inside an answer describes the resource itself (DescribeWorkteam's Workteam)."""
    members = model.members(shape_name)
    return any(name in known and name.endswith(("Arn", "Name")) for name in members) and any(
        name in members for name in (*CREATION_TIMES, *MODIFICATION_TIMES)
    )


def render(model: Model, shape_name: str | None, known: dict[str, Any]) -> dict[str, Any]:
    """An answer of that shape. Tags are told by ListTags only."""
    answer: dict[str, Any] = {}
    for name, member in model.members(shape_name).items():
        value = fits(model, member, known[name]) if name in known and name != "Tags" else MISSING
        if value is MISSING and model.type_of(member) == "structure" and is_about(model, member, known):
            value = render(model, member, known)
        if value is not MISSING:
            answer[name] = value
    return complete(model, shape_name, answer) if shape_name else answer
