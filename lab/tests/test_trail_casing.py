from __future__ import annotations

import unittest

from lab.trail.casing import HIDDEN, cased, java_time


class Casing(unittest.TestCase):
    def test_only_the_first_letter_and_never_a_map_s_keys(self) -> None:
        shapes = {
            "In": {
                "type": "structure",
                "members": {
                    "AutoMLJobName": {"shape": "S"},
                    "Hyper": {"shape": "M"},
                    "At": {"shape": "T"},
                    "Hush": {"shape": "X"},
                },
            },
            "S": {"type": "string"},
            "X": {"type": "string", "sensitive": True},
            "T": {"type": "timestamp"},
            "M": {"type": "map", "key": {"shape": "S"}, "value": {"shape": "S"}},
        }
        value = {"AutoMLJobName": "a", "Hyper": {"Depth": "3"}, "At": 0, "Hush": "x", "Unknown": {"Inner": 1}}
        expected = {
            "autoMLJobName": "a",
            "hyper": {"Depth": "3"},
            "at": "Jan 1, 1970, 12:00:00 AM",
            "hush": HIDDEN,
            "unknown": {"inner": 1},
        }
        self.assertEqual(cased(shapes, "In", value), expected)

    def test_secrets_by_name(self) -> None:
        for name in (
            "SecretString",
            "Password",
            "NewPassword",
            "SessionToken",
            "MasterPassword",
            "SecretBinary",
            "AuthorizedUrl",
            "Plaintext",
        ):
            with self.subTest(name):
                self.assertEqual(cased({}, None, {name: "x"}), {name[0].lower() + name[1:]: HIDDEN})

    def test_times_in_words(self) -> None:
        self.assertEqual(java_time(1_795_320_000), "Nov 22, 2026, 4:00:00 AM")
        self.assertEqual(java_time(1_795_320_000 + 12 * 3600 + 61), "Nov 22, 2026, 4:01:01 PM")


if __name__ == "__main__":
    unittest.main()
