"""AWS calls with boto3, in runs that end where they are refused.

Input on stdin: `{"endpoint", "keys": {name: credentials}, "runs": [[{"by", "service", "operation", "params"}]]}`; `by` is a name
in `keys`. Prints one JSON list for each run: the answers, and last the error `{"code", "message"}` where there is one.
"""

import functools
import json
import sys
from typing import Any

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError

asked = json.load(sys.stdin)


@functools.cache
def client(by: str, service: str) -> Any:
    keys = asked["keys"][by]
    return boto3.client(
        service,
        endpoint_url=asked["endpoint"],
        region_name="us-east-1",
        aws_access_key_id=keys["accessKeyId"],
        aws_secret_access_key=keys["secretAccessKey"],
        aws_session_token=keys.get("sessionToken"),
    )


def run(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    for call in calls:
        try:
            answer = getattr(client(call["by"], call["service"]), xform_name(call["operation"]))(**call["params"])
            answers.append({name: value for name, value in answer.items() if name not in ("ResponseMetadata", "Body")})
        except ClientError as refused:
            error = refused.response["Error"]
            return [*answers, {"code": error["Code"], "message": error["Message"]}]
    return answers


for calls in asked["runs"]:
    print(json.dumps(run(calls), default=str))
