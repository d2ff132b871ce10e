"""The model's patterns are Java's; this makes them Python's."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

SURROGATE_PAIRS = r"\uD800\uDC00-\uDBFF\uDFFF"  # Java's way to write the range U+10000 to U+10FFFF
ASTRAL = "\\U00010000-\\U0010FFFF"


@cache
def unicode_classes() -> dict[str, str]:
    """First letter of the general category -> ranges for a character class."""
    runs: dict[str, list[str]] = {}
    start, current = 0, unicodedata.category("\0")[0]
    for code in range(1, sys.maxunicode + 2):
        category = unicodedata.category(chr(code))[0] if code <= sys.maxunicode else ""
        if category != current:
            runs.setdefault(current, []).append(f"\\U{start:08X}-\\U{code - 1:08X}")
            start, current = code, category
    return {category: "".join(ranges) for category, ranges in runs.items()}


def translate(pattern: str) -> str:
    """A Java pattern as a Python one. Every `\\p{...}` of the model stands inside a character class."""
    python = pattern.replace(SURROGATE_PAIRS, ASTRAL).replace(r"\p{Alnum}", "a-zA-Z0-9")
    python = re.sub(r"\$\{\d+,\d+\}", "$", python)  # a quantified end of line: means the end of line
    if r"\p{" not in python:
        return python
    classes = unicode_classes()
    return re.sub(r"\\p\{([A-Z])\}", lambda found: classes[found[1]], python)


@cache
def compile_java(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.ASCII)


def matches(pattern: str, value: str) -> bool:
    """Java's `matches()`: the whole value."""
    return compile_java(pattern).fullmatch(value) is not None
