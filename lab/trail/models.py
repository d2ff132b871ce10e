"""botocore's service models, without their prose, loaded when the first call of a service is recorded."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

PROSE = ("documentation", "documentationUrl")
directories: list[Path] = []  # botocore's data directories, the best first; set by install


def without_prose(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_prose(item) for key, item in value.items() if key not in PROSE or isinstance(item, dict)}
    return [without_prose(item) for item in value] if isinstance(value, list) else value


@cache
def load(service: str) -> dict[str, Any] | None:
    """The newest service-2.json of a service, or None."""
    for directory in directories:
        for version in sorted((directory / service).glob("20*"), reverse=True):
            packed, plain = version / "service-2.json.gz", version / "service-2.json"
            if packed.exists():
                return without_prose(json.loads(gzip.decompress(packed.read_bytes())))
            if plain.exists():
                return without_prose(json.loads(plain.read_bytes()))
    return None


def pattern_of(uri: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A request URI of the model as a pattern with its labels as groups, and the query it needs."""
    path, _, query = uri.partition("?")
    needs = dict(part.partition("=")[::2] for part in query.split("&") if part)
    pieces = re.split(r"\{([^}]+)\}", path.rstrip("/") or "/")
    text = "".join(
        re.escape(piece)
        if index % 2 == 0
        else f"(?P<{re.sub(r'[^A-Za-z0-9_]', '_', piece.rstrip('+'))}>{'.+' if piece.endswith('+') else '.+?'})"
        for index, piece in enumerate(pieces)
    )
    return re.compile(f"{text}/?"), needs


@cache
def routes(service: str) -> list[tuple[str, re.Pattern[str], dict[str, str], str]]:
    """(method, pattern, needed query, operation) of a REST service, the most literal first."""
    rows = []
    for name, operation in (load(service) or {"operations": {}})["operations"].items():
        http = operation.get("http", {})
        rows.append((http.get("method", "POST"), *pattern_of(http.get("requestUri", "/")), name))
    return sorted(rows, key=lambda row: (-len(row[2]), -len(re.sub(r"\(\?P<[^>]+>[^)]*\)", "", row[1].pattern))))


def route(service: str, method: str, path: str, query: dict[str, list[str]]) -> tuple[str, dict[str, str]] | None:
    """The REST operation that a request calls, and the labels of its path."""
    for wanted, pattern, needs, name in routes(service):
        fits = all(key in query and (not value or value in query[key]) for key, value in needs.items())
        found = pattern.fullmatch(path) if wanted == method and fits else None
        if found:
            return name, found.groupdict()
    return None
