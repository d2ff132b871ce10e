"""EventBridge: which rules see a record, and which buses they reach."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ministack.core import responses
from ministack.services import eventbridge

from lab.lab import Lab
from lab.replace import replace

ALL_MANAGEMENT = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


def is_read_only_management(event: dict[str, Any]) -> bool:
    """Whether an event is a record that only rules with all management events see.

    AWS gives management records with `readOnly: true` (Get, List, Describe, and AssumeRole) to those rules only.
    """
    if not str(event.get("DetailType", "")).endswith("via CloudTrail"):
        return False
    detail = json.loads(event.get("Detail") or "{}")
    return detail.get("readOnly") is True and detail.get("managementEvent") is not False


def dispatch(event: dict[str, Any], view: Any = None) -> None:
    """Sends one event to the targets of every enabled rule of its bus that matches.

    ministack's own knows one enabled state, "ENABLED", and no difference between records.
    """
    view = view or eventbridge._pattern_event_view(event)
    enabled = {ALL_MANAGEMENT} if is_read_only_management(event) else {ALL_MANAGEMENT, "ENABLED"}
    path = set(event.get("_DispatchPath") or [])
    for key, rule in list(eventbridge._rules.items()):
        if rule.get("EventBusName", "default") != event.get("EventBusName", "default") or key in path:
            continue
        pattern = rule.get("EventPattern")
        if rule.get("State") in enabled and pattern and eventbridge._matches_pattern_view(pattern, view, f"rule {key}"):
            for target in list(eventbridge._targets.get(key, [])):
                eventbridge._invoke_target(target, event, rule, view)


def across_regions(to_bus: Callable[..., None]) -> Callable[..., None]:
    """A bus of another region is a target as on AWS; ministack knows the request's own region only.

    The event keeps the region it comes from.
    """

    def dispatch_to_bus(spec: Any, event: dict[str, Any], rule: dict[str, Any], path: set[str], payload: str | None = None) -> None:
        if spec.account_id != responses.get_account_id() or spec.region == responses.get_region():
            to_bus(spec, event, rule, path, payload)
            return
        forwarded = {**event, "EventBusName": spec.resource.partition("/")[2]}
        with responses.request_scope(spec.account_id, spec.region):
            dispatch(forwarded if payload is None else {**forwarded, "Detail": payload})

    return dispatch_to_bus


def install(lab: Lab) -> None:
    replace(eventbridge, "_dispatch_event", lambda _: dispatch)
    replace(eventbridge, "_dispatch_to_event_bus", across_regions)
