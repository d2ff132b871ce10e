"""One call as it was seen at the account's front, and the records it leaves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from . import models, objects, operations, parameters, sts, wire
from .identity import foreign
from .record import record

ANONYMOUS = ("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity")
# Services that leave the parameters out of denied calls.
SILENT_WHEN_DENIED = ("iam", "sts")
GLOBAL = ("iam", "organizations", "cloudfront", "route53")
# What SageMaker shows among the parameters although no caller sends it; the ARN of the answer joins it.
ADDED: dict[str, dict[str, Any]] = {"CreateTrainingJob": {"disableEFA": False, "withWarmPoolValidationError": False}}
HOSTS = {"sagemaker": "api.sagemaker.{region}.amazonaws.com", "iam": "iam.amazonaws.com"}


@dataclass
class Seen:
    """`identity` is None for an unsigned call; `facts` looks up `SessionFacts` by access key; `owner` is whose bucket it is."""

    service: str
    operation: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    query: dict[str, list[str]]
    identity: dict[str, Any] | None
    account: str
    region: str
    source_ip: str
    request_id: str
    at: float
    status: int = 0
    answer_headers: dict[str, str] = field(default_factory=dict)
    answer: bytes = b""
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    owner: str = ""


def params_of(seen: Seen, model: dict[str, Any] | None) -> dict[str, Any]:
    if seen.service == "s3":
        return s3_params(seen)
    if seen.body.lstrip()[:1] == b"{" and seen.headers.get("x-amz-target"):
        return wire.json_object(seen.body)
    protocol = wire.protocol_of(model)
    if protocol in ("query", "ec2") and model:
        shape = wire.shape_name_of(model, seen.operation, "input")
        form = operations.form_of(seen.headers, seen.body, seen.query)
        return (wire.from_form(model["shapes"], shape, form, "") or {}) if shape else {}
    if protocol == "rest-json" and model:
        found = models.route(operations.model_name(seen.service), seen.method, seen.path, seen.query)
        return wire.from_rest(model, seen.operation, found[1] if found else {}, seen.query, seen.body)
    return wire.json_object(seen.body)


def s3_params(seen: Seen) -> dict[str, Any]:
    """S3 shows the bucket, the host and each sub-resource as an empty text."""
    if operations.is_data(seen.service, seen.operation):
        return objects.request_of(seen.path, seen.headers, seen.query, f"s3.{seen.region}.amazonaws.com")
    bucket = seen.path.strip("/").split("/")[0]
    named: dict[str, Any] = {"bucketName": bucket} if bucket else {}
    if seen.operation == "PutBucketPolicy":
        named["bucketPolicy"] = wire.json_object(seen.body)
    return {
        **named,
        "Host": f"s3.{seen.region}.amazonaws.com",
        **{name: "" for name in seen.query if not name.lower().startswith("x-")},
    }


def error_of(seen: Seen) -> tuple[str, str]:
    if seen.method == "HEAD" and seen.service == "s3":  # answered without a body
        return objects.error_of(seen.status, seen.path)
    return parameters.error_of(seen.answer, seen.answer_headers)


def agent_of(seen: Seen) -> str:
    """S3's records have it in brackets."""
    agent = seen.headers.get("user-agent", "")
    return f"[{agent}]" if seen.service == "s3" else agent


def host_of(service: str, region: str) -> str:
    return HOSTS.get(service, f"{service}.{{region}}.amazonaws.com").format(region=region)


def records_of(seen: Seen) -> list[dict[str, Any]]:
    """One record; two for a role or a bucket of another account: one in each trail, tied by `sharedEventID`."""
    model = models.load(operations.model_name(seen.service))
    failed = seen.status >= 400
    error = error_of(seen) if failed else None
    answer = {} if failed else parameters.answer_of(model, seen.operation, seen.answer)
    params = params_of(seen, model)
    shown = params if seen.service == "s3" else parameters.request_parameters(model, seen.operation, params)
    read_only = operations.is_read_only(seen.operation)
    issuing = seen.service == "sts" and seen.operation in sts.ISSUING
    reply = parameters.response_elements(model, seen.operation, answer) if issuing or not read_only else None
    extra: dict[str, Any] = {}
    data = operations.is_data(seen.service, seen.operation)
    if data:
        reply = objects.response_of(seen.operation, seen.answer_headers)
        signed_by_query = any(name.lower() == "x-amz-signature" for name in seen.query)
        extra = {
            "additionalEventData": objects.additional(len(seen.body), len(seen.answer), signed_by_query),
            "resources": objects.resources_of(seen.operation, seen.path, seen.owner or seen.account),
        }
    identity, account = seen.identity or {}, seen.account
    if seen.service == "sts":
        extra = {"additionalEventData": sts.additional(seen.region)}
    if issuing:
        facts = seen.facts.get(str((answer.get("Credentials") or {}).get("AccessKeyId")), {})
        shown = sts.request(seen.operation, shown, facts, f"_{seen.request_id}")
        reply = sts.response(reply, facts.get("expires_at"))
        named = sts.resources(params.get("RoleArn"), params.get("PrincipalArn"))
        extra |= {"resources": named} if named and not failed else {}
        if seen.operation in ANONYMOUS:
            identity = sts.federated_identity(seen.operation, facts, answer)
            account = named[0]["accountId"] if named else account
    if seen.operation in ADDED and reply and shown is not None:
        shown = {**shown, **ADDED[seen.operation], **reply}
    if error and error[0] == "AccessDenied" and seen.service in SILENT_WHEN_DENIED:
        shown = None
    common: dict[str, Any] = {
        "source": operations.source_of(seen.service),
        "name": operations.event_name(seen.service, seen.operation),
        "region": "us-east-1" if seen.service in GLOBAL else seen.region,
        "at": seen.at,
        "request": shown,
        "response": None if failed else reply,
        "read_only": read_only,
        "source_ip": seen.source_ip,
        "user_agent": agent_of(seen),
        "host": host_of(seen.service, seen.region),
        "error": error,
        "request_id": seen.request_id,
        "data": data,
    }
    # The other account learns nothing of a call that was refused.
    owners = [named["accountId"] for named in extra.get("resources", []) if "accountId" in named]
    owner = owners[0] if owners else account
    if owner == account or (data and failed):
        return [record(identity=identity, account=account, extra=extra, **common)]
    shared = {**extra, "sharedEventID": str(uuid.uuid4())}
    own = record(identity=identity, account=account, extra=shared, **common)
    return [own, record(identity=foreign(identity), account=owner, extra=shared, **common)]
