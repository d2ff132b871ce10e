"""One request, as the parts of the service see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import AwsError

# (action, resource ARN, condition context) -> None when allowed, else (error code, message)
Authorise = Callable[[str, str, dict[str, Any]], "tuple[str, str] | None"]


def allow(_action: str, _arn: str, _context: dict[str, Any]) -> None:
    return None


@dataclass
class Call:
    """`caller` is `Lab.caller`'s answer, or {} when the service calls itself."""

    operation: str
    params: dict[str, Any]
    account: str
    region: str
    caller: dict[str, Any] = field(default_factory=dict)
    authorise: Authorise = allow
    parent: str | None = None  # the ARN of what made the service call
    keys: dict[str, Any] = field(default_factory=dict)  # condition keys that all its questions bring

    @property
    def facts(self) -> dict[str, Any]:
        return self.caller.get("facts") or {}

    def may(self, action: str, arn: str, context: dict[str, Any] | None = None) -> None:
        """Raises AccessDeniedException, or what authentication found."""
        self.ask(f"sagemaker:{action}", arn, {**self.keys, **(context or {})})

    def may_pass(self, role_arn: str) -> None:
        """The same, for handing SageMaker a role."""
        self.ask("iam:PassRole", role_arn, {"iam:PassedToService": "sagemaker.amazonaws.com"})

    def ask(self, action: str, arn: str, context: dict[str, Any]) -> None:
        denied = self.authorise(action, arn, context)
        if denied:
            code, message = denied
            raise AwsError(code, message, 400 if code == "AccessDeniedException" else 403)
