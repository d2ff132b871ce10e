"""Vendors by boto3: sessions by name, calls, and loops of ten calls a second.

One JSON order a line on stdin, one JSON answer a line on stdout. A refused call is an answer: `{"code": "AccessDenied"}`.
Credentials stay in here: an answer has no secret.
"""

import json
import sys
import threading
import time
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

Order = dict[str, Any]
EVERY = 0.1
CONFIG = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, connect_timeout=5, read_timeout=20)


class Vendors:
    """Sessions of one place, and the loops that run by them."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.sessions: dict[str, tuple[str, str, str | None, str]] = {}
        self.calls: dict[str, list[tuple[float, str]]] = {}
        self.threads: list[threading.Thread] = []
        self.over = threading.Event()

    def client(self, service: str, session: str) -> Any:
        key, secret, token, address = self.sessions[session]
        client = boto3.session.Session(key, secret, token, "us-east-1").client(
            service, endpoint_url=self.endpoint, config=CONFIG
        )

        def from_there(request: Any, **_: Any) -> None:
            request.headers["x-lab-source-ip"] = address  # not signed: the lab takes the address from it

        client.meta.events.register("before-send", from_there)
        return client

    def know(self, order: Order) -> Order:
        """A long-term key: an account's root, or one that somebody made."""
        self.sessions[order["as"]] = (order["key"], order["secret"], None, order["address"])
        return {}

    def take(self, order: Order) -> Order:
        """AssumeRole by a session; the new one is kept under a name."""
        return self.answered(order["by"], "sts", "assume_role", order["input"], lambda answer: self.keep(order, answer))

    def keep(self, order: Order, answer: Order) -> Order:
        issued = answer["Credentials"]
        address = order.get("address", self.sessions[order["by"]][3])
        self.sessions[order["as"]] = (issued["AccessKeyId"], issued["SecretAccessKey"], issued["SessionToken"], address)
        return {"key": issued["AccessKeyId"], "user": answer["AssumedRoleUser"]["AssumedRoleId"]}

    def make_key(self, order: Order) -> Order:
        """CreateAccessKey by a session; the key is kept under a name."""

        def keep(answer: Order) -> Order:
            made = answer["AccessKey"]
            address = self.sessions[order["by"]][3]
            self.sessions[order["as"]] = (made["AccessKeyId"], made["SecretAccessKey"], None, address)
            return {"key": made["AccessKeyId"]}

        return self.answered(order["by"], "iam", "create_access_key", order["input"], keep)

    def call(self, order: Order) -> Order:
        return self.answered(order["by"], order["service"], order["operation"], order["input"], lambda _: {})

    def answered(self, by: str, service: str, operation: str, given: Order, then: Any) -> Order:
        at = time.time()
        if by not in self.sessions:
            return {"at": at, "code": "NoSession"}
        code, answer = outcome(getattr(self.client(service, by), operation), given)
        return {"at": at, "code": code} if code else {"at": at, "code": "", **then(answer)}

    def loop(self, order: Order) -> Order:
        """The same call again and again, by one session, in a thread of its own."""
        work = getattr(self.client(order["service"], order["by"]), order["operation"])
        done: list[tuple[float, str]] = []
        self.calls[order["as"]] = done

        def run() -> None:
            due = time.monotonic()
            while not self.over.is_set():
                at = time.time()
                done.append((at, outcome(work, order["input"])[0]))
                due = max(due + EVERY, time.monotonic() - EVERY)
                self.over.wait(max(0.0, due - time.monotonic()))

        self.threads.append(threading.Thread(target=run, daemon=True))
        self.threads[-1].start()
        return {}

    def seen(self, _: Order) -> Order:
        return {name: list(done) for name, done in self.calls.items()}

    def stop(self, order: Order) -> Order:
        """Ends the loops; answers the time of each call's beginning and its code, empty where it succeeded."""
        self.over.set()
        for thread in self.threads:
            thread.join()
        ended = self.seen(order)
        self.over, self.threads, self.calls = threading.Event(), [], {}
        return ended


def outcome(work: Any, given: Order) -> tuple[str, Order]:
    try:
        return "", work(**given)
    except ClientError as refused:
        return refused.response["Error"]["Code"], {}
    except BotoCoreError as failed:
        return type(failed).__name__, {}


def main() -> None:
    vendors = Vendors(json.loads(sys.stdin.readline())["endpoint"])
    orders = {
        "know": vendors.know,
        "take": vendors.take,
        "makeKey": vendors.make_key,
        "call": vendors.call,
        "loop": vendors.loop,
        "seen": vendors.seen,
        "stop": vendors.stop,
    }
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(json.dumps(orders[order["do"]](order)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
