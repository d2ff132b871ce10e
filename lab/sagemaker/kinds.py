"""The kinds of resources: one row each, from the model. What the model does not say stands in the tables of this file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .model import Model

# Creators that make what another creator makes, or whose operation does not end in the kind's name.
CREATOR_KIND = {
    "CreateAutoMLJobV2": "AutoMLJob",
    "CreateHubContentReference": "HubContent",
    "ImportHubContent": "HubContent",
    "RegisterDevices": "Device",
}
# The name of the resource type in an ARN, where it is not the kind's name in kebab-case.
ARN_TYPES = {
    "AutoMLJob": "automl-job",
    "ClusterExtension": "extension",
    "EdgeDeploymentPlan": "edge-deployment",
    "ModelCardExportJob": "export-job",
    "Trial": "experiment-trial",
    "TrialComponent": "experiment-trial-component",
}
# What follows the account in an ARN, where it is not `<type>/<name>`. `{id}` is made by the service, `{owner}` a profile or space.
ARN_PATHS = {
    "App": "app/{DomainId}/{owner}/{AppType}/{AppName}",
    "Artifact": "artifact/{id}",
    "Cluster": "cluster/{id}",
    "ClusterExtension": "extension/sagemaker-{cluster}/{extension}/{id}",
    "ClusterSchedulerConfig": "cluster-scheduler-config/{id}",
    "ComputeQuota": "compute-quota/{id}",
    "Device": "device-fleet/{DeviceFleetName}/device/{DeviceName}",
    "Domain": "domain/{id}",
    "HubContent": "hub-content/{HubName}/{HubContentType}/{HubContentName}",
    "ImageVersion": "image-version/{ImageName}/{version}",
    "Job": "job/{JobCategory}/{JobName}",
    "MlflowApp": "mlflow-app/{id}",
    "ModelCardExportJob": "model-card/{ModelCardName}/export-job/{ModelCardExportJobName}",
    "ModelPackage": "model-package/{package}",
    "PartnerApp": "partner-app/{id}",
    "PipelineExecution": "pipeline/{PipelineName}/execution/{id}",
    "Space": "space/{DomainId}/{SpaceName}",
    "UserProfile": "user-profile/{DomainId}/{UserProfileName}",
    "Workteam": "workteam/private-crowd/{WorkteamName}",
}
# Members that single a resource out beside those that Describe requires.
MORE_IDENTITY = {
    "App": ("UserProfileName", "SpaceName"),
    "ImageVersion": ("Version",),
}
OPERATIONS = {
    "Device": {"delete": "DeregisterDevices"},
    "HubContent": {"delete": "DeleteHubContent"},
    "PipelineExecution": {"list": "ListPipelineExecutions"},
}
# Further operations on a kind, treated as the verb.
SYNONYMS = {
    "DeleteHubContentReference": ("delete", "HubContent"),
    "DescribeAutoMLJobV2": ("describe", "AutoMLJob"),
    "UpdateClusterSoftware": ("update", "Cluster"),
    "UpdateEndpointWeightsAndCapacities": ("update", "Endpoint"),
    "UpdateHubContentReference": ("update", "HubContent"),
    "UpdateInferenceComponentRuntimeConfig": ("update", "InferenceComponent"),
}
VERBS = ("describe", "list", "update", "delete", "stop", "start")


@dataclass(frozen=True)
class Kind:
    """One kind of resource. Operation names are None where the service has no such operation."""

    name: str
    arn_path: str
    name_member: str | None  # the creator's member that names it
    identity: tuple[str, ...]  # members that single one out in Describe, Delete, Stop, …
    status_member: str | None  # in Describe's answer or one level below
    statuses: tuple[str, ...]
    knows_not_found: bool  # Describe models ResourceNotFound
    creators: tuple[str, ...]
    operations: dict[str, str] = field(hash=False)

    def operation(self, verb: str) -> str | None:
        return self.operations.get(verb)


def kebab(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name)
    return spaced.lower()


def kind_of_creator(operation: str) -> str:
    return CREATOR_KIND.get(operation) or operation.removeprefix("Create")


def plurals(name: str) -> tuple[str, ...]:
    return (f"{name}s", f"{name[:-1]}ies")


def operations_of(model: Model, name: str) -> dict[str, str]:
    """Verb -> operation, for the operations that the model has."""
    found = {verb: f"{verb.capitalize()}{name}" for verb in VERBS if f"{verb.capitalize()}{name}" in model.operations}
    lists = [f"List{plural}" for plural in plurals(name) if f"List{plural}" in model.operations]
    found |= {"list": lists[0]} if lists else {}
    found |= OPERATIONS.get(name, {})
    if name == "PipelineExecution":
        del found["start"]  # starting one is creating it
    return found


def name_member_of(model: Model, name: str, creator: str) -> str | None:
    members = model.members(model.input_of(creator))
    short = re.sub(r"^.*(?=Job(Definition)?$)", "", name)
    for candidate in (f"{name}Name", f"{short}Name", "TrackingServerName", "ExtensionName", "Name"):
        if candidate in members:
            return candidate
    return None


def status_of(model: Model, name: str, describe: str) -> tuple[str | None, tuple[str, ...]]:
    """The member that carries the life-cycle status, here or one structure below, and its values."""
    members = model.members(model.output_of(describe))
    below = {inner: shape for member in members.values() for inner, shape in model.members(member).items()}
    for candidates in (members, below):
        for member in (f"{name}Status", "Status", "JobStatus", "TrackingServerStatus"):
            values = model.shape(candidates[member]).get("enum") if member in candidates else None
            if values:
                return member, tuple(values)
    return None, ()


def kind(model: Model, name: str, creators: tuple[str, ...]) -> Kind:
    operations = operations_of(model, name)
    describe = operations["describe"]
    status_member, statuses = status_of(model, name, describe)
    name_member = name_member_of(model, name, creators[0])
    arn_type = ARN_TYPES.get(name, kebab(name))
    return Kind(
        name=name,
        arn_path=ARN_PATHS.get(name, f"{arn_type}/{{{name_member}}}"),
        name_member=name_member,
        identity=(*model.required(model.input_of(describe)), *MORE_IDENTITY.get(name, ())),
        status_member=status_member,
        statuses=statuses,
        knows_not_found="ResourceNotFound" in model.errors_of(describe),
        creators=creators,
        operations=operations,
    )


def kinds_of(model: Model) -> dict[str, Kind]:
    makers: dict[str, list[str]] = {}
    for creator in model.creators:
        makers.setdefault(kind_of_creator(creator), []).append(creator)
    makers["PipelineExecution"] = ["StartPipelineExecution"]
    return {name: kind(model, name, tuple(creators)) for name, creators in makers.items()}


def routes_of(kinds: dict[str, Kind]) -> dict[str, tuple[str, Kind]]:
    """Operation -> (verb, kind) for everything that works on one kind."""
    routes = {creator: ("create", kind) for kind in kinds.values() for creator in kind.creators}
    routes |= {operation: (verb, kind) for kind in kinds.values() for verb, operation in kind.operations.items()}
    return routes | {operation: (verb, kinds[name]) for operation, (verb, name) in SYNONYMS.items()}
