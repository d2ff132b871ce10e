"""S3's data events: calls on objects, and lists of them. Every bucket of the lab has them."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

Query = Mapping[str, list[str]]

# (method, sub-resource) -> CloudTrail's name. Sub-resources stand before the plain call of their method.
OF_OBJECTS: tuple[tuple[str, str | None, str], ...] = (
    ("GET", "acl", "GetObjectAcl"),
    ("GET", "attributes", "GetObjectAttributes"),
    ("GET", "legal-hold", "GetObjectLegalHold"),
    ("GET", "retention", "GetObjectRetention"),
    ("GET", "tagging", "GetObjectTagging"),
    ("GET", "torrent", "GetObjectTorrent"),
    ("GET", "uploadId", "ListParts"),
    ("GET", None, "GetObject"),
    ("HEAD", None, "HeadObject"),
    ("PUT", "acl", "PutObjectAcl"),
    ("PUT", "legal-hold", "PutObjectLegalHold"),
    ("PUT", "retention", "PutObjectRetention"),
    ("PUT", "tagging", "PutObjectTagging"),
    ("PUT", "uploadId", "UploadPart"),
    ("PUT", None, "PutObject"),
    ("POST", "uploads", "CreateMultipartUpload"),
    ("POST", "uploadId", "CompleteMultipartUpload"),
    ("POST", "restore", "RestoreObject"),
    ("POST", "select", "SelectObjectContent"),
    ("DELETE", "tagging", "DeleteObjectTagging"),
    ("DELETE", "uploadId", "AbortMultipartUpload"),
    ("DELETE", None, "DeleteObject"),
)
COPIES = {"PutObject": "CopyObject", "UploadPart": "UploadPartCopy"}
# Whatever else is asked of a bucket is a management event.
OF_BUCKETS: tuple[tuple[str, str | None, str], ...] = (
    ("GET", "versions", "ListObjectVersions"),
    ("GET", "uploads", "ListMultipartUploads"),
    ("GET", "list-type", "ListObjects"),  # version 2 as well
    ("HEAD", None, "HeadBucket"),
    ("POST", "delete", "DeleteObjects"),
)
LISTS = {"ListObjects", "ListObjectVersions", "ListMultipartUploads", "DeleteObjects"}
# With any of these and nothing else a GET of a bucket is the list of its first version.
OF_A_LIST = {"delimiter", "encoding-type", "marker", "max-keys", "prefix", "x-id", "fetch-owner", "start-after"}
EVENTS = {name for _, _, name in (*OF_OBJECTS, *OF_BUCKETS)} | set(COPIES.values())
READ_ONLY = ("Get", "Head", "List", "Select")
# Of the request's headers a record shows S3's own, without what proves who asks and without keys.
NOT_SHOWN = {"x-amz-security-token", "x-amz-date", "x-amz-content-sha256", "x-amz-user-agent"}
SECRET = "customer-key"
ANSWERED = ("x-amz-server-side-encryption", "x-amz-version-id", "x-amz-delete-marker", "x-amz-expiration")


def parts_of(path: str) -> tuple[str, str]:
    bucket, _, key = path.lstrip("/").partition("/")
    return bucket, unquote(key)


def operation_of(method: str, path: str, headers: Mapping[str, str], query: Query) -> str | None:
    """The data event's name, or None for what is none."""
    bucket, key = parts_of(path)
    if not bucket:
        return None
    table = OF_OBJECTS if key else OF_BUCKETS
    found = next((name for verb, part, name in table if verb == method and (part is None or part in query)), None)
    if key and "x-amz-copy-source" in headers:
        return COPIES.get(str(found), found)
    return "ListObjects" if found is None and not key and method == "GET" and set(query) <= OF_A_LIST else found


def request_of(path: str, headers: Mapping[str, str], query: Query, host: str) -> dict[str, Any]:
    """A sub-resource is an empty text; a customer's key is not shown, its algorithm is."""
    bucket, key = parts_of(path)
    asked = {name: values[0] for name, values in query.items() if not name.lower().startswith("x-amz-")}
    own = {name: value for name, value in headers.items() if name.startswith("x-amz-") and name not in NOT_SHOWN}
    shown = {name: value for name, value in own.items() if not name.endswith(SECRET) and not name.startswith("x-amz-checksum")}
    return {**asked, **shown, "bucketName": bucket, "Host": f"{bucket}.{host}", **({"key": key} if key else {})}


def response_of(name: str, answer_headers: Mapping[str, str]) -> dict[str, Any] | None:
    lowered = {key.lower(): value for key, value in answer_headers.items()}
    shown = {key: lowered[key] for key in lowered if key.startswith(ANSWERED)}
    return None if name.startswith(READ_ONLY) else shown or None


def error_of(status: int, path: str) -> tuple[str, str]:
    if status == 403:
        return "AccessDenied", "Access Denied"
    missing = "NoSuchKey" if parts_of(path)[1] else "NoSuchBucket"
    return (missing, "The specified resource does not exist.") if status == 404 else ("InvalidRequest", "")


def resources_of(name: str, path: str, account: str) -> list[dict[str, str]]:
    bucket, key = parts_of(path)
    arn = f"arn:aws:s3:::{bucket}"
    whole = {"accountId": account, "type": "AWS::S3::Bucket", "ARN": arn}
    if name in LISTS:
        return [{"type": "AWS::S3::Object", "ARNPrefix": f"{arn}/"}, whole]
    return [*([{"type": "AWS::S3::Object", "ARN": f"{arn}/{key}"}] if key else []), whole]


def additional(sent: int, answered: int, signed_by_query: bool) -> dict[str, Any]:
    """How much went in and out: bytes of the bodies."""
    return {
        "SignatureVersion": "SigV4",
        "CipherSuite": "TLS_AES_128_GCM_SHA256",
        "bytesTransferredIn": sent,
        "AuthenticationMethod": "QueryString" if signed_by_query else "AuthHeader",
        "x-amz-id-2": base64.b64encode(os.urandom(56)).decode(),
        "bytesTransferredOut": answered,
    }
