"""Request parameters, response elements and errors as a record shows them."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

from .casing import cased
from .wire import from_xml, json_object, local, protocol_of, shape_name_of

# What a record never shows, not even hidden.
LEFT_OUT = {"parameterValue", "secretAccessKey"}
LARGEST = 100 * 1024  # CloudTrail cuts what is larger


def request_parameters(model: dict[str, Any] | None, operation: str, params: dict[str, Any] | None) -> dict[str, Any] | None:
    """None when no argument was given, as real records have it."""
    shown = cased((model or {}).get("shapes", {}), shape_name_of(model, operation, "input"), params or {})
    return bounded(left_out(shown)) or None


def left_out(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: left_out(item) for key, item in value.items() if key not in LEFT_OUT}
    return [left_out(item) for item in value] if isinstance(value, list) else value


def bounded(shown: dict[str, Any]) -> dict[str, Any]:
    """Beyond 100 KB the content is left out and the record says so."""
    return shown if len(json.dumps(shown)) <= LARGEST else {"omitted": True, "reason": "content too large"}


def answer_of(model: dict[str, Any] | None, operation: str, body: bytes) -> dict[str, Any]:
    """The answer as a value of the output shape; {} when it cannot be read."""
    if protocol_of(model) not in ("query", "ec2", "rest-xml"):
        return json_object(body)
    try:
        root = ElementTree.fromstring(body) if body else None
    except ElementTree.ParseError:
        return {}
    if root is None:
        return {}
    result = next((child for child in root if local(child) == f"{operation}Result"), root)
    value = from_xml((model or {})["shapes"], shape_name_of(model, operation, "output"), result)
    return value if isinstance(value, dict) else {}


def response_elements(model: dict[str, Any] | None, operation: str, answer: dict[str, Any]) -> dict[str, Any] | None:
    shown = cased((model or {}).get("shapes", {}), shape_name_of(model, operation, "output"), answer)
    return bounded(left_out(shown)) or None


def error_of(body: bytes, headers: dict[str, str]) -> tuple[str, str]:
    """(errorCode, errorMessage) of a failed call, whatever its protocol."""
    document = json_object(body)
    if document or body.lstrip()[:1] != b"<":
        code = str(
            document.get("__type") or document.get("code") or document.get("Type") or headers.get("x-amzn-ErrorType") or ""
        )
        message = str(document.get("message") or document.get("Message") or "")
        return spelt(code.rsplit("#", 1)[-1].split(":", 1)[0]), message[:1024]
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        return "InternalFailure", ""
    texts = {local(element): (element.text or "") for element in root.iter()}
    return spelt(texts.get("Code", "")), texts.get("Message", "")[:1024]


def spelt(code: str) -> str:
    """CloudTrail shortens the commonest refusal."""
    return {"AccessDeniedException": "AccessDenied", "": "InternalFailure"}.get(code, code)
