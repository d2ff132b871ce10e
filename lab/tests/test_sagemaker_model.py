from __future__ import annotations

import json
import unittest
from typing import Any

from lab.sagemaker.errors import AwsError
from lab.sagemaker.examples import example
from lab.sagemaker.patterns import compile_java, matches
from lab.sagemaker.smallest import smallest
from lab.sagemaker.validate import parse, problems, validate

from .fleet import ROLE, arn, model

TAG = r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)"
NOTEBOOK = {"NotebookInstanceName": "a", "InstanceType": "ml.t3.medium", "RoleArn": ROLE}


def message(operation: str, params: dict[str, Any]) -> str:
    try:
        validate(model(), operation, params)
    except AwsError as error:
        return f"{error.code}: {error.message}"
    return "valid"


class Patterns(unittest.TestCase):
    def test_every_pattern_of_the_model_compiles(self) -> None:
        for shape in model().shapes.values():
            if "pattern" in shape:
                compile_java(shape["pattern"])

    def test_tag_characters(self) -> None:
        for value, allowed in (
            ("Zoë b/c:=+-@_.", True),
            ("", True),
            ("a<b", False),
            ("a&b", False),
            ("a\nb", False),
            ("😀", False),
        ):
            with self.subTest(value):
                self.assertEqual(matches(TAG, value), allowed)

    def test_surrogate_pairs_are_a_range_beyond_the_basic_plane(self) -> None:
        pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"
        self.assertTrue(matches(pattern, "a😀\t"))
        self.assertFalse(matches(pattern, "a\n"))

    def test_patterns_match_the_whole_value(self) -> None:
        self.assertFalse(matches("[a-z]+", "abc1"))
        self.assertFalse(matches("[a-z]+", "abc\n"))

    def test_smallest_matches_what_it_is_made_for(self) -> None:
        for pattern, least in (
            (r"[a-z]{3,5}", 0),
            (r"d-(-*[a-z0-9]){1,61}", 0),
            (r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", 12),
            (TAG, 4),
        ):
            with self.subTest(pattern):
                found = smallest(pattern, least)
                self.assertTrue(matches(pattern, found))
                self.assertGreaterEqual(len(found), least)

    def test_smallest_says_when_it_finds_nothing(self) -> None:
        with self.assertRaises(ValueError):
            smallest("[a-c]{2}", 5)


class Examples(unittest.TestCase):
    def test_every_operation_has_a_valid_one(self) -> None:
        for operation in model().operations:
            with self.subTest(operation):
                self.assertEqual(message(operation, example(model(), operation, "demo-1")), "valid")

    def test_the_name_is_taken_over(self) -> None:
        self.assertEqual(example(model(), "CreateTrainingJob", "x1")["TrainingJobName"], "x1")

    def test_a_name_loses_the_punctuation_it_may_not_have(self) -> None:
        self.assertEqual(example(model(), "CreatePartnerApp", "x-1")["Name"], "x1")


class Validation(unittest.TestCase):
    def test_messages(self) -> None:
        name = "Value {} at 'notebookInstanceName' failed to satisfy constraint: Member must {}"
        pattern = model().shape("NotebookInstanceName")["pattern"]
        cases: list[tuple[dict[str, Any], str]] = [
            ({"NotebookInstanceName": None}, name.format("null", "not be null")),
            ({"NotebookInstanceName": "a_b"}, name.format("'a_b'", f"satisfy regular expression pattern: {pattern}")),
            ({"NotebookInstanceName": "a" * 64}, name.format(f"'{'a' * 64}'", "have length less than or equal to 63")),
            (
                {"VolumeSizeInGB": 4},
                "Value '4' at 'volumeSizeInGB' failed to satisfy constraint: Member must have value greater than or equal to 5",
            ),
            (
                {"RootAccess": "Yes"},
                "Value 'Yes' at 'rootAccess' failed to satisfy constraint: Member must satisfy enum value set: [Enabled, Disabled]",
            ),
            (
                {"Tags": [{"Key": "", "Value": ""}]},
                "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
            ),
            (
                {"Tags": [{"Key": "k"}]},
                "Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null",
            ),
        ]
        for broken, expected in cases:
            with self.subTest(expected):
                self.assertEqual(
                    message("CreateNotebookInstance", {**NOTEBOOK, **broken}),
                    f"ValidationException: 1 validation error detected: {expected}",
                )

    def test_several_are_told_together(self) -> None:
        self.assertTrue(
            message("CreateNotebookInstance", {}).startswith(
                "ValidationException: 3 validation errors detected: Value null at "
            )
        )

    def test_fifty_one_tags_in_a_request(self) -> None:
        tags = [{"Key": str(number), "Value": ""} for number in range(51)]
        said = message("AddTags", {"ResourceArn": arn("model/a"), "Tags": tags})
        self.assertIn("'tags' failed to satisfy constraint: Member must have length less than or equal to 50", said)

    def test_a_wrong_type_never_reaches_validation(self) -> None:
        for broken in (
            {"NotebookInstanceName": 3},
            {"Tags": {}},
            {"VolumeSizeInGB": "5"},
            {"VolumeSizeInGB": True},
            {"Tags": ["a"]},
        ):
            with self.subTest(broken):
                self.assertTrue(
                    message("CreateNotebookInstance", {**NOTEBOOK, **broken}).startswith("SerializationException: ")
                )

    def test_unknown_members_are_ignored(self) -> None:
        self.assertEqual(message("CreateNotebookInstance", {**NOTEBOOK, "Nonsense": {"a": 1}}), "valid")

    def test_a_huge_value_is_not_repeated_whole(self) -> None:
        self.assertLess(len(message("CreateNotebookInstance", {**NOTEBOOK, "NotebookInstanceName": "a" * 1_000_000})), 4000)

    def test_a_union_takes_one_member(self) -> None:
        one = {"EFSFileSystem": {"FileSystemId": "fs-12345678"}}
        self.assertEqual(problems(model(), "CustomFileSystem", one), [])
        two = {**one, "FSxLustreFileSystem": {"FileSystemId": "fs-12345678"}}
        self.assertEqual(len(problems(model(), "CustomFileSystem", two)), 1)

    def test_bodies_that_are_no_json_object(self) -> None:
        for body in (b"[]", b'"a"', b"{", b"\xff", b"[" * 1_000_000, json.dumps([]).encode()):
            with self.subTest(body[:5]), self.assertRaises(AwsError) as refused:
                parse(body)
            self.assertEqual(refused.exception.code, "SerializationException")
        self.assertEqual(parse(b""), {})


if __name__ == "__main__":
    unittest.main()
