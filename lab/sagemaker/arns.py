"""ARNs and the ids that the service makes."""

from __future__ import annotations

import hashlib
import json
import secrets
import string
from typing import Any

from .kinds import Kind

LOWER = string.ascii_lowercase + string.digits
UPPER = string.ascii_uppercase + string.digits
PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


def random_id(length: int, alphabet: str = LOWER) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


def partition_of(region: str) -> str:
    return next((name for prefix, name in PARTITIONS.items() if region.startswith(prefix)), "aws")


def last(value: str) -> str:
    """The name in a member that takes a name or an ARN."""
    return value.rsplit("/", 1)[-1] if value.startswith("arn:") else value


def made_id(kind: str, params: dict[str, Any]) -> str:
    if kind == "Domain":
        return f"d-{random_id(12)}"
    if kind in ("MlflowApp", "PartnerApp"):
        return f"app-{random_id(12, UPPER)}"
    if kind == "Artifact":  # the same source is the same artifact
        source = json.dumps(params.get("Source"), sort_keys=True)
        return hashlib.md5(f"{source}{params.get('ArtifactType')}".encode(), usedforsecurity=False).hexdigest()
    return random_id(12)


def path_values(kind: Kind, params: dict[str, Any], number: int) -> dict[str, str]:
    """What the ARN path is filled with. `number` counts the versions of a package group or an image."""
    values = {name: last(value) for name, value in params.items() if isinstance(value, str)}
    values["id"] = made_id(kind.name, params)
    values["owner"] = params.get("UserProfileName") or params.get("SpaceName") or ""
    values["version"] = str(number)
    group = params.get("ModelPackageGroupName")
    values["package"] = f"{last(group)}/{number}" if group else str(params.get("ModelPackageName"))
    values["cluster"] = last(str(params.get("ClusterArn", "")))
    values["extension"] = str(params.get("ExtensionName", "")).lower()
    if kind.name == "HubContent":
        values.setdefault("HubContentName", last(str(params.get("SageMakerPublicHubContentArn", ""))))
        values.setdefault("HubContentType", "ModelReference")
    values.setdefault(kind.name_member or "", values["id"])
    return values


def arn_of(account: str, region: str, path: str) -> str:
    return f"arn:{partition_of(region)}:sagemaker:{region}:{account}:{path}"


def new_arn(kind: Kind, account: str, region: str, params: dict[str, Any], number: int = 1) -> str:
    """The ARN that a create call's resource gets. Every call makes a new id for kinds that have one."""
    return arn_of(account, region, kind.arn_path.format_map(path_values(kind, params, number)))
