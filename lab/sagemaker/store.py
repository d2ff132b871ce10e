"""What exists: resources by account, region and kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .kinds import Kind
from .statuses import Timeline, status_at


@dataclass
class Resource:
    """`fields` are the create input and what the service added, under the names of the model."""

    kind: Kind
    arn: str
    account: str
    region: str
    fields: dict[str, Any]
    tags: dict[str, str]
    created: float  # epoch seconds, lab clock
    modified: float
    timeline: Timeline  # lab clock
    created_by: dict[str, Any] | None = None
    modified_by: dict[str, Any] | None = None
    visible_from: float = 0.0  # lab clock; a fault can hide what exists
    parent: str | None = None
    was_tagged: bool = False  # had a tag once: the tagging API goes on showing it

    def status(self, now: float) -> str | None:
        return status_at(self.timeline, now)

    @property
    def name(self) -> str:
        return str(self.fields.get(self.kind.name_member or "") or self.arn.rsplit("/", 1)[-1])


@dataclass
class Store:
    resources: dict[tuple[str, str, str], dict[str, Resource]] = field(default_factory=dict)
    counters: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self, resource: Resource) -> None:
        self.resources.setdefault((resource.account, resource.region, resource.kind.name), {})[resource.arn] = resource

    def remove(self, resource: Resource) -> None:
        self.resources.get((resource.account, resource.region, resource.kind.name), {}).pop(resource.arn, None)

    def of_kind(self, account: str, region: str, kind: str, now: float) -> list[Resource]:
        """What exists and is not gone, oldest first. Forgets what is gone."""
        rows = self.resources.get((account, region, kind), {})
        for resource in [row for row in rows.values() if row.status(now) is None]:
            self.remove(resource)
        return list(rows.values())

    def by_arn(self, arn: str, now: float) -> Resource | None:
        parts = arn.split(":", 5)
        if len(parts) < 6:
            return None
        for (account, region, _), rows in self.resources.items():
            found = rows.get(arn) if (account, region) == (parts[4], parts[3]) else None
            if found is not None:
                return found if found.status(now) is not None else None
        return None

    def count(self, *key: str) -> int:
        """1, 2, 3, … for each key: version numbers."""
        self.counters[key] = self.counters.get(key, 0) + 1
        return self.counters[key]


def value_matches(resource: Resource, member: str, value: Any) -> bool:
    """Whether a request's member names this resource: by its value, by its ARN, or by a parent's ARN for its name."""
    own = resource.fields.get(member)
    if own == value or value == resource.arn:
        return True
    if isinstance(own, str) and isinstance(value, str):
        return own.rsplit("/", 1)[-1] == value.rsplit("/", 1)[-1] and ("arn:" in own or "arn:" in value)
    return False


def find(resources: Iterable[Resource], kind: Kind, params: dict[str, Any]) -> Resource | None:
    """The newest resource that a request's identity members single out; None when it names none."""
    given = {member: params[member] for member in kind.identity if params.get(member) is not None}
    own = {member: value for member in (f"{kind.name}Arn", "Arn") if (value := params.get(member)) is not None}
    given = given or own
    if not given:
        return None
    for resource in reversed(list(resources)):
        if all(value_matches(resource, member, value) for member, value in given.items()):
            return resource
    return None
