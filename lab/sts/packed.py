"""How much room a session's policies and tags take in it. AWS packs them in a form that it does not tell: here they are deflated."""

from __future__ import annotations

import json
import zlib

from lab.lab import Answer

from .request import StsRequest

# So that 2,048 characters of a policy with long names, or 50 long tags, come near the limit, as they do on AWS.
ROOM_BYTES = 1_400


def percent(asked: StsRequest, tags: dict[str, str]) -> int:
    text = (json.dumps(tags) if tags else "") + (asked.text("Policy") or "")
    return -(-100 * len(zlib.compress(text.encode(), 9)) // ROOM_BYTES) if text else 0


def refusal(asked: StsRequest, used: int) -> Answer | None:
    if used <= 100:
        return None
    what = " and ".join([*(["policy"] if asked.text("Policy") else []), *(["session tags"] if asked.tags() else [])])
    return asked.refuse("PackedPolicyTooLarge", f"Packed size of {what} consumes {used}% of allotted space.")


def told(answer: Answer, used: int, is_json: bool) -> Answer:
    """ministack says 0 of every session."""
    status, headers, body = answer
    if is_json:
        return status, headers, body.replace(b'"PackedPolicySize": 0', f'"PackedPolicySize": {used}'.encode())
    return status, headers, body.replace(b"<PackedPolicySize>0<", f"<PackedPolicySize>{used}<".encode())
