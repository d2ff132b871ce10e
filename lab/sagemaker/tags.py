"""AWS's rules for tags."""

from __future__ import annotations

from typing import Any

from .errors import AwsError, validation

MOST = 50
RESERVED = "aws:"
USER_PATTERN = r"^((?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*)$"


def as_map(pairs: list[dict[str, str]]) -> dict[str, str]:
    """Tags of a request, whose shape was validated before. Raises ValidationException for `aws:` keys and duplicates."""
    tags: dict[str, str] = {}
    for index, pair in enumerate(pairs, start=1):
        key = pair["Key"]
        if key.lower().startswith(RESERVED):
            raise validation(
                f"1 validation error detected: Value '{key}' at 'tags.{index}.member.key' failed to satisfy constraint: "
                f"Member must satisfy regular expression pattern: {USER_PATTERN}"
            )
        if key in tags:
            raise validation(f"Duplicate tag keys found: {key}. Tag keys must be unique per resource.")
        tags[key] = pair["Value"]
    return tags


def as_list(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def merged(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """`new` overwrites. Raises ValidationException beyond 50 tags; nothing is written then."""
    both = {**old, **new}
    if len(both) > MOST:
        raise validation(f"The number of tags, {len(both)}, exceeds the limit of {MOST} tags per resource.")
    return both


def without(old: dict[str, str], keys: list[str]) -> dict[str, str]:
    """Keys that are not there are no error. Raises for the service's own tags."""
    if any(key.lower().startswith(RESERVED) for key in keys):
        raise AwsError("ValidationException", "Tag keys that start with aws: can not be removed.")
    return {key: value for key, value in old.items() if key not in keys}


def context(tags: dict[str, str], keys: list[str] | None = None) -> dict[str, Any]:
    """The condition keys of a request that sets tags or removes keys."""
    named: dict[str, Any] = {f"aws:RequestTag/{key}": value for key, value in tags.items()}
    all_keys = list(tags) + list(keys or [])
    return {**named, "aws:TagKeys": all_keys} if all_keys else named


def resource_context(tags: dict[str, str]) -> dict[str, Any]:
    spelt = ("aws:ResourceTag", "sagemaker:ResourceTag")
    return {f"{prefix}/{key}": value for prefix in spelt for key, value in tags.items()}
