"""One call by boto3, in a process of its own: `{"endpoint", "region", "credentials", "operation", "input"}` on stdin."""

import json
import sys

import boto3


def main() -> None:
    asked = json.load(sys.stdin)
    keys = asked["credentials"]
    client = boto3.client(
        "sagemaker",
        endpoint_url=asked["endpoint"],
        region_name=asked["region"],
        aws_access_key_id=keys["accessKeyId"],
        aws_secret_access_key=keys["secretAccessKey"],
        aws_session_token=keys.get("sessionToken"),
    )
    answer = getattr(client, asked["operation"])(**asked["input"])
    answer.pop("ResponseMetadata", None)
    json.dump(answer, sys.stdout, default=str)


if __name__ == "__main__":
    main()
