"""When sessions end: by the wall clock, which is the clients' that hold them, or by the account's where it is told so.

The account's own functions hold theirs for as long as they run: they never end by the account's clock.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

from ministack.core import iam_evaluator
from ministack.services import sts

from lab.lab import Answer, Lab
from lab.replace import replace

from .issue import Issue, iso

# AWS goes on saying that a session has expired; ministack forgets it, and then its key is unknown.
REMEMBERED_SECONDS = 86_400
BY_LAB = "ExpirationByLab"


class Expiry:
    """One per account."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self.by_lab = False

    def begin(self, issue: Issue, session: dict[str, Any]) -> None:
        """What a new session says of its end, and when that is."""
        ends = session.get("Expiration")
        if not isinstance(ends, (int, float)):
            return
        issue.expires_at = ends
        if self.by_lab and "invoked_by" not in issue.extra:
            issue.expires_at = session[BY_LAB] = self._lab.clock() + ends - time.time()
            session["Expiration"] = math.inf

    def end(self, access_key: str) -> None:
        """Ends it for ministack too, once its time has come by the account's clock."""
        session = sts._sessions.get(access_key)
        if session and session.get("Expiration") == math.inf and session.get(BY_LAB, math.inf) < self._lab.clock():
            session["Expiration"] = time.time()

    def told(self, answer: Answer, expires_at: float | None = None, is_json: bool = False) -> Answer:
        """STS's answer with the date and, of a session that ministack issued, the end that hold."""
        status, headers, body = answer
        if not self.by_lab:
            return answer
        headers = {**headers, "Date": formatdate(self._lab.clock(), usegmt=True)}
        if status != 200 or expires_at is None:
            return status, headers, body
        if is_json:
            document = json.loads(body)
            document["Credentials"]["Expiration"] = int(expires_at)
            return status, headers, json.dumps(document).encode()
        return status, headers, re.sub(rb"(?<=<Expiration>)[^<]*", iso(expires_at).encode(), body)

    def control(self, method: str, body: Any) -> Any:
        """POST `{"clock": "lab"}`: sessions that are issued from now on end by the account's clock; `wall`: by the wall's."""
        if method == "POST":
            if body["clock"] not in ("lab", "wall"):
                raise ValueError("clock is lab or wall")
            self.by_lab = body["clock"] == "lab"
        return {"clock": "lab" if self.by_lab else "wall"}


def install(lab: Lab, expiry: Expiry) -> None:
    for module in (iam_evaluator, sts):  # the second holds the function by name
        replace(module, "resolve_credential", lambda resolve: ending(expiry, resolve))
    replace(sts, "_evict_expired_sessions", lambda _: forget)
    lab.control("/_lab/sessions", lambda method, _path, body, _query: expiry.control(method, body))


def ending(expiry: Expiry, resolve: Callable[..., Any]) -> Callable[..., Any]:
    def resolve_until_its_end(access_key: str, *more: Any, **options: Any) -> Any:
        expiry.end(access_key)
        return resolve(access_key, *more, **options)

    return resolve_until_its_end


def forget() -> None:
    long_ago = time.time() - REMEMBERED_SECONDS
    for key in [key for key, session in sts._sessions.items() if (session.get("Expiration") or math.inf) < long_ago]:
        sts._sessions.pop(key, None)
