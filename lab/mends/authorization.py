"""GetAccountAuthorizationDetails: ministack leaves out the permissions boundaries, so every role looks as if it had none."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ministack.services import iam

from lab.lab import Answer, Lab
from lab.replace import replace

ARN = re.compile(rb"<Arn>(arn:aws[a-z-]*:iam::\d{12}:(?:role|user)/[^<]*)</Arn>")
STORES = {"role": iam._roles, "user": iam._users}


def install(lab: Lab) -> None:
    handlers = iam._IAM_HANDLERS
    handlers["GetAccountAuthorizationDetails"] = with_boundaries(handlers["GetAccountAuthorizationDetails"])


def with_boundaries(answer: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
    def details(params: Any) -> Answer:
        status, headers, body = answer(params)
        body = body.encode() if isinstance(body, str) else body
        return status, headers, ARN.sub(boundary_beside, body)

    return details


def boundary_beside(found: re.Match[bytes]) -> bytes:
    kind, *_, name = found.group(1).decode().rpartition(":")[2].split("/")
    entity = STORES[kind].get(name) or {}
    boundary = entity.get("PermissionsBoundary")
    arn = boundary.get("PermissionsBoundaryArn") if isinstance(boundary, dict) else boundary
    if not arn:
        return found.group(0)
    kind_and_arn = f"<PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>{arn}</PermissionsBoundaryArn>"
    return found.group(0) + f"<PermissionsBoundary>{kind_and_arn}</PermissionsBoundary>".encode()
