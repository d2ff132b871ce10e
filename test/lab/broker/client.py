"""Asks the broker with the application's own keys, and reads with what it got. Prints one JSON document."""

from __future__ import annotations

import json
import sys

import vend_credentials
from botocore.exceptions import ClientError

url, connection, endpoint, *keys = sys.argv[1:]
tokens = json.load(sys.stdin)


def read(key: str) -> str:
    try:
        return s3.get_object(Bucket="lake", Key=key)["Body"].read().decode()
    except ClientError as error:
        return str(error.response["Error"]["Code"])


session = vend_credentials.refreshing_session(url, connection, lambda: {"oidcToken": tokens.pop(0)}, "us-east-1")
s3 = session.client("s3", endpoint_url=endpoint)
print(json.dumps({"read": [read(key) for key in keys], "left": len(tokens)}))
