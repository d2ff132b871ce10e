"""Which API a request calls, and whether CloudTrail takes it as a management event."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

from . import models, objects

# The lab's service -> its event source, where that is not `<service>.amazonaws.com`.
SOURCES = {
    "airflow": "airflow",
    "cloudcontrol": "cloudcontrolapi",
    "elasticfilesystem": "elasticfilesystem",
    "resource-groups": "resource-groups",
}
# The lab's service -> botocore's name of its model.
MODELS = {
    "airflow": "mwaa",
    "elasticfilesystem": "efs",
    "elasticloadbalancing": "elbv2",
    "elasticmapreduce": "emr",
    "monitoring": "cloudwatch",
    "states": "stepfunctions",
    "tagging": "resourcegroupstaggingapi",
}
# Other services' data events, and calls CloudTrail does not log at all. True: everything of that service.
NOT_RECORDED: dict[str, Any] = {
    "dynamodb": re.compile(
        r"(Batch)?(Get|Put|Update|Delete|Write|Execute)(Item|Statement|Transaction)|Transact\w+|Query|Scan|ExecuteTransaction"
    ),
    "dynamodbstreams": True,
    "ecs-metadata": True,
    "events": re.compile(r"PutEvents|PutPartnerEvents"),
    "execute-api": True,
    "firehose": re.compile(r"PutRecord(Batch)?"),
    "imds": True,
    "iot-data": True,
    "kinesis": re.compile(r"PutRecords?|GetRecords|GetShardIterator|SubscribeToShard"),
    "lambda": re.compile(r"Invoke\w*|\w*DurableExecution\w*"),
    "logs": re.compile(r"PutLogEvents|GetLogEvents|FilterLogEvents"),
    "monitoring": re.compile(r"PutMetricData|GetMetricData|GetMetricStatistics"),
    "sns": re.compile(r"Publish(Batch)?"),
    "sqs": re.compile(r"(Send|Receive|Delete)Message(Batch)?|ChangeMessageVisibility(Batch)?"),
}
READS = re.compile(
    r"(Get|List|Describe|Head|BatchGet|BatchDescribe|Search|Lookup|Query|Simulate|Validate|Preview|Estimate|Detect|Test)[A-Z]"
)
# STS: issuing credentials by assuming a role counts as reading.
READS_TOO = {
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "DecodeAuthorizationMessage",
    "Decrypt",
    "Encrypt",
    "SelectObjectContent",
}
WRITES_ALL_THE_SAME = {"GetFederationToken", "GetSessionToken"}
# IAM's names of S3's bucket operations -> CloudTrail's.
S3_NAMES = {
    "GetEncryptionConfiguration": "GetBucketEncryption",
    "GetLifecycleConfiguration": "GetBucketLifecycle",
    "GetReplicationConfiguration": "GetBucketReplication",
    "ListAllMyBuckets": "ListBuckets",
    "PutEncryptionConfiguration": "PutBucketEncryption",
    "PutLifecycleConfiguration": "PutBucketLifecycle",
    "PutReplicationConfiguration": "PutBucketReplication",
}
# Lambda's events carry the API's date.
LAMBDA_NAMES = {
    "AddPermission": "AddPermission20150331v2",
    "CreateAlias": "CreateAlias20150331",
    "CreateEventSourceMapping": "CreateEventSourceMapping20150331",
    "CreateFunction": "CreateFunction20150331",
    "DeleteAlias": "DeleteAlias20150331",
    "DeleteEventSourceMapping": "DeleteEventSourceMapping20150331",
    "DeleteFunction": "DeleteFunction20150331",
    "GetFunction": "GetFunction20150331v2",
    "GetFunctionConfiguration": "GetFunctionConfiguration20150331v2",
    "GetPolicy": "GetPolicy20150331v2",
    "ListEventSourceMappings": "ListEventSourceMappings20150331",
    "ListFunctions": "ListFunctions20150331",
    "ListTags": "ListTags20170331",
    "ListVersionsByFunction": "ListVersionsByFunction20150331",
    "PublishLayerVersion": "PublishLayerVersion20181031",
    "PublishVersion": "PublishVersion20150331",
    "RemovePermission": "RemovePermission20150331v2",
    "TagResource": "TagResource20170331v2",
    "UntagResource": "UntagResource20170331v2",
    "UpdateFunctionCode": "UpdateFunctionCode20150331v2",
    "UpdateFunctionConfiguration": "UpdateFunctionConfiguration20150331v2",
}
NAMES = {"lambda": LAMBDA_NAMES, "s3": S3_NAMES}


def source_of(service: str) -> str:
    return f"{SOURCES.get(service, service)}.amazonaws.com"


def model_name(service: str) -> str:
    return MODELS.get(service, service)


def form_of(headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> dict[str, str]:
    """The parameters of a query-protocol request, from its body and its query string."""
    pairs = dict(query)
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        pairs |= parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True)
    return {name: values[0] for name, values in pairs.items() if values}


def operation_of(
    service: str, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]
) -> str | None:
    """The operation's name as the API spells it, or None when the request is none."""
    target = headers.get("x-amz-target", "")
    if "." in target:
        return target.rsplit(".", 1)[-1]
    if "/operation/" in path:  # smithy RPC
        return path.rsplit("/", 1)[-1]
    action = form_of(headers, body, query).get("Action")
    if action:
        return action
    if service == "s3":
        from ministack.core.iam_actions import _s3_action

        data = objects.operation_of(method, path, headers, query)
        return data or (None if objects.parts_of(path)[1] else _s3_action(method, path, query))
    found = models.route(model_name(service), method, path, query)
    return found[0] if found else None


def is_recorded(service: str, operation: str) -> bool:
    rule = NOT_RECORDED.get(service)
    return rule is None or (rule is not True and rule.fullmatch(operation) is None)


def is_read_only(operation: str) -> bool:
    if operation in WRITES_ALL_THE_SAME:
        return False
    return operation in READS_TOO or READS.match(operation) is not None


def is_data(service: str, operation: str) -> bool:
    return service == "s3" and operation in objects.EVENTS


def event_name(service: str, operation: str) -> str:
    return NAMES.get(service, {}).get(operation, operation)
