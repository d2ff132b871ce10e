from __future__ import annotations

import io
import json
import os
import threading
import time
import unittest
import zipfile
from pathlib import Path
from typing import Any

from . import temporary, world
from .world import client, role, trusts, wait_for

# Fails each message twice; prints which delivery it saw.
HANDLER = """
exports.handler = async (event) => {
  for (const r of event.Records) console.log("SEEN", r.attributes.ApproximateReceiveCount);
  return { batchItemFailures: event.Records.filter((r) => Number(r.attributes.ApproximateReceiveCount) < 3).map((r) => ({ itemIdentifier: r.messageId })) };
};
"""


def zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.js", text)
    return packed.getvalue()


class QueueSources(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        arn = role("worker", [trusts("sts:AssumeRole", principal={"Service": "lambda.amazonaws.com"})])
        client("lambda").create_function(FunctionName="retry", Runtime="nodejs24.x", Role=arn, Handler="index.handler", Code={"ZipFile": zipped(HANDLER)})
        queues = client("sqs")
        cls.url = queues.create_queue(QueueName="retry", Attributes={"VisibilityTimeout": "1"})["QueueUrl"]
        source = "arn:aws:sqs:us-east-1:000000000000:retry"
        client("lambda").create_event_source_mapping(
            FunctionName="retry", EventSourceArn=source, BatchSize=10, FunctionResponseTypes=["ReportBatchItemFailures"], ScalingConfig={"MaximumConcurrency": 10}
        )

    @classmethod
    def tearDownClass(cls) -> None:
        client("lambda").delete_function(FunctionName="retry")

    def seen(self) -> list[int]:
        """The deliveries of the one message, by number."""
        events = client("logs").filter_log_events(logGroupName="/aws/lambda/retry")["events"]
        return [int(event["message"].split()[1]) for event in events if event["message"].startswith("SEEN")]

    def test_a_failed_message_comes_back_when_it_is_visible_again(self) -> None:
        client("sqs").send_message(QueueUrl=self.url, MessageBody="{}")

        def third() -> list[Any] | None:
            try:
                rows = self.seen()
            except client("logs").exceptions.ResourceNotFoundException:
                return None
            return rows if 3 in rows else None

        self.assertEqual(wait_for(third), [1, 2, 3])

    def test_one_queue_has_few_processes_at_once(self) -> None:
        from ministack.services import lambda_svc

        from lab.mends.lambdas import MOST_AT_ONCE

        mapping = {"ScalingConfig": {"MaximumConcurrency": 10}}
        self.assertEqual(lambda_svc._sqs_esm_concurrency(mapping, {}, {}, {}), MOST_AT_ONCE)

    def test_the_poller_waits_no_longer_than_for_the_next_visible_message(self) -> None:
        from ministack.core.responses import request_scope
        from ministack.services import sqs

        from lab.mends.lambdas import LONGEST_WAIT_SECONDS, seconds_to_next_message

        now = time.time()
        with request_scope("000000000000", "us-east-1"):
            queue = sqs._queues[self.url]
        kept, queue["messages"] = queue["messages"], []
        self.addCleanup(lambda: queue.update(messages=kept))
        self.assertEqual(seconds_to_next_message(now), LONGEST_WAIT_SECONDS)
        queue["messages"] = [{"visible_at": now + 9}, {"visible_at": now + 0.25}, {"visible_at": now - 1}]
        try:
            self.assertAlmostEqual(seconds_to_next_message(now), 0.25)
            self.assertAlmostEqual(seconds_to_next_message(now, 10.0), 0.025)
        finally:
            queue["messages"] = []

    def test_a_function_session_names_the_roles_id_and_has_its_record(self) -> None:
        arn = role("recorded", [trusts("sts:AssumeRole", principal={"Service": "lambda.amazonaws.com"})])
        seen = world.records_seen()
        text = "exports.handler = async () => process.env.AWS_ACCESS_KEY_ID"
        functions = client("lambda")
        functions.create_function(FunctionName="recorded", Runtime="nodejs24.x", Role=arn, Handler="index.handler", Code={"ZipFile": zipped(text)})
        key = json.load(functions.invoke(FunctionName="recorded")["Payload"])
        role_id = client("iam").get_role(RoleName="recorded")["Role"]["RoleId"]
        record = next(event["detail"] for event in seen if event["detail"]["userIdentity"].get("invokedBy") == "lambda.amazonaws.com")
        self.assertEqual(record["responseElements"]["credentials"]["accessKeyId"], key)
        self.assertEqual(record["responseElements"]["assumedRoleUser"]["assumedRoleId"], f"{role_id}:recorded")
        self.assertEqual(world.lab().session_facts[key]["invoked_by"], "lambda.amazonaws.com")


class Crashes(unittest.TestCase):
    """`wait` names a file that a function makes before it waits: it is in the middle of its work from then on."""

    TEXT = """
exports.handler = async ({ wait }) => {
  if (wait) { require("fs").writeFileSync(wait, ""); await new Promise((r) => setTimeout(r, 60_000)); }
  return process.pid;
};
"""

    @classmethod
    def setUpClass(cls) -> None:
        arn = role("crasher", [trusts("sts:AssumeRole", principal={"Service": "lambda.amazonaws.com"})])
        for name in ("crasher", "bystander"):
            client("lambda").create_function(FunctionName=name, Runtime="nodejs24.x", Role=arn, Handler="index.handler", Timeout=60, Code={"ZipFile": zipped(cls.TEXT)})

    @classmethod
    def tearDownClass(cls) -> None:
        for name in ("crasher", "bystander"):
            client("lambda").delete_function(FunctionName=name)

    def invoke(self, name: str, **event: Any) -> Any:
        answer = client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))
        return answer.get("FunctionError") or json.load(answer["Payload"])

    def test_what_works_is_killed_what_is_warm_stays_and_the_next_call_is_answered(self) -> None:
        from lab.sagemaker.crash import crash_function

        warm = {name: self.invoke(name) for name in ("crasher", "bystander")}
        begun = Path(temporary, "begun")
        answers: list[Any] = []
        waiting = threading.Thread(target=lambda: answers.append(self.invoke("crasher", wait=str(begun))))
        waiting.start()
        self.assertTrue(wait_for(begun.exists))
        for other in (("111111111111", "crasher"), ("000000000000", "crash"), ("000000000000", "bystander")):
            crash_function(*other)
        os.kill(warm["crasher"], 0)  # raises where there is no such process
        crash_function("000000000000", "crasher")
        waiting.join()
        self.assertEqual(answers, ["Unhandled"])
        self.assertNotEqual(self.invoke("crasher"), warm["crasher"])
        self.assertEqual(self.invoke("bystander"), warm["bystander"])
