"""Policy variables: ministack's evaluator compares `${aws:PrincipalTag/team}` as text.

A variable that cannot be resolved voids its whole statement, a Deny too. `${key, 'default'}` and the escapes `${*}`,
`${?}`, `${$}` are AWS's; an escaped wildcard matches that character of a resource only. In conditions it is still a
wildcard (good for tags and names, which cannot hold them).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext, ParsedStatement

from lab.lab import Lab
from lab.replace import replace

VARIABLE = re.compile(r"\$\{([^}]*)\}")
ESCAPE = re.compile(r"\$\{([*?])\}")
DEFAULT = re.compile(r"^(.*?)\s*,\s*'(.*)'\s*$", re.DOTALL)


# An escaped wildcard on its way to the pattern: characters of Unicode that are nobody's.
ESCAPED = str.maketrans({"*": "\ue02a", "?": "\ue03f"})


class Unresolved(Exception):
    """A variable has no value in this request."""


def substitute(text: str, ctx: EvalContext) -> str:
    """The text with its variables replaced; raises Unresolved."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        if name in ("*", "?", "$"):
            return name
        default = DEFAULT.match(name)
        found = iam_evaluator._resolve_condition_key(default.group(1) if default else name, ctx)
        if found is None and default:
            return default.group(2)
        if found is None or isinstance(found, list):
            raise Unresolved(name)
        return str(found)

    return VARIABLE.sub(value, text)


def deep(value: Any, ctx: EvalContext) -> Any:
    """The same for every string in a condition block."""
    if isinstance(value, str):
        return substitute(value, ctx)
    if isinstance(value, list):
        return [deep(item, ctx) for item in value]
    if isinstance(value, dict):
        return {key: deep(item, ctx) for key, item in value.items()}
    return value


def escaped(patterns: list[str]) -> list[str]:
    return [ESCAPE.sub(lambda match: match.group(1).translate(ESCAPED), pattern) for pattern in patterns]


def holds_variable(value: Any) -> bool:
    if isinstance(value, str):
        return "${" in value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(holds_variable(item) for item in items)


def resolve(statement: ParsedStatement, ctx: EvalContext) -> ParsedStatement | None:
    """The statement for this request, or None if a variable of it has no value."""
    fields = (statement.resources, statement.not_resources, statement.conditions)
    if not any(holds_variable(field) for field in fields):
        return statement
    try:
        resources, not_resources = (deep(escaped(field), ctx) for field in fields[:2])
        conditions = deep(statement.conditions, ctx)
    except Unresolved:
        return None
    return dataclasses.replace(statement, resources=resources, not_resources=not_resources, conditions=conditions)


def install(lab: Lab) -> None:
    replace(iam_evaluator, "_first_match", resolving)
    replace(iam_evaluator, "_resource_matches", escaping)


def escaping(matches: Callable[..., bool]) -> Callable[..., bool]:
    def resource_matches(resource_arn: str, resources: list[str], not_resources: list[str]) -> bool:
        return matches(resource_arn.translate(ESCAPED), resources, not_resources)

    return resource_matches


def resolving(first_match: Callable[..., ParsedStatement | None]) -> Callable[..., ParsedStatement | None]:
    def first_match_resolved(ctx: EvalContext, statements: list[ParsedStatement], effect: str) -> ParsedStatement | None:
        resolved = (resolve(s, ctx) for s in statements if s.effect == effect)
        return first_match(ctx, [s for s in resolved if s is not None], effect)

    return first_match_resolved
