"""All creators with boto3, each by a person of the directory.

Input on stdin: `{"endpoint", "role": name, "inputs": {operation: input}, "owner": {tag: value}, "patience": seconds}`.
Prints JSON lines: the session `{secretAccessKey, sessionToken}`, then `{operation, arn, seconds, tags}` for each.
"""

import json
import re
import sys
import time
from typing import Any

import boto3
from botocore import xform_name

asked = json.load(sys.stdin)
place = {"endpoint_url": asked["endpoint"], "region_name": "us-east-1"}
keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
ACCOUNT = "000000000000"
# The answer names no ARN: AWS documents these.
UNSAID = {
    "CreateDeviceFleet": lambda given: f"device-fleet/{given['DeviceFleetName']}",
    "CreateEdgePackagingJob": lambda given: f"edge-packaging-job/{given['EdgePackagingJobName']}",
    "RegisterDevices": lambda given: f"device-fleet/{given['DeviceFleetName']}/device/{given['Devices'][0]['DeviceName']}",
}


def session() -> Any:
    """A role session whose session tags name the person."""
    iam, sts = (boto3.client(name, **place, **keys) for name in ("iam", "sts"))
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ["sts:AssumeRole", "sts:TagSession"]}],
    }
    allowed = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["sagemaker:*", "iam:PassRole"], "Resource": "*"}]}
    role = iam.create_role(RoleName=asked["role"], AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    iam.put_role_policy(RoleName=asked["role"], PolicyName="work", PolicyDocument=json.dumps(allowed))
    tags = [{"Key": key, "Value": value} for key, value in asked["owner"].items()]
    given = sts.assume_role(RoleArn=role, RoleSessionName="run-1", Tags=tags)["Credentials"]
    print(json.dumps({"secretAccessKey": given["SecretAccessKey"], "sessionToken": given["SessionToken"]}))
    return boto3.client(
        "sagemaker",
        **place,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )


def arn_of(operation: str, given: dict[str, Any], answer: dict[str, Any]) -> str:
    if operation in UNSAID:
        return f"arn:aws:sagemaker:us-east-1:{ACCOUNT}:{UNSAID[operation](given)}"
    arns = [value for value in answer.values() if isinstance(value, str) and value.startswith("arn:") and not re.search(r":hub/[^/]+$", value)]
    return arns[0] if arns else next(value for value in answer.values() if isinstance(value, str) and value.startswith("arn:"))


def watch(made: list[tuple[str, str, float]]) -> None:
    """Looks at all that wait, in turn, until each has its owner or nobody may wait longer."""
    client = boto3.client("sagemaker", **place, **keys)
    pending = made
    while pending:
        still = []
        for operation, arn, began in pending:
            tags = {tag["Key"]: tag["Value"] for tag in client.list_tags(ResourceArn=arn)["Tags"]}
            seconds = time.time() - began
            if asked["owner"].items() <= tags.items() or seconds > asked["patience"]:
                print(json.dumps({"operation": operation, "arn": arn, "seconds": round(seconds, 2), "tags": tags}))
            else:
                still.append((operation, arn, began))
        pending = still


def main() -> None:
    client = session()
    made = []
    for operation, given in asked["inputs"].items():
        answer = getattr(client, xform_name(operation))(**given)
        made.append((operation, arn_of(operation, given, answer), time.time()))
    watch(made)


main()
