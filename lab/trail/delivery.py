"""Where records go: the bus, the trail's files in S3, LookupEvents, and the tests' own view."""

from __future__ import annotations

import calendar
import gzip
import json
import secrets
import string
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from .casing import lower_first

KEPT = 10_000
BATCH_SECONDS = 2.0  # lab seconds between two files
NAME = "lab-trail"


class Log:
    """The newest records with a running number, and those that no file holds yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT)
        self._pending: list[dict[str, Any]] = []
        self._last = 0

    def add(self, record: dict[str, Any]) -> None:
        with self._lock:
            self._last += 1
            self._kept.append((self._last, record))
            self._pending.append(record)

    def after(self, number: int, most: int = 1000) -> dict[str, Any]:
        """`{"last": N, "records": [...]}`: ask again with `after=N`. The first of `records` may be later than asked for."""
        with self._lock:
            rows = [(index, record) for index, record in self._kept if index > number][:most]
        return {"last": rows[-1][0] if rows else max(number, 0), "records": [record for _, record in rows]}

    def take(self) -> list[dict[str, Any]]:
        with self._lock:
            taken, self._pending = self._pending, []
        return taken


def bucket_of(account: str) -> str:
    return f"{NAME}-{account}"


def key_of(account: str, region: str, at: float) -> str:
    day = time.strftime("%Y/%m/%d", time.gmtime(at))
    stamp = time.strftime("%Y%m%dT%H%MZ", time.gmtime(at))
    unique = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(16))
    return f"AWSLogs/{account}/CloudTrail/{region}/{day}/{account}_CloudTrail_{region}_{stamp}_{unique}.json.gz"


def files_of(records: list[dict[str, Any]], account: str, at: float) -> dict[str, bytes]:
    """The account's records as files, one per region: key -> gzipped `{"Records": [...]}`."""
    by_region: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        if record.get("recipientAccountId", account) == account:
            by_region.setdefault(str(record.get("awsRegion") or "us-east-1"), []).append(record)
    return {
        key_of(account, region, at): gzip.compress(json.dumps({"Records": rows}).encode()) for region, rows in by_region.items()
    }


# Every management event, and what is done to the objects of every bucket.
SELECTORS = [
    {
        "ReadWriteType": "All",
        "IncludeManagementEvents": True,
        "ExcludeManagementEventSources": [],
        "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}],
    }
]


def trail_row(account: str, region: str, since: float) -> dict[str, Any]:
    return {
        "Name": NAME,
        "S3BucketName": bucket_of(account),
        "IncludeGlobalServiceEvents": True,
        "IsMultiRegionTrail": True,
        "HomeRegion": region,
        "TrailARN": f"arn:aws:cloudtrail:{region}:{account}:trail/{NAME}",
        "LogFileValidationEnabled": False,
        "HasCustomEventSelectors": True,
        "HasInsightSelectors": False,
        "IsOrganizationTrail": False,
        "IsLogging": True,
        "_StartedAt": since,
    }


def resources_named(record: dict[str, Any]) -> list[dict[str, str]]:
    """What LookupEvents can be asked for by ResourceName: names and ARNs of the request and the answer, and the key that was issued."""
    sides = ((record.get("requestParameters") or {}), (record.get("responseElements") or {}))
    wanted = ("Name", "Arn", "name", "arn")
    found = {
        value
        for side in sides
        if isinstance(side, dict)
        for key, value in side.items()
        if key.endswith(wanted) and isinstance(value, str)
    }
    issued = (sides[1].get("credentials") or {}) if isinstance(sides[1], dict) else {}
    key = [{"ResourceType": "AWS::IAM::AccessKey", "ResourceName": issued["accessKeyId"]}] if issued.get("accessKeyId") else []
    return [*key, *({"ResourceName": name} for name in sorted(found))]


def lookup_row(record: dict[str, Any]) -> dict[str, Any]:
    """A record as LookupEvents answers it."""
    identity = record.get("userIdentity") or {}
    name = (
        identity.get("userName")
        or str(identity.get("principalId", "")).rsplit(":", 1)[-1]
        or lower_first(identity.get("type", ""))
    )
    return {
        "EventId": record.get("eventID", ""),
        "EventName": record.get("eventName", ""),
        "EventSource": record.get("eventSource", ""),
        "EventTime": int(epoch_of(record.get("eventTime", ""))),
        "Username": name,
        "AccessKeyId": identity.get("accessKeyId", ""),
        "ReadOnly": "true" if record.get("readOnly") else "false",
        "Resources": resources_named(record),
        "CloudTrailEvent": json.dumps(record),
    }


def epoch_of(event_time: str) -> float:
    try:
        return calendar.timegm(time.strptime(event_time, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        return time.time()


def put(account: str, files: dict[str, bytes]) -> None:
    """Writes into the lab's S3, in process, as the account: the way in that its requests' checks stand before."""
    from ministack.core import responses
    from ministack.services import s3

    bucket = bucket_of(account)
    with responses.request_scope(account, "us-east-1"):
        if bucket not in s3._buckets:
            s3._create_bucket(bucket, b"")
        for key, content in files.items():
            status, _, answer = s3._put_object(
                bucket, key, content, {"content-type": "application/json", "content-encoding": "gzip"}
            )
            if status != 200:
                raise OSError(f"the trail's file was refused with {status}: {answer[:200]!r}")


def every(seconds: float, work: Callable[[], None]) -> None:
    def loop() -> None:
        while True:
            time.sleep(seconds)
            work()

    threading.Thread(target=loop, name="lab-trail", daemon=True).start()
