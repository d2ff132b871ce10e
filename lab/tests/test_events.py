from __future__ import annotations

import json
import threading
import unittest
from typing import Any

from . import world
from .world import client, wait_for

ALL = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


def queue(name: str) -> str:
    return client("sqs").create_queue(QueueName=name)["QueueUrl"]


def rule(name: str, state: str, pattern: Any) -> str:
    """A rule to a queue of the same name; answers the queue's URL."""
    url = queue(name)
    events = client("events")
    events.put_rule(Name=name, State=state, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=name, Targets=[{"Id": "q", "Arn": f"arn:aws:sqs:us-east-1:000000000000:{name}"}])
    policy = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}}
    client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
    return url


def received(url: str, number: int) -> list[Any]:
    got: list[Any] = []
    sqs = client("sqs")

    def more() -> bool:
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        got.extend(json.loads(message["Body"]) for message in messages)
        return len(got) >= number

    wait_for(more)
    return got


def record(name: str, read_only: bool, kind: str = "AwsApiCall") -> dict[str, Any]:
    return {
        "eventSource": "sts.amazonaws.com", "eventName": name, "readOnly": read_only, "managementEvent": True, "eventType": kind,
        "awsRegion": "us-east-1", "recipientAccountId": "000000000000",
    }


class Rules(unittest.TestCase):
    def test_a_rule_that_is_put_later_chooses_by_prefixes_and_alternatives(self) -> None:
        world.lab()
        issuer = {"userIdentity": {"sessionContext": {"sessionIssuer": {"arn": [{"prefix": "arn:aws:iam::000000000000:role/vendor/"}]}}}}
        taken = {"eventName": ["AssumeRole"], "requestParameters": {"roleArn": [{"prefix": "arn:aws:iam::000000000000:role/vendor/"}]}}
        pattern = {"source": [{"prefix": "aws."}], "detail": {"$or": [issuer, taken]}}
        heard = rule("vendors", ALL, pattern)

        def told(name: str, **detail: Any) -> None:
            world.lab().emit({**record(name, True), **detail})

        told("GetObject", userIdentity={"sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::000000000000:role/own"}}})
        told("AssumeRole", requestParameters={"roleArn": "arn:aws:iam::000000000000:role/own"})
        arn = "arn:aws:iam::000000000000:role/vendor/auger"
        told("ListObjects", userIdentity={"sessionContext": {"sessionIssuer": {"arn": arn}}})
        told("AssumeRole", requestParameters={"roleArn": arn})
        self.assertEqual([e["detail"]["eventName"] for e in received(heard, 2)], ["ListObjects", "AssumeRole"])

    def test_data_events_reach_every_enabled_rule(self) -> None:
        world.lab()
        heard = rule("data", "ENABLED", {"source": ["aws.s3"]})
        world.lab().emit({**record("GetObject", True), "eventSource": "s3.amazonaws.com", "managementEvent": False})
        self.assertEqual([e["detail"]["eventName"] for e in received(heard, 1)], ["GetObject"])

    def test_read_only_records_reach_only_rules_with_all_management_events(self) -> None:
        world.lab()
        every = rule("every", ALL, {"source": ["aws.sts"]})
        some = rule("some", "ENABLED", {"source": ["aws.sts"]})
        off = rule("off", "DISABLED", {"source": ["aws.sts"]})
        for name, read_only in (("AssumeRole", True), ("GetCallerIdentity", True), ("Write", False)):
            world.lab().emit(record(name, read_only))
        self.assertEqual([e["detail"]["eventName"] for e in received(every, 3)], ["AssumeRole", "GetCallerIdentity", "Write"])
        self.assertEqual([e["detail"]["eventName"] for e in received(some, 1)], ["Write"])
        self.assertNotIn("Messages", client("sqs").receive_message(QueueUrl=off))

    def test_the_envelope_is_cloudtrails(self) -> None:
        url = rule("envelope", ALL, {"source": ["aws.sts"], "detail": {"eventName": ["Envelope"]}})
        world.lab().emit(record("Envelope", False))
        world.lab().emit(record("Envelope", False, "AwsServiceEvent"))
        kinds = [(e["detail-type"], e["account"], e["region"]) for e in received(url, 2)]
        account, region = "000000000000", "us-east-1"
        expected = [("AWS API Call via CloudTrail", account, region), ("AWS Service Event via CloudTrail", account, region)]
        self.assertEqual(kinds, expected)

    def test_a_rule_forwards_to_a_bus_of_another_region(self) -> None:
        home = rule("home", ALL, {"source": ["aws.iam"]})
        abroad = client("events", region="eu-west-1")
        abroad.put_rule(Name="forward", State=ALL, EventPattern=json.dumps({"source": ["aws.iam"]}))
        arn = "arn:aws:events:us-east-1:000000000000:event-bus/default"
        abroad.put_targets(Rule="forward", Targets=[{"Id": "home", "Arn": arn, "RoleArn": "arn:aws:iam::000000000000:role/forward"}])
        world.lab().emit({**record("Forwarded", False), "eventSource": "iam.amazonaws.com", "awsRegion": "eu-west-1"})
        self.assertEqual([(e["detail"]["eventName"], e["region"]) for e in received(home, 1)], [("Forwarded", "eu-west-1")])

    def test_clients_cannot_use_aws_sources(self) -> None:
        answer = client("events").put_events(Entries=[{"Source": "aws.sts", "DetailType": "x", "Detail": "{}"}])
        self.assertEqual(answer["FailedEntryCount"], 1)


class Queues(unittest.TestCase):
    def test_no_event_is_lost_while_the_queue_is_read(self) -> None:
        url = rule("busy", ALL, {"source": ["aws.busy"]})
        number = 400
        from ministack.services import sqs

        done = threading.Event()

        def rebuild() -> None:
            while not done.is_set():
                sqs._delete_messages_for_esm(url, {"no such handle"})

        reader = threading.Thread(target=rebuild, daemon=True)
        reader.start()
        self.addCleanup(reader.join)
        self.addCleanup(done.set)
        for position in range(number):
            world.lab().emit_event("aws.busy", "x", {"n": position}, [])
        self.assertTrue(wait_for(lambda: len(sqs._queues[url]["messages"]) >= number))
