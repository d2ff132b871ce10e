"""What the lab's own parts (mends, sts, sagemaker, trail) see of the account they live in: one `Lab` object.

Contract, for `lab/sagemaker` and `lab/trail`: each exposes `install(lab: Lab) -> None`, called once before the account serves.
`install` may replace or wrap entries of `lab.handlers`; sagemaker is installed first, trail last, so that trail wraps it too.
"""

from __future__ import annotations

import contextvars
import json
import logging
import queue
import threading
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, TypedDict

from ministack import app
from ministack.core import iam_evaluator, responses, router

from lab import pace as paces
from lab.pace import Pace

Headers = Mapping[str, str]
Query = Mapping[str, list[str]]
Answer = tuple[int, dict[str, str], bytes]
# (method, path, lower-cased headers, body, query) -> (status, headers, body)
Handler = Callable[[str, str, dict[str, str], bytes, dict[str, list[str]]], Awaitable[Answer]]
# (method, path, JSON body or None, query) -> a JSON document, or (status, JSON document)
Control = Callable[[str, str, Any, dict[str, list[str]]], Any]


class SessionFacts(TypedDict, total=False):
    """What issued one temporary access key. Absent where it does not apply."""

    event_name: str  # AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity, GetFederationToken, GetSessionToken, IdentityCenter, Service
    access_key_id: str
    account: str  # the account the session acts in
    role_arn: str  # with its path, as sessionIssuer.arn keeps it
    role_id: str  # AROA…
    role_name: str
    session_name: str
    source_identity: str
    tags: dict[str, str]  # what the session's PrincipalTag keys answer, own and inherited, without the role's
    own_tags: dict[str, str]  # given with this call (or by this assertion)
    inherited_tags: dict[str, str]  # incomingTransitiveTags
    transitive_keys: list[str]  # own and inherited: passed on to the next session of a chain
    identity_provider: str  # SAML: provider ARN; web identity: provider host
    subject: str  # SAML NameID, web identity sub
    on_behalf_of: dict[str, str]  # Identity Center: userId, identityStoreArn
    invoked_by: str  # service principal, for sessions a service made for itself (lambda.amazonaws.com)
    source_access_key_id: str
    source_arn: str
    mfa: bool
    created_at: float  # epoch seconds, lab clock
    expires_at: float  # wall clock


class Installable(Protocol):
    """A package of the lab, such as `lab.sagemaker` and `lab.trail`."""

    def install(self, lab: Lab) -> None: ...


class Lab:
    """The running account. One per process."""

    def __init__(self, clients_dir: Path, pace: Pace | None = None) -> None:
        self.clients_dir = clients_dir  # boto3 and botocore: data/sagemaker/2017-07-24 is the service model
        self.account = "000000000000"
        self.region = "us-east-1"
        self.handlers: dict[str, Handler] = app.SERVICE_HANDLERS
        self.session_facts: dict[str, SessionFacts] = {}
        self.controls: dict[str, Control] = {}
        self.paced = pace is not None
        self.pace = pace or Pace()
        self._events: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._deliver, name="lab-events", daemon=True).start()
        self.control("/_lab/clock", lambda method, _path, body, _query: paces.control(self.pace, self.paced, method, body))

    def clock(self) -> float:
        """Epoch seconds, `speed` times as fast as the wall clock's: everything in the account tells this time.

        Only credentials expire, requests are signed and functions time out by the wall clock.
        """
        return self.pace.now()

    @property
    def speed(self) -> float:
        return self.pace.speed

    def caller(self, headers: Headers, query: Query) -> dict[str, Any] | None:
        """Who calls, or None for an unknown key.

        `{accessKey, accountId, userArn, userId, session, facts}`: `session` is STS's own row, `facts` a `SessionFacts`
        or None (root, IAM user). Only inside a request: the account comes from the request's scope.
        """
        identity = iam_evaluator.resolve_caller_identity(router.extract_access_key_id(dict(headers), dict(query)))
        if identity is None:
            return None
        return {**identity, "facts": self.session_facts.get(identity["accessKey"])}

    def enforce(
        self,
        headers: Headers,
        query: Query,
        action: str,
        service: str,
        resource_arn: str,
        context: Mapping[str, Any] | None = None,
    ) -> tuple[str, str] | None:
        """Asks the caller's policies. None = allowed, else (error code, message) as AWS words them.

        `context` holds service and request keys, such as `{"aws:RequestTag/team": "A", "aws:TagKeys": ["team"],
        "aws:ResourceTag/team": "A"}`.
        """
        access_key = router.extract_access_key_id(dict(headers), dict(query))
        denied = iam_evaluator.enforce(
            access_key, action, service, responses.get_region(), resource_arn=resource_arn, service_context=dict(context or {})
        )
        if denied is None:
            return None
        if isinstance(denied, iam_evaluator.AuthError):
            return denied.code, denied.message
        reason = (
            "with an explicit deny in an identity-based policy"
            if denied.decision == "Deny"
            else f"because no identity-based policy allows the {action} action"
        )
        return (
            "AccessDeniedException",
            f"User: {denied.principal_arn} is not authorized to perform: {action} on resource: {resource_arn} {reason}",
        )

    def emit(self, record: Mapping[str, Any]) -> None:
        """One CloudTrail record onto the default bus of its own account and region, in the order of the calls.

        `eventType` AwsServiceEvent becomes "AWS Service Event via CloudTrail", anything else "AWS API Call via CloudTrail".
        Returns at once; a thread of the lab delivers.
        """
        service = str(record.get("eventSource", "")).removesuffix(".amazonaws.com")
        kind = "Service Event" if record.get("eventType") == "AwsServiceEvent" else "API Call"
        identity = record.get("userIdentity") or {}
        self.emit_event(
            f"aws.{service}",
            f"AWS {kind} via CloudTrail",
            record,
            [],
            account=record.get("recipientAccountId") or identity.get("accountId"),
            region=record.get("awsRegion"),
        )

    def emit_event(
        self,
        source: str,
        detail_type: str,
        detail: Mapping[str, Any],
        resources: list[str],
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Any AWS service's own event (`aws.*` sources included) onto the default bus. Returns at once."""
        from ministack.services import eventbridge

        entry = {"Source": source, "DetailType": detail_type, "Detail": json.dumps(detail), "Resources": list(resources)}
        scope = (account or responses.get_account_id(), region or responses.get_region())

        def put() -> None:
            with responses.request_scope(*scope):
                eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)

        self._events.put(put)

    def later(self, seconds: float, work: Callable[[], None]) -> None:
        """Runs `work` in this request's account and region after wall-clock seconds."""
        timer = threading.Timer(seconds, contextvars.copy_context().run, args=(work,))
        timer.daemon = True
        timer.start()

    def control(self, path_prefix: str, handler: Control) -> None:
        """Registers an endpoint under `/_lab/`: JSON in, JSON out, no signature, loopback only."""
        if not path_prefix.startswith("/_lab/"):
            raise ValueError(f"control endpoints live under /_lab/, not {path_prefix}")
        self.controls[path_prefix] = handler

    def _deliver(self) -> None:
        while True:
            put = self._events.get()
            try:
                put()
            except Exception:  # one event that cannot be delivered must not end all deliveries
                logging.getLogger("lab").exception("an event was not delivered")
