"""Fn::Join in conditions, which ministack compares as the object that it is.

CDK's bootstrap asks so whether a list of accounts is empty: each of its roles would trust an account without a name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import changesets, engine, handlers, stacks

from lab.lab import Lab
from lab.replace import replace


def install(lab: Lab) -> None:
    for module in (engine, changesets, handlers, stacks):
        replace(module, "_evaluate_conditions", with_joins)


def with_joins(evaluate: Callable[[dict[str, Any], dict[str, Any]], dict[str, bool]]) -> Callable[..., dict[str, bool]]:
    def evaluate_conditions(template: dict[str, Any], params: dict[str, Any]) -> dict[str, bool]:
        return evaluate({**template, "Conditions": joined(template.get("Conditions", {}), params)}, params)

    return evaluate_conditions


def joined(value: Any, params: dict[str, Any]) -> Any:
    """The same with each join of a list, or of a parameter that is one, as its text."""
    if isinstance(value, list):
        return [joined(item, params) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) != {"Fn::Join"}:
        return {key: joined(item, params) for key, item in value.items()}
    separator, items = value["Fn::Join"]
    texts = texts_of(items, params)
    return value if texts is None else separator.join(texts)


def texts_of(items: Any, params: dict[str, Any]) -> list[str] | None:
    if isinstance(items, dict) and items.get("Ref") in params:
        return str(params[items["Ref"]]["Value"]).split(",")
    if not isinstance(items, list):
        return None
    texts = [text_of(item, params) for item in items]
    return None if None in texts else [str(text) for text in texts]


def text_of(item: Any, params: dict[str, Any]) -> str | None:
    if isinstance(item, dict) and item.get("Ref") in params:
        return str(params[item["Ref"]]["Value"])
    return None if isinstance(item, dict) else str(item)
