"""The tagging API's view of SageMaker: what has tags, a page at a time. What was never tagged is not in it, as on AWS."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ministack.core import responses
from ministack.services import tagging

from lab.replace import replace

if TYPE_CHECKING:
    from .service import Service

USUAL_PAGE = 50
LONGEST_PAGE = 100

Answer = tuple[int, dict[str, str], bytes]


def install(service: Service) -> None:
    def tagged() -> Iterator[tuple[str, list[dict[str, str]]]]:
        scope = (responses.get_account_id(), responses.get_region())
        with service.lock:
            for (account, region, kind), rows in list(service.store.resources.items()):
                if (account, region) != scope:
                    continue
                for resource in service.store.of_kind(account, region, kind, service.clock()):
                    if resource.tags and resource.arn in rows:
                        yield resource.arn, [{"Key": key, "Value": value} for key, value in resource.tags.items()]

    replace(tagging, "_COLLECTORS", lambda collectors: {**collectors, "sagemaker": tagged})
    tagging._HANDLERS["GetResources"] = in_pages(tagging._HANDLERS["GetResources"])


def in_pages(get: Callable[[dict[str, Any]], Answer]) -> Callable[[dict[str, Any]], Answer]:
    """ministack answers everything at once, and reads no token."""

    def get_resources(data: dict[str, Any]) -> Answer:
        status, headers, body = get(data)
        if status != 200 or data.get("ResourceARNList"):
            return status, headers, body
        size = int(data.get("ResourcesPerPage") or USUAL_PAGE)
        start = offset_of(data.get("PaginationToken") or "")
        if start is None or not 1 <= size <= LONGEST_PAGE:
            return tagging._invalid_parameter("ResourcesPerPage is 1 to 100, and PaginationToken an earlier answer's")
        rows = sorted(json.loads(body)["ResourceTagMappingList"], key=lambda row: row["ResourceARN"])
        token = base64.b64encode(str(start + size).encode()).decode() if start + size < len(rows) else ""
        page = {"ResourceTagMappingList": rows[start : start + size], "PaginationToken": token}
        return status, headers, json.dumps(page).encode()

    return get_resources


def offset_of(token: str) -> int | None:
    try:
        return int(base64.b64decode(token, validate=True)) if token else 0
    except ValueError:
        return None
