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


class Crashes(unittest.TestCase):
    FUNCTION = {
        "userArn": f"arn:aws:sts::{ACCOUNT}:assumed-role/enforcer/enforcer",
        "facts": {"account": ACCOUNT, "session_name": "enforcer", "invoked_by": "lambda.amazonaws.com"},
    }

    def crashed(self, *rules: dict[str, Any]) -> tuple[Fleet, list[tuple[str, str]]]:
        fleet = fleet_with(*rules)
        fleet.service.crash_out = lambda *function: seen.append((*function, str(fleet.tags(MODEL))))
        seen: list[Any] = []
        return fleet, seen

    def test_the_caller_is_killed_once_the_effect_is_there(self) -> None:
        fleet, seen = self.crashed({"operation": "AddTags", "times": 1, "crashCaller": True})
        outcomes(fleet, "AddTags", ADD, 2, caller=self.FUNCTION)
        self.assertEqual(seen, [(ACCOUNT, "enforcer", "{'a': '1'}")])

    def test_only_a_function_is_counted_and_killed(self) -> None:
        fleet, seen = self.crashed({"operation": "*", "crashCaller": True})
        person = {**self.FUNCTION, "facts": {"account": ACCOUNT, "session_name": "enforcer"}}
        for caller in ({}, {"userArn": "arn:aws:iam::000000000000:root", "facts": None}, person):
            outcomes(fleet, "AddTags", ADD, 1, caller=caller)
        self.assertEqual((seen, fleet.service.faults.show()[0]["asked"]), ([], 0))

    def test_a_refused_call_kills_nobody(self) -> None:
        error, crash = {"error": "Throttling"}, {"crashCaller": True}
        fleet, seen = self.crashed(error, crash)
        self.assertEqual(outcomes(fleet, "AddTags", ADD, 1, caller=self.FUNCTION), ["Throttling"])
        fleet.service.faults.replace([crash])
        self.assertEqual(outcomes(fleet, "DescribeModel", {"ModelName": "none"}, 1, caller=self.FUNCTION), ["ValidationException"])
        self.assertEqual(seen, [])

    def test_the_first_rule_that_hits_decides(self) -> None:
        fleet, seen = self.crashed({"operation": "AddTags", "crashCaller": True, "times": 1}, {"operation": "AddTags", "acceptThenFail": True})
        self.assertEqual(outcomes(fleet, "AddTags", ADD, 2, caller=self.FUNCTION), ["ok", "InternalFailure"])
        self.assertEqual(len(seen), 1)


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
