"""The same with boto3: see long-child.mjs."""

import json
import os
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, steps, seconds = sys.argv[1:]


def skip() -> None:
    request = urllib.request.Request(f"{endpoint}/_lab/clock", json.dumps({"skip": int(seconds)}).encode())
    clock = os.environ["LAB_CLOCK"]
    with urllib.request.urlopen(request) as answer, open(f"{clock}.new", "wb") as told:
        told.write(answer.read())
    os.rename(f"{clock}.new", clock)  # whoever reads it meanwhile reads the old one whole


session = boto3.Session()
client = session.client("sts", config=Config(retries={"total_max_attempts": 1}))
keys: dict[str, None] = {}
refused: list[str] = []
for step in range(int(steps)):
    if step > 0:
        skip()
    try:
        client.get_caller_identity()
        keys[session.get_credentials().get_frozen_credentials().access_key] = None
    except ClientError as error:
        refused.append(error.response["Error"]["Code"])
print(json.dumps({"keys": list(keys), "refused": refused}))
