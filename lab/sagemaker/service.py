"""The service: one request in, one answer out. The kinds and their verbs come from the model, the rest from `odd.py`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from lab.timers import Timers

from . import keys, odd, tagging, verbs
from . import tags as tag_rules
from .arns import new_arn
from .call import Call
from .errors import AwsError, validation
from .events import state_change
from .faults import Asked, Faults, Verdict
from .kinds import Kind, kinds_of, routes_of
from .model import Model
from .statuses import GONE, Timeline, status_at
from .store import Resource, Store, find
from .validate import validate

# (detail-type, detail, resources, account, region)
EventOut = Callable[[str, dict[str, Any], list[str], str, str], None]
RecordOut = Callable[[dict[str, Any]], None]
# userIdentity of a role session that the service makes for itself: (role ARN, account) -> identity
RoleIdentity = Callable[[str, str], dict[str, Any]]
# (account, function name): ends the function's processes that are at work
CrashOut = Callable[[str, str], None]
# What AWS says although the model promises ResourceNotFound, or where it promises nothing.
NOT_FOUND = {
    "NotebookInstance": ("ValidationException", "RecordNotFound"),
    "TrainingJob": ("ValidationException", "Requested resource not found."),
}


class Service:
    """`clock` is the lab's, `wall` the time that answers carry. Thread-safe: requests and timers take turns."""

    def __init__(self, model: Model, clock: Callable[[], float], wall: Callable[[], float], timers: Timers) -> None:
        self.model = model
        self.clock = clock
        self.wall = wall
        self.timers = timers
        self.kinds = kinds_of(model)
        self.routes = routes_of(self.kinds)
        self.store = Store()
        self.faults = Faults(clock=clock)
        self.lock = threading.RLock()
        self.event_out: EventOut = lambda *_: None
        self.record_out: RecordOut = lambda _: None
        self.crash_out: CrashOut = lambda *_: None
        self.role_identity: RoleIdentity = lambda _, account: {"type": "AssumedRole", "accountId": account}

    def handle(self, call: Call) -> dict[str, Any]:
        """Raises AwsError for every refusal."""
        if call.operation not in self.model.operations:
            raise AwsError("UnknownOperationException", f"The operation {call.operation} is not known.")
        with self.lock:
            verdict = self.judge(call)
            if verdict.before:
                raise verdict.before
            validate(self.model, call.operation, call.params)
            call.keys = keys.of_caller(self.store, call, self.clock())
            answer = self.dispatch(call, verdict)
            if verdict.crashes:
                facts = call.caller["facts"]
                self.crash_out(facts["account"], facts["session_name"])
            if verdict.after:
                raise verdict.after
            return answer

    def judge(self, call: Call) -> Verdict:
        """What the faults on demand say; a tag call is about the kind of what it names."""
        verb, kind = self.routes.get(call.operation, ("", None))
        arn = call.params.get("ResourceArn")
        named = self.store.by_arn(arn, self.clock()) if isinstance(arn, str) else None
        name = named.kind.name if named else kind.name if kind else None
        by_function = (call.caller.get("facts") or {}).get("invoked_by") == "lambda.amazonaws.com"
        return self.faults.judge(Asked(call.operation, name, str(call.caller.get("userArn", "")), verb == "create", by_function))

    def dispatch(self, call: Call, verdict: Verdict) -> dict[str, Any]:
        special = tagging.OPERATIONS.get(call.operation) or odd.OPERATIONS.get(call.operation)
        if special:
            return special(self, call)
        if call.operation not in self.routes:
            return odd.anything(self, call)
        verb, kind = self.routes[call.operation]
        if verb == "create":
            return verbs.create(self, call, kind, verdict.invisible_for)
        return verbs.VERBS[verb](self, call, kind)

    def visible(self, resource: Resource | None) -> Resource | None:
        return resource if resource and resource.visible_from <= self.clock() else None

    def found(self, call: Call, kind: Kind, context: dict[str, Any] | None = None) -> Resource:
        """The resource a request is about, once the caller may. Raises AccessDeniedException before not-found."""
        rows = self.store.of_kind(call.account, call.region, kind.name, self.clock())
        resource = find(rows, kind, call.params)
        arn = resource.arn if resource else self.supposed_arn(call, kind)
        held = keys.of_resource(self.store, call, resource, self.clock()) if resource else {}
        held |= tag_rules.resource_context(resource.tags) if resource else {}
        call.may(call.operation, arn, {**held, **(context or {})})
        if resource is None or not self.visible(resource):
            raise self.not_found(kind, arn)
        return resource

    def supposed_arn(self, call: Call, kind: Kind) -> str:
        """The ARN that what the request names would have."""
        named = next((value for value in call.params.values() if isinstance(value, str) and value.startswith("arn:")), None)
        try:
            return named or new_arn(kind, call.account, call.region, call.params)
        except KeyError:
            return "*"

    def not_found(self, kind: Kind, arn: str) -> AwsError:
        if kind.name in NOT_FOUND:
            return AwsError(*NOT_FOUND[kind.name])
        if kind.knows_not_found:
            return AwsError("ResourceNotFound", f"{kind.name} {arn.rsplit('/', 1)[-1]} does not exist. ({arn})")
        return validation(f'Could not find {kind.name} "{arn}".')

    def change(self, resource: Resource, timeline: Timeline) -> None:
        """Gives a resource another future."""
        if timeline is resource.timeline:
            return
        before = resource.status(self.clock())
        resource.timeline = timeline
        resource.modified = self.wall()
        if resource.status(self.clock()) is GONE:
            self.store.remove(resource)
        self.announce(resource, before)

    def announce(self, resource: Resource, before: str | None) -> None:
        """One state-change event now and one at each later status, as long as nothing else changed it."""
        timeline = resource.timeline
        self.send(resource, before)
        for since, _ in timeline[1:]:
            self.timers.at(since, partial(self.advance, resource, timeline, since))

    def advance(self, resource: Resource, timeline: Timeline, at: float) -> None:
        with self.lock:
            if resource.timeline is timeline:
                resource.modified = self.wall()
                self.send(resource, [status for since, status in timeline if since < at][-1])

    def send(self, resource: Resource, before: str | None) -> None:
        now = self.clock()
        if status_at(resource.timeline, now) is GONE:
            return
        event = state_change(self.model, resource, before, now)
        if event:
            self.event_out(*event, resource.account, resource.region)
