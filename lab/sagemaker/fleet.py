"""Many resources at once: `POST /_lab/fleet`, for what has to hold at 10,000 of them. Nothing is announced, no record is written.

The body: `kinds` (kind -> how many), `tags` (what a tagged one has), `tagged` (the share that is, 0 to 1, default 1),
`ageSeconds` (how long ago they were made, default 0), `prefix` (of their names, default "fleet").
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from .arns import new_arn
from .call import Call
from .creation import added_fields
from .examples import example
from .kinds import Kind
from .statuses import life_of
from .store import Resource

if TYPE_CHECKING:
    from .service import Service

KEYS = {"kinds", "tags", "tagged", "ageSeconds", "prefix"}
MOST = 200_000


def problem_of(service: Service, body: Any) -> str | None:
    if not isinstance(body, dict) or not isinstance(body.get("kinds"), dict):
        return 'the body is {"kinds": {"Model": 100}, …}'
    if unknown := sorted(set(body) - KEYS):
        return f"unknown key {unknown[0]!r}; allowed: {', '.join(sorted(KEYS))}"
    for name, count in body["kinds"].items():
        if name not in service.kinds:
            return f"unknown kind {name!r}"
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST:
            return f"{name}: {count!r} is not a number from 0 to {MOST}"
    share = body.get("tagged", 1)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share <= 1:
        return f"tagged {share!r} is not between 0 and 1"
    return None


def make_fleet(service: Service, body: Any, account: str, region: str) -> dict[str, int]:
    """How many were made of each kind. Raises ValueError that says what is wrong with the body."""
    if problem := problem_of(service, body):
        raise ValueError(problem)
    made = {}
    with service.lock:
        for name, count in body["kinds"].items():
            make_kind(service, service.kinds[name], count, body, account, region)
            made[name] = count
    return made


def make_kind(service: Service, kind: Kind, count: int, body: dict[str, Any], account: str, region: str) -> None:
    prefix, share, tags = body.get("prefix", "fleet"), body.get("tagged", 1), body.get("tags") or {}
    created = service.wall() - body.get("ageSeconds", 0)
    operation = kind.creators[0]
    base = example(service.model, operation, prefix)
    name_member = kind.name_member or next((member for member in kind.identity if member.endswith("Name")), "Name")
    for index in range(count):
        params = {**base, name_member: f"{prefix}-{kind.name.lower()}-{index:06d}"}
        call = Call(operation, params, account, region)
        arn = new_arn(kind, account, region, params, index + 1)
        fields = {**copy.deepcopy(params), **added_fields(service.model, kind, call, arn, index + 1)}
        is_tagged = int((index + 1) * share) > int(index * share)
        timeline = [(service.clock(), life_of(kind.name).ready)]
        own = dict(tags) if is_tagged else {}
        service.store.add(Resource(kind, arn, account, region, fields, own, created, created, timeline))
