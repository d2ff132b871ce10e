"""The second opinion: what is asked, and what follows from the answer."""

from __future__ import annotations

import json
import unittest
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext, EvalResult

from lab import opinions

ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"}]}
OWN = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sagemaker:*",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}", "aws:RequestedRegion": "us-east-1"}},
        }
    ],
}
parse = opinions.remembering(iam_evaluator.parse_policy_document)


def context(action: str = "sagemaker:DeleteModel", **keys: Any) -> EvalContext:
    return EvalContext(
        principal_arn="arn:aws:sts::000000000000:assumed-role/R/bob",
        principal_type="AssumedRole",
        principal_account="000000000000",
        action=action,
        resource_arn="arn:aws:sagemaker:us-east-1:000000000000:model/m",
        region="us-east-1",
        service_context={"aws:tagkeys": None, **keys},
        principal_keys={"aws:principaltag/team": "TeamB", "aws:userid": "AROA:bob"},
    )


def end(process: Any) -> None:
    process.kill()
    process.communicate()


class Rules(unittest.TestCase):
    def test_allowed_only_if_both_allow(self) -> None:
        for first, second, then, disagreements in (
            ("Allow", "allowed", "Allow", 0),
            ("Allow", "implicitDeny", "ImplicitDeny", 1),
            ("Allow", "explicitDeny", "Deny", 1),
            ("Allow", "ambiguous", "ImplicitDeny", 1),
            ("Deny", "explicitDeny", "Deny", 0),
            ("Deny", "allowed", "Deny", 1),
            ("ImplicitDeny", "ambiguous", "ImplicitDeny", 1),
        ):
            with self.subTest(first=first, second=second):
                asked = opinions.Opinions(lambda _, decision=second: {"decision": decision})
                with self.assertLogs("lab") if disagreements else self.assertNoLogs("lab"):
                    found = asked.second(EvalResult(first), {"request": {}})
                self.assertEqual(found.decision, then)
                self.assertEqual((asked.show()["asked"], len(asked.show()["disagreements"])), (1, disagreements))

    def test_only_what_sagemaker_asks(self) -> None:
        passed = {"iam:passedtoservice": "sagemaker.amazonaws.com"}
        for action, keys, is_asked in (
            ("sagemaker:CreateModel", {}, True),
            ("iam:PassRole", passed, True),
            ("iam:PassRole", {"iam:passedtoservice": "lambda.amazonaws.com"}, False),
            ("s3:GetObject", {}, False),
        ):
            with self.subTest(action=action):
                self.assertEqual(opinions.is_asked_by_sagemaker(context(action, **keys)), is_asked)

    def test_limits_without_a_document_allow_nothing(self) -> None:
        case = opinions.case_of(context(), [parse(ALLOW)], ([[]], []))
        self.assertEqual(case["identityPolicies"], [json.dumps(ALLOW)])
        self.assertEqual((case["boundary"], case["sessionPolicies"]), (opinions.NOTHING, [opinions.NOTHING]))


class Asked(unittest.TestCase):
    evaluator: opinions.Evaluator

    @classmethod
    def setUpClass(cls) -> None:
        cls.evaluator = opinions.Evaluator()

    @classmethod
    def tearDownClass(cls) -> None:
        end(cls.evaluator.process)

    def decision(self, ctx: EvalContext, policies: Any, *limits: Any) -> str:
        return str(self.evaluator.ask(opinions.case_of(ctx, policies, limits))["decision"])

    def test_one_question_after_the_other(self) -> None:
        own, other = {"aws:resourcetag/team": "TeamB"}, {"aws:resourcetag/team": "TeamA"}
        for keys, limits, decision in (
            (own, (), "allowed"),
            (other, (), "implicitDeny"),
            ({}, (), "implicitDeny"),
            (own, ([parse(ALLOW)],), "allowed"),
            (own, ([[]],), "implicitDeny"),
            (own, ([parse(ALLOW)], [parse(OWN)]), "allowed"),
            (own, ([parse(OWN)], [[]]), "implicitDeny"),
        ):
            with self.subTest(keys=keys, limits=limits):
                self.assertEqual(self.decision(context(**keys), [parse(OWN)], *limits), decision)

    def test_a_question_that_is_none_is_no_answer(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "no second opinion: .*principal"):
            self.evaluator.ask({"request": {}})
        self.assertEqual(self.decision(context(), [parse(ALLOW)]), "allowed")

    def test_one_that_has_ended_gives_no_answer_and_another_takes_its_place(self) -> None:
        evaluator = opinions.Evaluator()
        case = opinions.case_of(context(), [parse(ALLOW)], ())
        evaluator.process = evaluator.start()
        process = evaluator.process
        process.kill()
        process.wait()
        self.addCleanup(process.stdout.close)
        with self.assertRaisesRegex(RuntimeError, "the evaluator has ended"):
            evaluator.ask(case)
        self.assertEqual(evaluator.ask(case)["decision"], "allowed")
        end(evaluator.process)
