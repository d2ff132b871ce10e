"""Request validation from the model, in the words AWS uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .errors import AwsError, validation
from .model import Model
from .patterns import matches

SHOWN = 1024  # AWS cuts long values as well; nobody wants a megabyte of message
JSON_TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "timestamp": (int, float),
}
Report = Callable[[Any, str, str], None]


def lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def java(value: Any) -> str:
    """A value as Java prints it in a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(java(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={java(item)}" for key, item in value.items()) + "}"
    return str(value)


def check_type(model: Model, shape_name: str, value: Any) -> None:
    """Raises SerializationException: a value of another JSON type never reaches validation."""
    kind = model.type_of(shape_name)
    fits = isinstance(value, JSON_TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if kind in ("integer", "long") and isinstance(value, float) and value.is_integer():
        fits = True
    if not fits:
        raise AwsError("SerializationException", f"{type(value).__name__} can not be converted to {kind} ({shape_name})")


def check_string(shape: dict[str, Any], value: str, path: str, report: Report) -> None:
    if "enum" in shape and value not in shape["enum"]:
        report(value, path, f"Member must satisfy enum value set: [{', '.join(shape['enum'])}]")
    check_length(shape, len(value), value, path, report)
    too_long = "max" in shape and len(value) > shape["max"]
    if "pattern" in shape and not too_long and not matches(shape["pattern"], value):
        report(value, path, f"Member must satisfy regular expression pattern: {shape['pattern']}")


def check_length(shape: dict[str, Any], length: int, value: Any, path: str, report: Report) -> None:
    if "min" in shape and length < shape["min"]:
        report(value, path, f"Member must have length greater than or equal to {shape['min']}")
    if "max" in shape and length > shape["max"]:
        report(value, path, f"Member must have length less than or equal to {shape['max']}")


def check_range(shape: dict[str, Any], value: float, path: str, report: Report) -> None:
    if "min" in shape and value < shape["min"]:
        report(value, path, f"Member must have value greater than or equal to {shape['min']}")
    if "max" in shape and value > shape["max"]:
        report(value, path, f"Member must have value less than or equal to {shape['max']}")


def check_structure(model: Model, shape_name: str, value: dict[str, Any], path: str, report: Report) -> None:
    members = model.members(shape_name)
    for name in model.required(shape_name):
        if value.get(name) is None:
            report(None, f"{path}{lower_first(name)}", "Member must not be null")
    if model.shape(shape_name).get("union") and sum(value.get(name) is not None for name in members) > 1:
        report(value, path.rstrip(".") or shape_name, "Only one member of a union can be set")
    for name, member in members.items():
        if value.get(name) is not None:
            check(model, member, value[name], f"{path}{lower_first(name)}", report)


def check(model: Model, shape_name: str, value: Any, path: str, report: Report) -> None:
    """Walks a value beside its shape. Members the model does not know are ignored, as AWS does."""
    check_type(model, shape_name, value)
    shape = model.shape(shape_name)
    kind = shape["type"]
    if kind == "structure":
        check_structure(model, shape_name, value, f"{path}." if path else "", report)
    elif kind == "list":
        check_length(shape, len(value), value, path, report)
        for index, item in enumerate(value, start=1):
            check(model, shape["member"]["shape"], item, f"{path}.{index}.member", report)
    elif kind == "map":
        check_length(shape, len(value), value, path, report)
        for key, item in value.items():
            check(model, shape["key"]["shape"], key, f"{path}.key", report)
            check(model, shape["value"]["shape"], item, f"{path}.{key}.member", report)
    elif kind == "string":
        check_string(shape, value, path, report)
    elif kind in ("integer", "long", "float", "double"):
        check_range(shape, value, path, report)


def problems(model: Model, shape_name: str, value: Any) -> list[str]:
    """Every broken constraint, worded as AWS words it. Raises SerializationException for a wrong JSON type."""
    found: list[str] = []

    def report(wrong: Any, path: str, constraint: str) -> None:
        shown = "null" if wrong is None else f"'{java(wrong)[:SHOWN]}'"
        found.append(f"Value {shown} at '{path}' failed to satisfy constraint: {constraint}")

    check(model, shape_name, value, "", report)
    return found


def parse(body: bytes) -> dict[str, Any]:
    """The request's JSON object. Raises SerializationException for anything else, however deep."""
    try:
        document = json.loads(body or b"{}")
    except (ValueError, RecursionError) as wrong:
        raise AwsError("SerializationException", "the request body is not valid JSON") from wrong
    if not isinstance(document, dict):
        raise AwsError("SerializationException", "the request body is not a JSON object")
    return document


def validate(model: Model, operation: str, params: dict[str, Any]) -> None:
    """Raises ValidationException naming every broken constraint of an operation's input."""
    shape_name = model.input_of(operation)
    found = problems(model, shape_name, params) if shape_name else []
    if found:
        noun = "error" if len(found) == 1 else "errors"
        raise validation(f"{len(found)} validation {noun} detected: {'; '.join(found)}")
