"""One CloudTrail record, in the order and with the fields real records have."""

from __future__ import annotations

import time
import uuid
from typing import Any

VERSION = "1.11"


def event_time(seconds: float) -> str:
    """CloudTrail knows seconds only."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def record(
    *,
    identity: dict[str, Any],
    source: str,
    name: str,
    region: str,
    account: str,
    at: float,
    request: dict[str, Any] | None,
    response: dict[str, Any] | None,
    read_only: bool = False,
    source_ip: str = "",
    user_agent: str = "",
    host: str | None = None,
    error: tuple[str, str] | None = None,
    request_id: str | None = None,
    event_type: str = "AwsApiCall",
    extra: dict[str, Any] | None = None,
    data: bool = False,
) -> dict[str, Any]:
    """`data`: a data event. `source` is the event source, such as `sagemaker.amazonaws.com`; `at` epoch seconds; `error` (code, message).

    A service that calls for somebody (`identity.invokedBy`) shows its own name as address and agent.
    """
    invoked_by = identity.get("invokedBy")
    document: dict[str, Any] = {
        "eventVersion": VERSION,
        "userIdentity": identity,
        "eventTime": event_time(at),
        "eventSource": source,
        "eventName": name,
        "awsRegion": region,
        "sourceIPAddress": invoked_by or source_ip,
        "userAgent": invoked_by or user_agent,
    }
    if error:
        document |= {"errorCode": error[0], "errorMessage": error[1]}
    document |= {"requestParameters": request, "responseElements": response, **(extra or {})}
    document |= {
        "requestID": request_id or str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": read_only,
        "eventType": event_type,
        "managementEvent": not data,
        "recipientAccountId": account,
        "eventCategory": "Data" if data else "Management",
    }
    if host and not invoked_by:
        document["tlsDetails"] = {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": host,
        }
    return document
