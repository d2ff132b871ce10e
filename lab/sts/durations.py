"""How long a session may last: STS's refusals, worded as there."""

from __future__ import annotations

from typing import Any

from lab.lab import Answer

from .issue import Issue, role_of
from .request import StsRequest

CHAIN_SECONDS = 3600
# Of each operation: the shortest and the longest that the API takes.
BOUNDS = {
    "AssumeRole": (900, 43_200),
    "AssumeRoleWithWebIdentity": (900, 43_200),
    "GetSessionToken": (900, 129_600),
    "GetFederationToken": (900, 129_600),
}
OUT_OF_BOUNDS = "1 validation error detected: Value '{}' at 'durationSeconds' failed to satisfy constraint: Member must have value {} than or equal to {}"


def refusal(asked: StsRequest, issue: Issue, caller: dict[str, Any]) -> Answer | None:
    text = asked.text("DurationSeconds")
    if text is None or not text.isdigit():
        return None
    duration, (shortest, longest) = int(text), BOUNDS[asked.action]
    if duration < shortest:
        return asked.refuse("ValidationError", OUT_OF_BOUNDS.format(duration, "greater", shortest))
    if duration > longest:
        return asked.refuse("ValidationError", OUT_OF_BOUNDS.format(duration, "less", longest))
    return of_role(asked, issue, duration, caller) if asked.action == "AssumeRole" else None


def of_role(asked: StsRequest, issue: Issue, duration: int, caller: dict[str, Any]) -> Answer | None:
    if "role_arn" in (caller.get("facts") or {}) and duration > CHAIN_SECONDS:
        message = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        return asked.refuse("ValidationError", message)
    role = role_of(issue.role_arn or "")
    if role is not None and duration > int(role.get("MaxSessionDuration") or CHAIN_SECONDS):
        return asked.refuse("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
    return None
