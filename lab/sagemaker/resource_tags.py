"""GetResources of the tagging API, for SageMaker's resources: ministack's knows none of them, and answers everything in one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import AwsError
from .faults import Asked
from .lists import offset_of, page
from .store import Resource
from .tags import as_list

if TYPE_CHECKING:
    from .service import Service

PAGE = 100  # AWS's default and most
NAME = "GetResources"
UNFILTERED = {"ResourcesPerPage", "PaginationToken", "ResourceTypeFilters"}


def is_ours(params: dict[str, Any]) -> bool:
    """Whether every resource that is asked for is SageMaker's."""
    filters = params.get("ResourceTypeFilters") or []
    arns = params.get("ResourceARNList") or []
    types = [str(one).split(":")[0] == "sagemaker" for one in filters]
    named = [str(one).split(":")[2:3] == ["sagemaker"] for one in arns]
    return bool(types or named) and all(types + named)


def get_resources(service: Service, params: dict[str, Any], account: str, region: str, caller: str) -> dict[str, Any]:
    """What has a tag or had one. Raises AwsError for every refusal."""
    with service.lock:
        verdict = service.faults.judge(Asked(NAME, None, caller))
        if verdict.before or verdict.after:
            raise verdict.before or verdict.after  # type: ignore[misc]
        size = int(params.get("ResourcesPerPage") or PAGE)
        if not 1 <= size <= PAGE:
            raise AwsError("InvalidParameterException", f"ResourcesPerPage {size} is not between 1 and {PAGE}")
        try:
            offset_of(params["PaginationToken"]) if params.get("PaginationToken") else 0
        except AwsError as wrong:
            raise AwsError("InvalidParameterException", "The PaginationToken is not an earlier answer's") from wrong
        rows = [row for row in all_of(service, account, region) if (row.tags or row.was_tagged) and wanted(row, params)]
        shown, token = page(rows, {"NextToken": params.get("PaginationToken"), "MaxResults": size})
        mappings = [{"ResourceARN": row.arn, "Tags": as_list(row.tags)} for row in shown]
        return {"ResourceTagMappingList": mappings, "PaginationToken": token or ""}


def tagged(service: Service, account: str, region: str) -> list[tuple[str, list[dict[str, str]]]]:
    """Every resource with tags, for a question that is about other services too."""
    with service.lock:
        return [(row.arn, as_list(row.tags)) for row in all_of(service, account, region) if row.tags]


def all_of(service: Service, account: str, region: str) -> list[Resource]:
    now = service.clock()
    kinds = [name for held, where, name in list(service.store.resources) if (held, where) == (account, region)]
    return [row for name in kinds for row in service.store.of_kind(account, region, name, now)]


def wanted(row: Resource, params: dict[str, Any]) -> bool:
    if not set(params) - UNFILTERED and params["ResourceTypeFilters"] == ["sagemaker"]:
        return True  # most often, and for thousands
    arns = params.get("ResourceARNList") or [row.arn]
    path = row.arn.split(":", 5)[5]
    filters = params.get("ResourceTypeFilters") or ["sagemaker"]
    of_type = any(one == "sagemaker" or path.startswith(f"{one.partition(':')[2]}/") for one in filters)
    return row.arn in arns and of_type and all(has_tag(row, one) for one in params.get("TagFilters") or [])


def has_tag(row: Resource, one: dict[str, Any]) -> bool:
    values = one.get("Values") or []
    return one["Key"] in row.tags and (not values or row.tags[one["Key"]] in values)
