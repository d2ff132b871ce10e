"""One STS request, in the query or the JSON protocol, and answers in the same protocol."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from ministack.core.responses import error_response_json, json_response
from ministack.services import iam

from lab.lab import Answer


@dataclass(frozen=True)
class StsRequest:
    action: str
    is_json: bool = False
    params: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        value = self.params.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        return None if value is None else str(value)

    def members(self, name: str) -> list[str]:
        """`TransitiveTagKeys.member.1…` or a JSON list."""
        value = self.params.get(name)
        if self.is_json:
            return [str(item) for item in value] if isinstance(value, list) else []
        found = []
        while (item := self.text(f"{name}.member.{len(found) + 1}")) is not None:
            found.append(item)
        return found

    def tags(self) -> dict[str, str]:
        if self.is_json:
            return {str(t.get("Key")): str(t.get("Value", "")) for t in self.params.get("Tags") or [] if isinstance(t, dict)}
        found: dict[str, str] = {}
        number = 1
        while (key := self.text(f"Tags.member.{number}.Key")) is not None:
            found[key] = self.text(f"Tags.member.{number}.Value") or ""
            number += 1
        return found

    def refuse(self, code: str, message: str, status: int = 400) -> Answer:
        if self.is_json:
            return error_response_json(code, message, status)
        return iam._error(status, code, escape(message), ns="sts")

    def answer(self, result: dict[str, Any]) -> Answer:
        """`result` has the names of the API; None values are left out."""
        if self.is_json:
            return json_response(result)
        name = self.action
        return iam._xml(200, f"{name}Response", f"<{name}Result>{xml(result)}</{name}Result>", ns="sts")


def xml(value: Any) -> str:
    if not isinstance(value, dict):
        return escape(str(value))
    return "".join(f"<{key}>{xml(item)}</{key}>" for key, item in value.items() if item is not None)


def parse(headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> StsRequest:
    params: dict[str, Any] = dict(query)
    if "amz-json" in headers.get("content-type", ""):
        try:
            document = json.loads(body or b"{}")
        except ValueError:
            document = {}
        params.update(document if isinstance(document, dict) else {})
        return StsRequest(headers.get("x-amz-target", "").split(".")[-1], True, params)
    params.update(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True))
    return StsRequest(str((params.get("Action") or [""])[0]), False, params)


def with_source_identity(asked: StsRequest, answer: Answer, source_identity: str | None) -> Answer:
    """The answer of ministack's STS, which has no SourceIdentity in it."""
    status, headers, body = answer
    if status != 200 or source_identity is None:
        return answer
    if asked.is_json:
        return status, headers, json.dumps({**json.loads(body), "SourceIdentity": source_identity}).encode()
    end = f"</{asked.action}Result>".encode()
    return status, headers, body.replace(end, f"<SourceIdentity>{escape(source_identity)}</SourceIdentity>".encode() + end)
