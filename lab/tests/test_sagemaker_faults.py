from __future__ import annotations

import unittest
from typing import Any

from lab.sagemaker import faults as control
from lab.sagemaker.errors import AwsError

from .fleet import ACCOUNT, Fleet, arn

MODEL = arn("model/m")
ADD = {"ResourceArn": MODEL, "Tags": [{"Key": "a", "Value": "1"}]}


def fleet_with(*rules: dict[str, Any]) -> Fleet:
    fleet = Fleet()
    fleet("CreateModel", {"ModelName": "m"})
    fleet.service.faults.replace(list(rules))
    return fleet


def outcomes(fleet: Fleet, operation: str, params: dict[str, Any], times: int = 200, **call: Any) -> list[str]:
    found = []
    for _ in range(times):
        try:
            fleet(operation, params, **call)
            found.append("ok")
        except AwsError as error:
            found.append(error.code)
    return found


class Errors(unittest.TestCase):
    def test_a_rate_is_kept_and_is_the_same_for_the_same_seed(self) -> None:
        rule = {"operation": "AddTags", "rate": 0.3, "error": "ThrottlingException", "seed": 7}
        first, again = (outcomes(fleet_with(rule), "AddTags", ADD) for _ in range(2))
        self.assertEqual(first, again)
        self.assertAlmostEqual(first.count("ThrottlingException") / 200, 0.3, delta=0.1)
        self.assertNotEqual(first, outcomes(fleet_with({**rule, "seed": 8}), "AddTags", ADD))

    def test_other_operations_are_left_alone(self) -> None:
        fleet = fleet_with({"operation": "AddTags", "error": "ThrottlingException"})
        self.assertEqual(outcomes(fleet, "ListTags", {"ResourceArn": MODEL}, 3), ["ok"] * 3)

    def test_codes_are_spelt_freely_with_fitting_statuses(self) -> None:
        cases = {
            "Throttling": 400,
            "TooManyRequestsException": 400,
            "RequestLimitExceeded": 400,
            "ServiceUnavailable": 503,
            "InternalFailure": 500,
            "Whatever": 400,
        }
        for code, status in cases.items():
            with self.subTest(code), self.assertRaises(AwsError) as refused:
                fleet_with({"error": code})("ListTags", {"ResourceArn": MODEL})
            self.assertEqual((refused.exception.code, refused.exception.status), (code, status))

    def test_a_status_and_a_message_of_one_s_own(self) -> None:
        with self.assertRaises(AwsError) as refused:
            fleet_with({"error": "X", "status": 502, "message": "m"})("ListModels")
        self.assertEqual((refused.exception.status, refused.exception.message), (502, "m"))

    def test_at_most_so_often(self) -> None:
        fleet = fleet_with({"operation": "AddTags", "error": "Throttling", "times": 2})
        self.assertEqual(outcomes(fleet, "AddTags", ADD, 4), ["Throttling", "Throttling", "ok", "ok"])

    def test_only_for_a_caller_or_a_kind(self) -> None:
        caller = {"userArn": f"arn:aws:sts::{ACCOUNT}:assumed-role/enforcer/x"}
        fleet = fleet_with({"error": "Throttling", "caller": "assumed-role/enforcer/"})
        self.assertEqual(
            outcomes(fleet, "AddTags", ADD, 1, caller=caller) + outcomes(fleet, "AddTags", ADD, 1), ["Throttling", "ok"]
        )
        fleet = fleet_with({"error": "Throttling", "kind": "Model"})
        self.assertEqual(outcomes(fleet, "AddTags", ADD, 1) + outcomes(fleet, "ListEndpoints", {}, 1), ["Throttling", "ok"])

    def test_a_refused_call_has_no_effect(self) -> None:
        fleet = fleet_with({"operation": "AddTags", "error": "InternalFailure"})
        outcomes(fleet, "AddTags", ADD, 1)
        self.assertEqual(fleet.tags(MODEL), {})

    def test_accept_then_fail_has_its_effect(self) -> None:
        fleet = fleet_with({"operation": "AddTags", "acceptThenFail": True})
        self.assertEqual(outcomes(fleet, "AddTags", ADD, 1), ["InternalFailure"])
        self.assertEqual(fleet.tags(MODEL), {"a": "1"})


class NotYetVisible(unittest.TestCase):
    def test_what_was_created_is_not_found_for_a_while(self) -> None:
        fleet = Fleet()
        fleet.service.faults.replace([{"kind": "NotebookInstance", "invisibleFor": 20}])
        notebook = fleet.make("CreateNotebookInstance", "nb")["NotebookInstanceArn"]
        calls = (
            ("ListTags", {"ResourceArn": notebook}),
            ("AddTags", {"ResourceArn": notebook, "Tags": []}),
            ("DescribeNotebookInstance", {"NotebookInstanceName": "nb"}),
        )
        for operation, params in calls:
            self.assertEqual(fleet.refused(operation, params)[0], "ValidationException")
        fleet.wait(20)
        for operation, params in calls:
            fleet(operation, params)

    def test_only_creations_are_counted(self) -> None:
        fleet = Fleet()
        fleet.service.faults.replace([{"operation": "*", "invisibleFor": 5}])
        fleet.make("CreateDomain")
        fleet("ListDomains")
        self.assertEqual(fleet.service.faults.show()[0]["asked"], 1)
        self.assertEqual(
            fleet.refused("ListTags", {"ResourceArn": fleet("ListDomains")["Domains"][0]["DomainArn"]})[0], "ResourceNotFound"
        )


class Control(unittest.TestCase):
    def test_get_post_delete(self) -> None:
        service = Fleet().service
        rule = {"operation": "AddTags", "error": "Throttling"}
        shown = [{**rule, "asked": 0, "hit": 0}]
        self.assertEqual(control(service, "POST", [rule]), shown)
        self.assertEqual(control(service, "GET", None), shown)
        self.assertEqual(control(service, "DELETE", None), [])
        self.assertEqual(control(service, "PUT", None)[0], 405)

    def test_rules_that_are_none(self) -> None:
        cases = [
            ({"operation": "AddTags"}, "no effect"),
            ({"error": "X", "rat": 1}, "unknown key 'rat'"),
            ({"error": "X", "rate": 2}, "rate 2"),
            ({"error": "X", "rate": True}, "rate True"),
            ({"invisibleFor": "long"}, "invisibleFor 'long'"),
            ("x", "is not an object"),
        ]
        for rule, words in cases:
            with self.subTest(rule):
                service = Fleet().service
                status, said = control(service, "POST", [rule])
                self.assertEqual((status, words in said["message"], said["message"].startswith("rule 0: ")), (400, True, True))
                self.assertEqual(service.faults.show(), [])
        self.assertEqual(control(Fleet().service, "POST", {"error": "X"})[0], 400)


if __name__ == "__main__":
    unittest.main()
