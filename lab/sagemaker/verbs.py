"""What every kind can do: create, describe, update, delete, stop, start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import creation, keys, lists, odd
from . import tags as tag_rules
from .call import Call
from .errors import AwsError
from .kinds import Kind
from .render import render, source_of
from .statuses import deleted, started, stopped, updated
from .store import Resource
from .studio import studio_of, user_context

if TYPE_CHECKING:
    from .service import Service

# Kinds that must be empty before they go: (child kind, member that names the parent).
CHILDREN = {
    "DeviceFleet": (("Device", "DeviceFleetName"),),
    "Domain": (("UserProfile", "DomainId"), ("Space", "DomainId"), ("App", "DomainId")),
    "ModelPackageGroup": (("ModelPackage", "ModelPackageGroupName"),),
    "Space": (("App", "SpaceName"),),
    "UserProfile": (("App", "UserProfileName"),),
}


def answer(service: Service, call: Call, resource: Resource) -> dict[str, Any]:
    return render(service.model, service.model.output_of(call.operation), source_of(resource, service.clock()))


def create(service: Service, call: Call, kind: Kind, invisible_for: float = 0.0) -> dict[str, Any]:
    if kind.name == "Device":
        return odd.register_devices(service, call, kind)
    resource, made = creation.create(service, call, kind)
    if made:
        resource.visible_from = service.clock() + invisible_for if invisible_for else 0.0
        service.announce(resource, None)
        odd.after_creation(service, resource)
    return answer(service, call, resource)


def describe(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    return answer(service, call, service.found(call, kind))


def update(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    requested = tag_rules.as_map(call.params.get("Tags") or [])
    resource = service.found(call, kind, tag_rules.context(requested))
    for role in keys.passed_roles(call.params):
        call.may_pass(role)
    resource.tags = tag_rules.merged(resource.tags, requested)
    for given, value in call.params.items():
        if given in kind.identity or given == "Tags" or value is None:
            continue
        name = given.removesuffix("ForUpdate")  # DomainSettingsForUpdate
        old = resource.fields.get(name)
        resource.fields[name] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    resource.modified = service.wall()
    resource.modified_by = user_context(call, kind.name, studio_of(service.store, call, service.clock()))
    service.change(resource, updated(kind.name, resource.timeline, service.clock()))
    return answer(service, call, resource)


def delete(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    if kind.name == "Device":
        return odd.deregister_devices(service, call, kind)
    resource = service.found(call, kind)
    refuse_while_used(service, resource)
    service.change(resource, deleted(kind.name, resource.arn, resource.timeline, service.clock()))
    return answer(service, call, resource)


def refuse_while_used(service: Service, resource: Resource) -> None:
    now = service.clock()
    for child_kind, member in CHILDREN.get(resource.kind.name, ()):
        for child in service.store.of_kind(resource.account, resource.region, child_kind, now):
            same = all(child.fields.get(name) == resource.fields.get(name) for name in {member, "DomainId"})
            if same and child.status(now) != "Deleted":
                raise AwsError("ResourceInUse", f"Unable to delete {resource.arn}: {child.arn} still belongs to it.")


def stop(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    resource = service.found(call, kind)
    service.change(resource, stopped(kind.name, resource.arn, resource.timeline, service.clock()))
    odd.after_stop(service, resource)
    return answer(service, call, resource)


def start(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    resource = service.found(call, kind)
    service.change(resource, started(kind.name, resource.arn, resource.timeline, service.clock()))
    return answer(service, call, resource)


VERBS: dict[str, Callable[[Service, Call, Kind], dict[str, Any]]] = {
    "delete": delete,
    "describe": describe,
    "list": lists.list_kind,
    "start": start,
    "stop": stop,
    "update": update,
}
