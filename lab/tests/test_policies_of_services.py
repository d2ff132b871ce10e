"""EventBridge's rules, and what is made: functions, buckets."""

from __future__ import annotations

import json
import unittest
from typing import Any

from .asking import allow, allowed, policy, session
from .world import client, role, trusts


class Rules(unittest.TestCase):
    OURS = "arn:aws:events:us-east-1:000000000000:rule/ours-*"
    PATTERN = json.dumps({"source": ["aws.none"]})

    def test_the_targets_of_a_rule(self) -> None:
        mine, other = (f"arn:aws:sqs:us-east-1:000000000000:{name}" for name in ("mine", "other"))
        only = {"ForAllValues:ArnEquals": {"events:TargetArn": mine}, "Null": {"events:TargetArn": "false"}}
        document = policy(allow("events:PutRule"), allow("events:PutTargets", **only))
        events = client("events", session("targets", document))
        events.put_rule(Name="watched", EventPattern='{"source": ["a"]}')

        def put(*arns: str) -> bool:
            targets = [{"Id": str(number), "Arn": arn} for number, arn in enumerate(arns)]
            return allowed(lambda: events.put_targets(Rule="watched", Targets=targets))

        self.assertEqual([put(mine), put(other), put(mine, other)], [True, False, False])

    def test_a_policy_names_a_rule_of_the_default_bus_without_the_bus(self) -> None:
        root = client("events")
        for name in ("ours-1", "theirs"):
            root.put_rule(Name=name, EventPattern=self.PATTERN)
        events = client("events", session("rule-reader", policy(allow("events:*", resource=self.OURS))))
        target = {"Id": "q", "Arn": "arn:aws:sqs:us-east-1:000000000000:q"}
        calls: dict[str, Any] = {
            "DescribeRule": lambda name: events.describe_rule(Name=name, EventBusName="default"),
            "PutTargets": lambda name: events.put_targets(Rule=name, Targets=[target]),
            "ListTargetsByRule": lambda name: events.list_targets_by_rule(Rule=name, EventBusName="default"),
            "RemoveTargets": lambda name: events.remove_targets(Rule=name, Ids=["q"]),
        }
        for name, call in calls.items():
            with self.subTest(name):
                self.assertEqual((allowed(lambda: call("ours-1")), allowed(lambda: call("theirs"))), (True, False))  # noqa: B023

    def test_a_rule_of_another_bus_is_named_with_it(self) -> None:
        client("events").create_event_bus(Name="other")
        events = client("events", session("other-bus", policy(allow("events:*", resource=self.OURS.replace("rule/", "rule/other/")))))
        for bus, may in (("other", True), ("default", False)):
            client("events").put_rule(Name="ours-2", EventPattern=self.PATTERN, EventBusName=bus)
            with self.subTest(bus):
                self.assertEqual(allowed(lambda: events.list_targets_by_rule(Rule="ours-2", EventBusName=bus)), may)  # noqa: B023

    def test_a_bus_may_be_named_by_its_arn_and_a_body_may_be_anything(self) -> None:
        from lab.mends.resources import rule_arn

        place = "arn:aws:events:us-east-1:000000000000"
        asked = {"Rule": "ours-3", "EventBusName": f"{place}:event-bus/other"}
        self.assertEqual(rule_arn("*", json.dumps(asked).encode(), place), f"{place}:rule/other/ours-3")
        for body in (b"", b"{", b"[]", b'{"Rule": 7}', b"\xff"):
            with self.subTest(body):
                self.assertEqual(rule_arn("*", body, place), "*")


class Making(unittest.TestCase):
    def make(self, name: str, FunctionName: str, Role: str, *statements: dict[str, Any]) -> bool:
        archive = b"PK\x05\x06" + bytes(18)
        asked = {"FunctionName": FunctionName, "Role": Role, "Runtime": "python3.12", "Handler": "h.h", "Code": {"ZipFile": archive}}
        functions = client("lambda", session(name, policy(*statements)))
        return allowed(lambda: functions.create_function(**asked))

    def test_a_function_is_made_under_its_name(self) -> None:
        creating = allow("lambda:CreateFunction", resource="arn:aws:lambda:*:*:function:ours-*")
        other = role("making-passed", [trusts("sts:AssumeRole")], policy(allow("*")))
        passing = allow("iam:PassRole")
        self.assertTrue(self.make("making-name", "ours-1", other, creating, passing))
        self.assertFalse(self.make("making-other-name", "theirs-1", other, creating, passing))

    def test_a_function_gets_a_role_that_its_maker_may_pass_to_lambda(self) -> None:
        creating = allow("lambda:CreateFunction")
        mine = role("making-mine", [trusts("sts:AssumeRole")], policy(allow("*")))
        other = role("making-not-mine", [trusts("sts:AssumeRole")], policy(allow("*")))
        passing = allow("iam:PassRole", resource=mine, StringEquals={"iam:PassedToService": "lambda.amazonaws.com"})
        elsewhere = allow("iam:PassRole", resource=mine, StringEquals={"iam:PassedToService": "ec2.amazonaws.com"})
        self.assertTrue(self.make("making-pass", "passed-1", mine, creating, passing))
        self.assertFalse(self.make("making-pass-other", "passed-2", other, creating, passing))
        self.assertFalse(self.make("making-pass-elsewhere", "passed-3", mine, creating, elsewhere))

    def test_a_bucket_is_made_in_its_place(self) -> None:
        document = policy(allow("s3:CreateBucket", StringEqualsIfExists={"s3:LocationConstraint": "eu-west-1"}))
        buckets = client("s3", session("making-place", document))
        there = {"CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}}
        elsewhere = {"CreateBucketConfiguration": {"LocationConstraint": "ap-south-1"}}
        self.assertTrue(allowed(lambda: buckets.create_bucket(Bucket="making-there", **there)))
        self.assertTrue(allowed(lambda: buckets.create_bucket(Bucket="making-here")))
        self.assertFalse(allowed(lambda: buckets.create_bucket(Bucket="making-elsewhere", **elsewhere)))
