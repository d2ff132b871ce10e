"""CloudFormation's types for Studio's domains and user profiles, made by the lab's own SageMaker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import tags as tag_rules
from .call import Call
from .errors import AwsError
from .statuses import GONE, LIVES, Timeline
from .store import Resource

if TYPE_CHECKING:
    from .service import Service

Made = tuple[str, dict[str, str]]
# What an update cannot change, so that CloudFormation makes another.
REPLACING = {
    "Domain": ("AuthMode", "DomainName", "KmsKeyId", "VpcId"),
    "UserProfile": ("DomainId", "SingleSignOnUserIdentifier", "SingleSignOnUserValue", "UserProfileName"),
}
# Properties that the update's call names otherwise.
UPDATED_AS = {"DomainSettings": "DomainSettingsForUpdate"}


def install(service: Service) -> None:
    from ministack.services.cloudformation import provisioners

    for kind, replacing in REPLACING.items():
        resource_type = f"AWS::SageMaker::{kind}"
        provisioners._RESOURCE_HANDLERS.setdefault(resource_type, row(service, kind))
        provisioners._REPLACING_PROPERTIES.setdefault(resource_type, replacing)


def row(service: Service, kind: str) -> dict[str, Callable[..., Any]]:
    def create(logical_id: str, props: dict[str, Any], stack_name: str) -> Made:
        answer = handle(service, f"Create{kind}", props)
        resource = waited_for(service, answer[f"{kind}Arn"], [(service.clock(), LIVES[kind].ready)])
        return physical_id_of(resource), attributes_of(resource)

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Made:
        resource = named(service, kind, physical_id)
        changed = {UPDATED_AS.get(name, name): value for name, value in new.items() if name != "Tags" and value != old.get(name)}
        if changed:
            handle(service, f"Update{kind}", {**changed, **identity_of(resource)})
        wanted = tag_rules.as_map(new.get("Tags") or [])
        gone = [key for key in tag_rules.as_map(old.get("Tags") or []) if key not in wanted]
        if gone:
            handle(service, "DeleteTags", {"ResourceArn": resource.arn, "TagKeys": gone})
        if wanted:
            handle(service, "AddTags", {"ResourceArn": resource.arn, "Tags": tag_rules.as_list(wanted)})
        waited_for(service, resource.arn, [(service.clock(), LIVES[kind].ready)])
        return physical_id, attributes_of(resource)

    def delete(physical_id: str, props: dict[str, Any]) -> None:
        resource = named(service, kind, physical_id)
        handle(service, f"Delete{kind}", identity_of(resource))
        waited_for(service, resource.arn, [(service.clock(), GONE)])

    return {"create": create, "update": update, "delete": delete}


def handle(service: Service, operation: str, params: dict[str, Any]) -> dict[str, Any]:
    """One call of CloudFormation's, which asks nobody's policies, like all that it does here. Raises ValueError for a refusal."""
    from ministack.core import responses

    try:
        return service.handle(Call(operation, params, responses.get_account_id(), responses.get_region()))
    except AwsError as refused:
        raise ValueError(f"{operation}: {refused.code}: {refused.message}") from refused


def waited_for(service: Service, arn: str, timeline: Timeline) -> Resource:
    """CloudFormation waits until something is ready or gone. Here it need not: it is so at once."""
    with service.lock:
        resource = service.store.by_arn(arn, service.clock())
        if resource is None:
            raise ValueError(f"there is no {arn}")
        service.change(resource, timeline)
        return resource


def named(service: Service, kind: str, physical_id: str) -> Resource:
    from ministack.core import responses

    rows = service.store.of_kind(responses.get_account_id(), responses.get_region(), kind, service.clock())
    found = next((resource for resource in rows if physical_id_of(resource) == physical_id), None)
    if found is None:
        raise ValueError(f"there is no {kind} {physical_id}")
    return found


def identity_of(resource: Resource) -> dict[str, Any]:
    return {member: resource.fields[member] for member in resource.kind.identity}


def physical_id_of(resource: Resource) -> str:
    domain = str(resource.fields["DomainId"])
    return domain if resource.kind.name == "Domain" else f"{domain}|{resource.name}"


def attributes_of(resource: Resource) -> dict[str, str]:
    fields = {name: value for name, value in resource.fields.items() if isinstance(value, str)}
    return {**fields, f"{resource.kind.name}Arn": resource.arn}
