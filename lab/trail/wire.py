"""The wire's protocols read by a service's model: forms, REST, XML."""

from __future__ import annotations

import calendar
import json
import re
import time
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

Shapes = dict[str, dict[str, Any]]


def shape_name_of(model: dict[str, Any] | None, operation: str, side: str) -> str | None:
    """`side` is input or output."""
    return ((model or {}).get("operations", {}).get(operation) or {}).get(side, {}).get("shape")


def protocol_of(model: dict[str, Any] | None) -> str:
    return (model or {}).get("metadata", {}).get("protocol", "json")


def from_form(shapes: Shapes, shape_name: str, form: dict[str, str], prefix: str) -> Any:
    """The query protocol's flat names (`Tags.member.1.Key`) as a value of that shape; None when nothing is given."""
    shape = shapes[shape_name]
    kind = shape["type"]
    if kind == "structure":
        start = f"{prefix}." if prefix else ""
        members = {
            name: from_form(shapes, member["shape"], form, start + member.get("locationName", name))
            for name, member in shape.get("members", {}).items()
        }
        return {name: value for name, value in members.items() if value is not None} or None
    if kind == "list":
        return items_from_form(shapes, shape, form, prefix)
    if kind == "map":
        return map_from_form(shapes, shape, form, prefix)
    return typed(kind, form.get(prefix))


def items_from_form(shapes: Shapes, shape: dict[str, Any], form: dict[str, str], prefix: str) -> list[Any] | None:
    member = shape["member"]
    names = [f"{prefix}.", f"{prefix}.{member.get('locationName', 'member')}.", f"{prefix}.member."]
    found: list[Any] = []
    for start in names:
        number = 1
        while any(key == f"{start}{number}" or key.startswith(f"{start}{number}.") for key in form):
            found.append(from_form(shapes, member["shape"], form, f"{start}{number}"))
            number += 1
        if found:
            return found
    return None


def map_from_form(shapes: Shapes, shape: dict[str, Any], form: dict[str, str], prefix: str) -> dict[str, Any] | None:
    found = {}
    for start in (f"{prefix}.entry.", f"{prefix}."):
        number = 1
        while (key := form.get(f"{start}{number}.{shape['key'].get('locationName', 'key')}")) is not None:
            value_name = shape["value"].get("locationName", "value")
            found[key] = from_form(shapes, shape["value"]["shape"], form, f"{start}{number}.{value_name}")
            number += 1
    return found or None


def typed(kind: str, text: str | None) -> Any:
    """Query and XML text as the type of its shape."""
    if text is None:
        return None
    if kind == "boolean":
        return text.lower() == "true"
    if kind in ("integer", "long") and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind == "timestamp" and (at := re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z", text)):
        return calendar.timegm(time.strptime(at[1], "%Y-%m-%dT%H:%M:%S"))  # shown in words by `cased`
    return text


def json_object(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def from_rest(
    model: dict[str, Any], operation: str, labels: dict[str, str], query: dict[str, list[str]], body: bytes
) -> dict[str, Any]:
    """A REST request: its labels, its query, its JSON body."""
    shapes = model["shapes"]
    given = json_object(body)
    params: dict[str, Any] = {}
    for name, member in shapes.get(shape_name_of(model, operation, "input") or "", {}).get("members", {}).items():
        wire = member.get("locationName", name)
        if member.get("location") == "uri":
            label = labels.get(re.sub(r"[^A-Za-z0-9_]", "_", wire))
            params |= {name: unquote(label)} if label else {}
        elif member.get("location") == "querystring":
            values = query.get(wire)
            params |= {name: values if shapes[member["shape"]]["type"] == "list" else values[0]} if values else {}
        elif wire in given:
            params[name] = given[wire]
    return params


def local(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def from_xml(shapes: Shapes, shape_name: str | None, element: ElementTree.Element) -> Any:
    shape = shapes.get(shape_name or "", {"type": "string"})
    kind = shape["type"]
    if kind == "structure":
        children = {local(child): child for child in element}
        members = shape.get("members", {})
        found = {name: children.get(member.get("locationName", name)) for name, member in members.items()}
        return {name: from_xml(shapes, members[name]["shape"], child) for name, child in found.items() if child is not None}
    if kind == "list":
        return [from_xml(shapes, shape["member"]["shape"], child) for child in element]
    if kind == "map":
        pairs = [{local(part): part for part in entry} for entry in element]
        return {
            pair["key"].text or "": from_xml(shapes, shape["value"]["shape"], pair["value"])
            for pair in pairs
            if {"key", "value"} <= set(pair)
        }
    return typed(kind, element.text or "")
