"""How CloudTrail writes parameters: every member's first letter lowered, keys of maps kept, secrets hidden.

`AutoMLJobName` becomes `autoMLJobName`, `SAMLAssertionID` `sAMLAssertionID`: only the first letter.
"""

from __future__ import annotations

import re
import time
from typing import Any

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
# Members that hold a secret although the model does not call them sensitive.
SECRETS = re.compile(
    r"^(secret(string|binary|accesskey)|clientsecret|password|.*masterpassword|newpassword|oldpassword|sessiontoken|authtoken"
    r"|tokencode|samlassertion|webidentitytoken|plaintext|ciphertextblob|authorizedurl|tokenvalue)$",
    re.IGNORECASE,
)


def lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def java_time(seconds: float) -> str:
    """As times inside parameters are written: `Nov 22, 2026, 4:00:00 AM`."""
    at = time.gmtime(seconds)
    return f"{time.strftime('%b', at)} {at.tm_mday}, {at.tm_year}, {at.tm_hour % 12 or 12}:{time.strftime('%M:%S %p', at)}"


def is_secret(name: str) -> bool:
    return SECRETS.match(name) is not None


def cased(shapes: dict[str, dict[str, Any]], shape_name: str | None, value: Any) -> Any:
    """A value of that shape as a record shows it. Members that the model does not know are lowered as well."""
    shape = shapes.get(shape_name or "", {})
    if shape.get("sensitive") and value is not None:
        return HIDDEN
    if isinstance(value, dict):
        return cased_map(shapes, shape, value) if shape.get("type") == "map" else cased_structure(shapes, shape, value)
    if isinstance(value, list):
        member = shape.get("member", {}).get("shape")
        return [cased(shapes, member, item) for item in value]
    if shape.get("type") == "timestamp" and isinstance(value, (int, float)):
        return java_time(value)
    return value


def cased_map(shapes: dict[str, dict[str, Any]], shape: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    inner = shape["value"]["shape"]
    return {key: cased(shapes, inner, item) for key, item in value.items()}


def cased_structure(shapes: dict[str, dict[str, Any]], shape: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    members = shape.get("members", {})
    shown = {}
    for name, item in value.items():
        hidden = is_secret(name) and item is not None
        shown[lower_first(name)] = HIDDEN if hidden else cased(shapes, members.get(name, {}).get("shape"), item)
    return shown
