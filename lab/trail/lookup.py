"""LookupEvents page by page: ministack's answers 50 records and says of no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MOST = 50


def matches(row: dict[str, Any], key: str, value: str) -> bool:
    if key in ("ResourceName", "ResourceType"):
        return any(resource.get(key) == value for resource in row.get("Resources", []))
    return row.get(key, "false" if key == "ReadOnly" else "") == value


def page(body: dict[str, Any], rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The newest of `rows` (oldest first) that are asked for. The token is the id of the last one that was answered."""
    asked = [(each["AttributeKey"], each["AttributeValue"]) for each in body.get("LookupAttributes") or []]
    start, end = body.get("StartTime"), body.get("EndTime")
    found = [
        row
        for row in reversed(list(rows))
        if (start is None or row["EventTime"] >= float(start))
        and (end is None or row["EventTime"] <= float(end))
        and all(matches(row, key, value) for key, value in asked)
    ]
    if token := body.get("NextToken"):
        ids = [row["EventId"] for row in found]
        found = found[ids.index(token) + 1 :] if token in ids else []
    most = min(int(body.get("MaxResults") or MOST), MOST)
    events = found[:most]
    return {"Events": events, **({"NextToken": events[-1]["EventId"]} if len(found) > most else {})}
