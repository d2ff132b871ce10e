"""List*: filters, order, pages."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from .call import Call
from .errors import validation
from .kinds import Kind
from .model import Model
from .render import render, source_of
from .store import Resource, value_matches

if TYPE_CHECKING:
    from .service import Service

PAGE = 10  # AWS's default where it was seen (ListTrainingJobs, ListEndpoints)
AFTER = ("CreationTimeAfter", "CreatedAfter", "StartTimeAfter")
BEFORE = ("CreationTimeBefore", "CreatedBefore", "StartTimeBefore")
MODIFIED_AFTER = ("LastModifiedTimeAfter", "ModifiedTimeAfter")
MODIFIED_BEFORE = ("LastModifiedTimeBefore", "ModifiedTimeBefore")
UNFILTERED = {"NextToken", "MaxResults", "SortBy", "SortOrder"}
CONTROL = {*UNFILTERED, *AFTER, *BEFORE, *MODIFIED_AFTER, *MODIFIED_BEFORE}
STATUS_FILTERS = ("StatusEquals", "Status", "TrackingServerStatus", "FeatureGroupStatusEquals", "ModelCardStatus")


def summaries_of(model: Model, operation: str) -> tuple[str, str]:
    """The answer's list member and the shape of its elements."""
    for name, shape in model.members(model.output_of(operation)).items():
        if model.type_of(shape) == "list":
            return name, model.shape(shape)["member"]["shape"]
    raise LookupError(f"{operation} answers no list")


def creation_members(model: Model, kind: Kind) -> set[str]:
    return {name for creator in kind.creators for name in model.members(model.input_of(creator))}


def keeps(resource: Resource, params: dict[str, Any], known: dict[str, Any], own: set[str]) -> bool:
    """Whether a resource passes every filter of the request that this service understands; `own` are its kind's members."""
    filters = {member: wanted for member, wanted in params.items() if member not in CONTROL and wanted is not None}
    return all(passes(resource, member, wanted, known, own) for member, wanted in filters.items()) and times_pass(
        resource, params
    )


def passes(resource: Resource, member: str, wanted: Any, known: dict[str, Any], own: set[str]) -> bool:
    if member in STATUS_FILTERS:
        return known.get("Status", known.get(member)) == wanted
    if member.endswith("Contains"):
        value = known.get(member.removesuffix("Contains"))
        return str(wanted).lower() in str(value if value is not None else resource.name).lower()
    bare = member.removesuffix("Equals")
    if bare in known:
        return known[bare] == wanted or value_matches(resource, bare, wanted)
    return bare not in own


def times_pass(resource: Resource, params: dict[str, Any]) -> bool:
    after = [params[name] for name in AFTER if name in params] + [float("-inf")]
    before = [params[name] for name in BEFORE if name in params] + [float("inf")]
    changed_after = [params[name] for name in MODIFIED_AFTER if name in params] + [float("-inf")]
    changed_before = [params[name] for name in MODIFIED_BEFORE if name in params] + [float("inf")]
    return max(after) < resource.created < min(before) and max(changed_after) < resource.modified < min(changed_before)


def in_order(resources: list[Resource], params: dict[str, Any], now: float) -> list[Resource]:
    """By creation unless asked otherwise; newest first unless asked for Ascending."""
    by = str(params.get("SortBy", "CreationTime"))
    if "Name" in by:
        ordered = sorted(resources, key=lambda row: row.name)
    elif "Status" in by:
        ordered = sorted(resources, key=lambda row: row.status(now) or "")
    elif "Modified" in by or "Updated" in by:
        ordered = sorted(resources, key=lambda row: row.modified)
    else:
        ordered = list(resources)
    return ordered if params.get("SortOrder") == "Ascending" else ordered[::-1]


def page(items: list[Any], params: dict[str, Any], size: int = PAGE) -> tuple[list[Any], str | None]:
    """One page and the token of the next. Raises ValidationException for a token this service did not make."""
    start = offset_of(params["NextToken"]) if params.get("NextToken") else 0
    end = start + int(params.get("MaxResults") or size)
    token = base64.b64encode(json.dumps({"from": end}).encode()).decode() if end < len(items) else None
    return items[start:end], token


def offset_of(token: str) -> int:
    try:
        offset = json.loads(base64.b64decode(token, validate=True))["from"]
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise validation("The pagination token is invalid.") from wrong
    if not isinstance(offset, int) or offset < 0:
        raise validation("The pagination token is invalid.")
    return offset


def list_kind(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    call.may(call.operation, "*")
    now = service.clock()
    rows = service.store.of_kind(call.account, call.region, kind.name, now)
    own = creation_members(service.model, kind)
    is_filtered = set(call.params) - UNFILTERED
    kept = [row for row in rows if keeps(row, call.params, source_of(row, now), own)] if is_filtered else rows
    return answer(service, call, in_order(kept, call.params, now))


def answer(service: Service, call: Call, rows: list[Resource]) -> dict[str, Any]:
    now = service.clock()
    shown, token = page(rows, call.params)
    member, element = summaries_of(service.model, call.operation)
    summaries = [render(service.model, element, source_of(row, now)) for row in shown]
    known: dict[str, Any] = {**call.params, "NextToken": token}  # some answers repeat what was asked
    return {**render(service.model, service.model.output_of(call.operation), known), member: summaries}
