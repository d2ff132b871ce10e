from __future__ import annotations

import functools
import io
import json
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from . import temporary
from .world import client, role, trusts, wait_for

ROOT = Path(__file__).resolve().parents[2]
LAMBDA = {"Service": "lambda.amazonaws.com"}
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function"


@functools.cache
def code() -> bytes:
    """The handler with the SDK in it, as the product's functions are bundled."""
    handler = Path(__file__).with_name("durable_handler.mjs")
    out = Path(temporary) / "durable.mjs"
    flags = ["--bundle", "--platform=node", "--format=esm", "--main-fields=module,main", f"--outfile={out}", "--log-level=error"]
    banner = "--banner:js=import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"
    subprocess.run([ROOT / "node_modules" / ".bin" / "esbuild", handler, *flags, banner], check=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(out, "index.mjs")
    return packed.getvalue()


def policy(actions: list[str], *resources: str) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": list(resources)}}


def make(name: str, resource: str | None = None) -> str:
    """A durable function with an alias `live`; answers the alias's ARN."""
    own = policy(["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"], resource or f"{FUNCTION}:{name}:*")
    lambdas = client("lambda")
    lambdas.create_function(
        FunctionName=name,
        Runtime="nodejs24.x",
        Role=role(f"durable-{name}", [trusts("sts:AssumeRole", principal=LAMBDA)], own),
        Handler="index.handler",
        Code={"ZipFile": code()},
        Timeout=20,
        DurableConfig={"ExecutionTimeout": 600, "RetentionPeriodInDays": 1},
    )
    version = lambdas.publish_version(FunctionName=name)["Version"]
    return lambdas.create_alias(FunctionName=name, Name="live", FunctionVersion=version)["AliasArn"]


class DurableFunctions(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.alias = make("talk")

    def start(self, act: str, name: str, **more: Any) -> dict[str, Any]:
        file = more.pop("file", None) or tempfile.mkstemp(dir=temporary)[1]
        payload = {"act": act, "file": file, "name": name, **more}
        asked = {"FunctionName": more.get("alias", self.alias), "InvocationType": "Event", "DurableExecutionName": name}
        answer = client("lambda").invoke(**asked, Payload=json.dumps(payload))
        return {**answer, "file": Path(file), "payload": payload, "arn": answer["DurableExecutionArn"]}

    def end(self, execution: dict[str, Any], seconds: float = 20) -> dict[str, Any]:
        def ended() -> dict[str, Any] | None:
            row = client("lambda").get_durable_execution(DurableExecutionArn=execution["arn"])
            return row if row["Status"] != "RUNNING" else None

        return wait_for(ended, seconds) or self.fail(f"{execution['arn']} did not end")

    def result(self, execution: dict[str, Any]) -> Any:
        row = self.end(execution)
        self.assertEqual(row["Status"], "SUCCEEDED", row)
        return json.loads(row["Result"])

    def callback(self, execution: dict[str, Any]) -> str:
        return wait_for(lambda: execution["file"].read_text().strip()) or self.fail("no callback")

    def test_it_is_started_by_its_alias_and_goes_through_several_invocations(self) -> None:
        execution = self.start("waits", "waits-1")
        self.assertRegex(execution["arn"], rf"^{FUNCTION}:talk:1/durable-execution/waits-1/[\w-]+$")
        self.assertEqual(self.result(execution), "waited as waits-1")

    def test_a_name_starts_one_execution(self) -> None:
        first = self.start("waits", "once")
        again = self.start("waits", "once", file=str(first["file"]))
        self.assertEqual(again["arn"], first["arn"])
        with self.assertRaises(client("lambda").exceptions.DurableExecutionAlreadyStartedException):
            self.start("waits", "once")

    def test_an_unqualified_start_is_refused(self) -> None:
        with self.assertRaises(ClientError) as refused:
            client("lambda").invoke(FunctionName="talk", InvocationType="Event", Payload="{}")
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidParameterValueException")

    def test_a_step_is_tried_again_as_often_as_it_may_be(self) -> None:
        execution = self.start("retries", "retries-2", failures=2)
        self.assertEqual(self.result(execution), "done")
        failing = self.start("retries", "retries-9", failures=9)
        self.assertEqual(self.end(failing)["Status"], "FAILED")
        self.assertEqual(failing["file"].read_text().count("tried"), 3)

    def test_an_answer_ends_the_wait(self) -> None:
        execution = self.start("asks", "asks-60", seconds=60)
        client("lambda").send_durable_execution_callback_success(CallbackId=self.callback(execution), Result=b"yes")
        self.assertEqual(self.result(execution), "yes")
        with self.assertRaises(client("lambda").exceptions.CallbackTimeoutException):
            client("lambda").send_durable_execution_callback_success(CallbackId=self.callback(execution), Result=b"no")

    def test_nobody_answers_in_time(self) -> None:
        self.assertEqual(self.result(self.start("asks", "asks-1", seconds=1)), "CallbackTimeoutError")

    def test_an_answer_to_one_that_is_at_work_starts_no_second_invocation(self) -> None:
        execution = self.start("busy", "busy-1")
        client("lambda").send_durable_execution_callback_success(CallbackId=self.callback(execution), Result=b"heard")
        self.assertEqual(self.result(execution), "heard")

    def test_a_crash_goes_on_from_the_last_checkpoint(self) -> None:
        execution = self.start("crashes", "crashes-1")
        self.assertEqual(self.result(execution), "survived")
        self.assertEqual(execution["file"].read_text().split(), ["before", "crashed"])


class Permissions(unittest.TestCase):
    def assumed(self, name: str, actions: list[str], resource: str) -> Any:
        arn = role(name, [trusts("sts:AssumeRole")], policy(actions, resource))
        keys = client("sts").assume_role(RoleArn=arn, RoleSessionName="session")["Credentials"]
        return client("lambda", keys)

    def test_an_execution_is_authorised_by_its_version_not_by_its_alias(self) -> None:
        alias = make("guarded")
        file = tempfile.mkstemp(dir=temporary)[1]
        payload = json.dumps({"act": "asks", "file": file, "seconds": 60})
        starter = self.assumed("starter", ["lambda:InvokeFunction"], alias)
        starter.invoke(FunctionName=alias, InvocationType="Event", Payload=payload)
        starter.invoke(FunctionName="guarded", Qualifier="live", InvocationType="Event", Payload=payload)
        with self.assertRaises(ClientError) as refused:
            starter.invoke(FunctionName="guarded", Qualifier="1", InvocationType="Event", Payload=payload)
        self.assertIn("AccessDenied", refused.exception.response["Error"]["Code"])
        callback = wait_for(lambda: Path(file).read_text().split("\n")[0])
        succeed = ["lambda:SendDurableExecutionCallbackSuccess"]
        with self.assertRaises(ClientError) as denied:
            self.assumed("by-alias", succeed, alias).send_durable_execution_callback_success(CallbackId=callback)
        self.assertIn("AccessDenied", denied.exception.response["Error"]["Code"])
        self.assumed("by-version", succeed, f"{FUNCTION}:guarded:*").send_durable_execution_callback_success(CallbackId=callback)

    def test_an_alias_is_read_by_its_own_action(self) -> None:
        make("aliased")
        reader = self.assumed("reader", ["lambda:GetAlias"], f"{FUNCTION}:aliased")
        self.assertEqual(reader.get_alias(FunctionName="aliased", Name="live")["FunctionVersion"], "1")
        with self.assertRaises(ClientError) as refused:
            reader.list_aliases(FunctionName="aliased")
        self.assertIn("AccessDenied", refused.exception.response["Error"]["Code"])

    def test_a_function_without_the_right_to_checkpoint_gets_nowhere(self) -> None:
        alias = make("powerless", f"{FUNCTION}:another:*")
        file = tempfile.mkstemp(dir=temporary)[1]
        client("lambda").invoke(FunctionName=alias, InvocationType="Event", Payload=json.dumps({"act": "asks", "file": file, "seconds": 60}))
        self.assertFalse(wait_for(lambda: Path(file).read_text(), 2))


if __name__ == "__main__":
    unittest.main()
