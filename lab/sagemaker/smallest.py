"""The shortest string that a pattern of the model accepts, by walking Python's own parse of it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .patterns import compile_java, translate

try:
    from re import _parser as sre  # type: ignore[attr-defined]  # Python 3.11 and later
except ImportError:
    import sre_parse as sre  # type: ignore[no-redef]

FRIENDLY = "a0A-_/.: "  # tried first, so that examples read well
# What a walk cannot know: a pattern of the form `a|b` whose first branch is a placeholder, or a URI whose host matters.
KNOWN = ("s3://example/data", "https://example.com/a", "arn:aws:iam::123456789012:role/a", "None")


def in_class(items: list[Any]) -> str:
    """One character of a class: a friendly one if it fits."""
    for char in FRIENDLY:
        if any(item_holds(item, ord(char)) for item in items if item[0] is not sre.NEGATE) != (items[0][0] is sre.NEGATE):
            return char
    op, value = items[0]
    return chr(value[0] if op is sre.RANGE else value)


def item_holds(item: Any, code: int) -> bool:
    op, value = item
    if op is sre.LITERAL:
        return code == value
    if op is sre.RANGE:
        return value[0] <= code <= value[1]
    category = str(value)
    char = chr(code)
    holds = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}[
        category.rsplit("_", 1)[-1]
    ]
    return holds != ("NOT" in category)


def walk(tokens: Any, extra: list[int]) -> str:
    """`extra` holds how many more characters than the shortest are wanted; repeats that can, take them."""
    out = []
    for op, value in tokens:
        if op is sre.LITERAL:
            out.append(chr(value))
        elif op is sre.NOT_LITERAL:
            out.append("b" if value == ord("a") else "a")
        elif op is sre.ANY:
            out.append("a")
        elif op is sre.IN:
            out.append(in_class(value))
        elif op is sre.SUBPATTERN:
            out.append(walk(value[3], extra))
        elif op is sre.BRANCH:
            out.append(walk(value[1][0], extra))
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            out.append(repeat(value, extra))
    return "".join(out)


def repeat(value: Any, extra: list[int]) -> str:
    least, most, inner = value
    text = "".join(walk(inner, [0]) for _ in range(least))
    while extra[0] > 0 and least < most:
        more = walk(inner, [0])
        if not more:
            break
        text, least = text + more, least + 1
        extra[0] -= len(more)
    return text


@cache
def smallest(pattern: str, least: int = 0, most: int | None = None) -> str:
    """A short string that matches, between `least` and `most` long. Raises ValueError when none was found."""
    compiled = compile_java(pattern)
    tokens = sre.parse(translate(pattern), re.ASCII)
    base = walk(tokens, [0])
    for candidate in (base, walk(tokens, [max(least - len(base), 0)]), walk(tokens, [max(least, 1)]), *KNOWN):
        if compiled.fullmatch(candidate) and least <= len(candidate) <= (most or len(candidate)):
            return candidate
    raise ValueError(f"no example for the pattern {pattern!r} of {least} to {most} characters")
