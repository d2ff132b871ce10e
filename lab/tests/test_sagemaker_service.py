from __future__ import annotations

import unittest
from typing import Any

from lab.sagemaker.examples import example
from lab.sagemaker.validate import problems

from .fleet import ACCOUNT, Fleet, model

# The model gives these ARNs patterns that their own service's ARNs do not fit (no digits in a region, iam as the service).
UNFITTING_ARNS = ("deviceFleetArn", "edgeDeploymentPlanArn", "edgePackagingJobArn", "deviceArn")
LATER = {"CreateAutoMLJobV2": "v2"}  # shares its kind with CreateAutoMLJob
FIRST_STOPPED = ("NotebookInstance", "TrainingJob", "ProcessingJob", "HyperParameterTuningJob")


def faults_of(operation: str, answer: dict[str, Any]) -> list[str]:
    shape = model().output_of(operation)
    found = problems(model(), shape, answer) if shape else []
    return [problem for problem in found if not any(name in problem for name in UNFITTING_ARNS)]


class EveryKind(unittest.TestCase):
    """Each creator, then everything that can be done with what it made."""

    def one(self, fleet: Fleet, operation: str) -> None:
        _, kind = fleet.service.routes[operation]
        given = {"Tags": [{"Key": "a", "Value": "b"}]} if "Tags" in model().members(model().input_of(operation)) else {}
        self.assertEqual(faults_of(operation, fleet.make(operation, LATER.get(operation, "demo-1"), **given)), [])
        made = fleet.service.store.of_kind(ACCOUNT, "us-east-1", kind.name, fleet.now)[-1]
        described = self.on(fleet, kind.operations["describe"], made)
        self.assertEqual(faults_of(kind.operations["describe"], described), [])
        listed = self.on(fleet, kind.operations["list"], made)
        self.assertEqual(faults_of(kind.operations["list"], listed), [])
        self.assertTrue(any(value for value in listed.values() if isinstance(value, list)))
        if given:
            self.assertEqual(fleet.tags(made.arn), {"a": "b"})
            fleet("AddTags", {"ResourceArn": made.arn, "Tags": [{"Key": "a", "Value": "c"}]})
            fleet("DeleteTags", {"ResourceArn": made.arn, "TagKeys": ["a", "none"]})
            self.assertEqual(fleet.tags(made.arn), {})
        self.end(fleet, kind, made)

    def on(self, fleet: Fleet, operation: str, made: Any) -> dict[str, Any]:
        members = model().members(model().input_of(operation))
        named = {name: made.fields[name] for name in made.kind.identity if name in members and name in made.fields}
        needed = {name: made.fields[name] for name in model().required(model().input_of(operation)) if name in made.fields}
        return fleet(operation, {**example(model(), operation), **needed, **named})

    def end(self, fleet: Fleet, kind: Any, made: Any) -> None:
        if kind.operation("stop"):
            if kind.name in ("NotebookInstance", "MlflowTrackingServer"):
                fleet.wait(5)
            self.on(fleet, kind.operations["stop"], made)
            fleet.wait(5)
        elif kind.name in FIRST_STOPPED:
            fleet.wait(30)
        if kind.name == "Device":
            fleet("DeregisterDevices", {"DeviceFleetName": "demo-1", "DeviceNames": ["demo-1"]})
        elif kind.operation("delete"):
            self.on(fleet, kind.operations["delete"], made)
        else:
            return
        fleet.wait(5)
        left = fleet.service.store.by_arn(made.arn, fleet.now)
        self.assertIn(left.status(fleet.now) if left else None, (None, "Deleted"))

    def test_create_describe_list_tag_stop_delete(self) -> None:
        for operation in model().creators:
            with self.subTest(operation):
                self.one(Fleet(), operation)

    def test_every_other_operation_answers_or_refuses_in_its_own_words(self) -> None:
        fleet = Fleet()
        for operation in sorted(set(model().operations) - set(model().creators)):
            with self.subTest(operation):
                try:
                    answer = fleet(operation, example(model(), operation, "demo-1"))
                except Exception as error:
                    self.assertEqual(type(error).__name__, "AwsError", repr(error))
                else:
                    self.assertEqual(faults_of(operation, answer), [])


if __name__ == "__main__":
    unittest.main()
