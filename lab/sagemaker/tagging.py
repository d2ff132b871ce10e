"""AddTags, ListTags, DeleteTags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import tags as tag_rules
from .call import Call
from .errors import AwsError, validation
from .lists import page
from .store import Resource

if TYPE_CHECKING:
    from .service import Service

PAGE = 50


def tagged(service: Service, call: Call, context: dict[str, Any]) -> Resource:
    """The resource with that ARN, once the caller may. Raises ResourceNotFound or ValidationException, as its kind's Describe."""
    arn = call.params["ResourceArn"]
    resource = service.store.by_arn(arn, service.clock())
    held = tag_rules.resource_context(resource.tags) if resource else {}
    call.may(call.operation, arn, {**held, **context})
    if resource is None or service.visible(resource) is None or resource.account != call.account:
        raise unknown(service, arn)
    if resource.kind.name == "ModelPackage" and resource.fields.get("ModelPackageGroupName") and call.operation != "ListTags":
        raise validation(
            "Tags of a model package version are those of its model package group; you cannot supply a tag argument."
        )
    if resource.status(service.clock()) == "Deleted":
        raise validation(f"Cannot tag {resource.kind.name} {arn} in status Deleted.")
    return resource


def unknown(service: Service, arn: str) -> AwsError:
    path = arn.split(":", 5)[5]
    fitting = [kind for kind in service.kinds.values() if same_path(kind.arn_path, path)]
    if len(fitting) == 0:
        return validation(f"Resource type of {arn} is not taggable.")
    if fitting[0].knows_not_found:
        return AwsError("ResourceNotFound", f"Resource {arn} does not exist.")
    return validation(f'Could not find {fitting[0].name} "{arn}".')


def same_path(template: str, path: str) -> bool:
    """Whether an ARN's path is of the kind with that template."""
    wanted, given = template.split("/"), path.split("/")
    fixed = all("{" in part or part == own for part, own in zip(wanted, given, strict=False))
    return fixed and (len(wanted) == len(given) or template.startswith("model-package/"))


def add_tags(service: Service, call: Call) -> dict[str, Any]:
    """Overwrites; answers all tags the resource then has."""
    given = tag_rules.as_map(call.params["Tags"])
    resource = tagged(service, call, tag_rules.context(given))
    resource.tags = tag_rules.merged(resource.tags, given)
    return {"Tags": tag_rules.as_list(resource.tags)}


def delete_tags(service: Service, call: Call) -> dict[str, Any]:
    keys = call.params["TagKeys"]
    resource = tagged(service, call, tag_rules.context({}, keys))
    resource.was_tagged = resource.was_tagged or bool(resource.tags)
    resource.tags = tag_rules.without(resource.tags, keys)
    return {}


def list_tags(service: Service, call: Call) -> dict[str, Any]:
    resource = tagged(service, call, {})
    source = group_of(service, resource)
    shown, token = page(tag_rules.as_list(source.tags), call.params, PAGE)
    return {"Tags": shown, **({"NextToken": token} if token else {})}


def group_of(service: Service, resource: Resource) -> Resource:
    """A package version has its group's tags."""
    name = resource.fields.get("ModelPackageGroupName") if resource.kind.name == "ModelPackage" else None
    groups = service.store.of_kind(resource.account, resource.region, "ModelPackageGroup", service.clock()) if name else []
    return next((group for group in groups if group.name == name), resource)


OPERATIONS = {"AddTags": add_tags, "DeleteTags": delete_tags, "ListTags": list_tags}
