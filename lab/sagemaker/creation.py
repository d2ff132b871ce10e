"""Making a resource: names, tags, what the service adds to the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import keys
from . import studio as studios
from . import tags as tag_rules
from .arns import arn_of, last, new_arn
from .call import Call
from .errors import AwsError, validation
from .kinds import Kind
from .model import Model
from .statuses import born
from .store import Resource

if TYPE_CHECKING:
    from .service import Service

# Kinds with an id in their ARN: a name must be unique all the same, among these members.
UNIQUE_BY = {
    "Cluster": ("ClusterName",),
    "ClusterExtension": ("ClusterArn", "ExtensionName"),
    "ClusterSchedulerConfig": ("Name", "ClusterArn"),
    "ComputeQuota": ("Name", "ClusterArn"),
    "Domain": ("DomainName",),
    "MlflowApp": ("Name",),
    "PartnerApp": ("Name",),
}
ALREADY_THERE = ("ResourceInUse", "ResourceAlreadyExists", "ConflictException")
NUMBERED = {"ImageVersion": "ImageName", "ModelPackage": "ModelPackageGroupName"}  # kind -> what its numbers count within
TOKENS = ("ClientRequestToken", "ClientToken")
OTHERS_ARNS = frozenset({"HubArn", "EndpointArn"})


def refuse_tags(kind: Kind, params: dict[str, Any]) -> None:
    if kind.name == "ModelPackage":
        if bool(params.get("ModelPackageName")) == bool(params.get("ModelPackageGroupName")):
            raise validation("Exactly one of ModelPackageName and ModelPackageGroupName must be given.")
        if params.get("ModelPackageGroupName") and params.get("Tags"):
            raise validation("You cannot supply a tag argument when you create a model package in a model package group.")
    if kind.name == "App" and bool(params.get("UserProfileName")) == bool(params.get("SpaceName")):
        raise validation("Exactly one of UserProfileName and SpaceName must be given.")


def next_number(service: Service, call: Call, kind: Kind) -> int:
    """The version of an image or of a package in a group; 1 for everything else."""
    parent = NUMBERED.get(kind.name)
    if parent is None or not call.params.get(parent):
        return 1
    return service.store.count(call.account, call.region, kind.name, last(call.params[parent]))


def existing(service: Service, call: Call, kind: Kind, arn: str) -> Resource | None:
    rows = service.store.of_kind(call.account, call.region, kind.name, service.clock())
    unique = UNIQUE_BY.get(kind.name)
    for row in rows:
        same = all(row.fields.get(member) == call.params.get(member) for member in unique) if unique else row.arn == arn
        if same and not (kind.name == "App" and row.status(service.clock()) == "Deleted"):
            return row
    return None


def is_retry(found: Resource, params: dict[str, Any]) -> bool:
    """The same idempotency token means the same request, sent again."""
    return any(params.get(token) and params[token] == found.fields.get(token) for token in TOKENS)


def refuse_duplicate(model: Model, operation: str, found: Resource) -> AwsError:
    modelled = next((code for code in ALREADY_THERE if code in model.errors_of(operation)), None)
    words = f"{found.kind.name} already exists: {found.name}. Choose a different name. ({found.arn})"
    return (
        AwsError(modelled, words)
        if modelled
        else validation(f'Cannot create already existing {found.kind.name} "{found.arn}".')
    )


def arn_members(model: Model, kind: Kind) -> set[str]:
    made = {name for creator in kind.creators for name in model.members(model.output_of(creator)) if name.endswith("Arn")}
    return (made - OTHERS_ARNS) | {f"{kind.name}Arn", "Arn"}


def added_fields(model: Model, kind: Kind, call: Call, arn: str, number: int) -> dict[str, Any]:
    """What the service knows beyond the request."""
    params, identifier = call.params, arn.rsplit("/", 1)[-1]
    added: dict[str, Any] = dict.fromkeys(arn_members(model, kind), arn)
    added |= {f"{kind.name}Id": identifier, f"{kind.name}Version": number}
    if kind.name == "Domain":
        added["Url"] = f"https://{identifier}.studio.{call.region}.sagemaker.aws"
    elif kind.name == "NotebookInstance":
        added["Url"] = f"{call.params['NotebookInstanceName']}.notebook.{call.region}.sagemaker.aws"
    elif kind.name == "TrainingJob":
        output = (params.get("OutputDataConfig") or {}).get("S3OutputPath", "s3://example")
        added["ModelArtifacts"] = {"S3ModelArtifacts": f"{output}/{identifier}/output/model.tar.gz"}
    elif kind.name == "HubContent":
        hub, content_type, name = arn.split("/")[1:4]
        added |= {"HubArn": arn_of(call.account, call.region, f"hub/{hub}"), "HubName": hub}
        added |= {
            "HubContentType": content_type,
            "HubContentName": name,
            "HubContentVersion": params.get("HubContentVersion", "1.0.0"),
        }
    elif kind.name == "ModelPackage" and params.get("ModelPackageGroupName"):
        added |= {"ModelPackageGroupName": last(params["ModelPackageGroupName"])}
    elif kind.name == "ImageVersion":
        image = arn_of(call.account, call.region, f"image/{last(params['ImageName'])}")
        added |= {"Version": number, "ImageArn": image, "ImageName": last(params["ImageName"])}
    return added


def tags_of(
    service: Service, call: Call, kind: Kind, requested: dict[str, str], studio: studios.Studio | None
) -> dict[str, str]:
    """Request tags win over what is propagated. Raises beyond 50, and nothing is made."""
    now = service.clock()
    inherited = studios.propagated_tags(service.store, call, kind.name, studio, now)
    return tag_rules.merged({**inherited, **studios.system_tags(studio)}, requested)


def create(service: Service, call: Call, kind: Kind) -> tuple[Resource, bool]:
    """The resource, and whether this call made it: a request with a known idempotency token answers what the first one made."""
    refuse_tags(kind, call.params)
    requested = tag_rules.as_map(call.params.get("Tags") or [])
    arn = new_arn(kind, call.account, call.region, call.params, 0)
    context = {**tag_rules.context(requested), **keys.of_creation(service.store, call, kind.name, service.clock())}
    call.may(call.operation, arn, context)
    if requested:
        call.may("AddTags", arn, {**context, "sagemaker:TaggingAction": call.operation})
    for role in keys.passed_roles(call.params):
        call.may_pass(role)
    found = existing(service, call, kind, arn)
    if found is not None:
        if is_retry(found, call.params):
            return found, False
        raise refuse_duplicate(service.model, call.operation, found)
    studio = studios.studio_of(service.store, call, service.clock())
    tags = tags_of(service, call, kind, requested, studio)
    number = next_number(service, call, kind)
    if kind.name in NUMBERED:
        arn = new_arn(kind, call.account, call.region, call.params, number)
    now, wall = service.clock(), service.wall()
    given = {name: value for name, value in call.params.items() if name != "Tags"}
    fields = {**given, **added_fields(service.model, kind, call, arn, number)}
    author = studios.user_context(call, kind.name, studio)
    resource = Resource(kind, arn, call.account, call.region, fields, tags, wall, wall, born(kind.name, now), author, author)
    resource.parent = call.parent
    service.store.add(resource)
    return resource, True
