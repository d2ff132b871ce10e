"""Condition keys that SageMaker brings to a request beside its tags, and the roles that a request hands over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import studio as studios
from .arns import arn_of
from .call import Call
from .store import Resource, Store

PASSED = ("RoleArn", "ExecutionRole")  # how the members end that name a role for SageMaker to take


def passed_roles(value: Any) -> Iterator[str]:
    """Every role in a request, however deep, once."""
    yield from dict.fromkeys(roles_in(value))


def roles_in(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from roles_in(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str) and name.endswith(PASSED):
                yield each
            else:
                yield from roles_in(each)


def of_caller(store: Store, call: Call, now: float) -> dict[str, Any]:
    """The domain and the profile that a session of Studio's works in."""
    studio = studios.studio_of(store, call, now)
    profile = studio.profile if studio else None
    if profile is None:
        return {}
    return {"sagemaker:DomainId": profile.fields.get("DomainId"), "sagemaker:UserProfileName": profile.name}


def of_creation(store: Store, call: Call, kind: str, now: float) -> dict[str, Any]:
    params = call.params
    instance = params.get("InstanceType") or (params.get("ResourceSpec") or {}).get("InstanceType")
    keys = {"sagemaker:InstanceTypes": [instance]} if instance else {}
    if kind == "App":
        return {**keys, **of_space(studios.named(store, call, "Space", "SpaceName", now))}
    return {**keys, **space_keys(call.account, call.region, params)}


def of_resource(store: Store, call: Call, resource: Resource, now: float) -> dict[str, Any]:
    """Of a space, or of the space that an app is in. An app of a profile itself has neither key."""
    if resource.kind.name == "App":
        return of_space(studios.named(store, call, "Space", "SpaceName", now))
    return of_space(resource)


def of_space(space: Resource | None) -> dict[str, Any]:
    return space_keys(space.account, space.region, space.fields) if space else {}


def space_keys(account: str, region: str, fields: dict[str, Any]) -> dict[str, Any]:
    owner = (fields.get("OwnershipSettings") or {}).get("OwnerUserProfileName")
    sharing = (fields.get("SpaceSharingSettings") or {}).get("SharingType")
    profile = arn_of(account, region, f"user-profile/{fields.get('DomainId')}/{owner}")
    known = {"sagemaker:OwnerUserProfileArn": profile if owner else None, "sagemaker:SpaceSharingType": sharing}
    return {key: value for key, value in known.items() if value is not None}


def of_search(params: dict[str, Any]) -> dict[str, Any]:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html"""
    asked = params.get("VisibilityConditions") or []
    return {f"sagemaker:SearchVisibilityCondition/{one.get('Key', '')}/EqualsIfExists": one.get("Value", "") for one in asked}
