"""Who in Studio a call comes from, and what Studio therefore puts on what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .call import Call
from .store import Resource, Store

SESSION_NAME = "SageMaker"  # what Studio calls its sessions
# Kinds whose UserContext carries the IAM identity as well.
IAM_IDENTITY = frozenset({"ModelPackage", "ModelPackageGroup", "Project", "Hub", "HubContent"})
SETTINGS = {"Domain": "DefaultUserSettings", "UserProfile": "UserSettings"}


@dataclass(frozen=True)
class Studio:
    domain: Resource | None
    profile: Resource | None
    space: Resource | None


def role_of(resource: Resource | None, settings: str) -> str | None:
    return (resource.fields.get(settings) or {}).get("ExecutionRole") if resource else None


def domain_of(store: Store, call: Call, domain_id: Any, now: float) -> Resource | None:
    domains = store.of_kind(call.account, call.region, "Domain", now)
    return next((domain for domain in domains if domain.fields.get("DomainId") == domain_id), None)


def studio_of(store: Store, call: Call, now: float) -> Studio | None:
    """The one profile, or else the one shared space, whose execution role and source identity the session has."""
    facts = call.facts
    role, source = facts.get("role_arn"), facts.get("source_identity")
    if not role or not (source or facts.get("session_name") == SESSION_NAME):
        return None
    profiles = []
    for profile in store.of_kind(call.account, call.region, "UserProfile", now):
        domain = domain_of(store, call, profile.fields.get("DomainId"), now)
        own = role_of(profile, "UserSettings") or role_of(domain, "DefaultUserSettings")
        if own == role and source in (None, profile.name):
            profiles.append((domain, profile))
    if len(profiles) == 1:
        return Studio(*profiles[0], None)
    return shared_space_of(store, call, role, now) if not profiles and not source else None


def shared_space_of(store: Store, call: Call, role: str, now: float) -> Studio | None:
    spaces = []
    for space in store.of_kind(call.account, call.region, "Space", now):
        domain = domain_of(store, call, space.fields.get("DomainId"), now)
        if role_of(domain, "DefaultSpaceSettings") == role:
            spaces.append((domain, space))
    return Studio(spaces[0][0], None, spaces[0][1]) if len(spaces) == 1 else None


def system_tags(studio: Studio | None) -> dict[str, str]:
    """Studio's own tags on what is made in it; never passed on to children."""
    if studio is None:
        return {}
    tags = {"sagemaker:domain-arn": studio.domain.arn} if studio.domain else {}
    if studio.profile:
        tags["sagemaker:user-profile-arn"] = studio.profile.arn
    if studio.space:
        tags["sagemaker:space-arn"] = studio.space.arn
    return tags


def own_tags(resource: Resource | None) -> dict[str, str]:
    """Tags that propagate: not the service's."""
    return {key: value for key, value in resource.tags.items() if not key.startswith("sagemaker:")} if resource else {}


def propagated_tags(store: Store, call: Call, kind: str, studio: Studio | None, now: float) -> dict[str, str]:
    """Apps take their domain's and profile's tags always; everything made in Studio does with TagPropagation ENABLED."""
    domain, profile, space = (studio.domain, studio.profile, studio.space) if studio else (None, None, None)
    if kind in ("App", "Space"):
        domain = domain_of(store, call, call.params.get("DomainId"), now)
        profile = named(store, call, "UserProfile", "UserProfileName", now)
        space = named(store, call, "Space", "SpaceName", now) if kind == "App" else None
    enabled = domain is not None and domain.fields.get("TagPropagation") == "ENABLED"
    if not enabled:
        space = None
        if kind != "App":
            return {}
    return {**own_tags(domain), **own_tags(profile), **own_tags(space)}


def named(store: Store, call: Call, kind: str, member: str, now: float) -> Resource | None:
    wanted = call.params.get(member)
    for resource in store.of_kind(call.account, call.region, kind, now):
        if wanted and resource.name == wanted and resource.fields.get("DomainId") == call.params.get("DomainId"):
            return resource
    return None


def user_context(call: Call, kind: str, studio: Studio | None) -> dict[str, Any]:
    """CreatedBy and LastModifiedBy."""
    context: dict[str, Any] = {}
    if studio and studio.profile:
        context = {
            "UserProfileArn": studio.profile.arn,
            "UserProfileName": studio.profile.name,
            "DomainId": studio.profile.fields.get("DomainId"),
        }
    if kind in IAM_IDENTITY and call.caller:
        identity = {"Arn": call.caller["userArn"], "PrincipalId": call.caller["userId"]}
        source = call.facts.get("source_identity")
        context["IamIdentity"] = {**identity, "SourceIdentity": source} if source else identity
    return context
