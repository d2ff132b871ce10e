from __future__ import annotations

import unittest

from lab.trail.calls import records_of

from .records import REFUSED, form, setUpModule  # noqa: F401


class Iam(unittest.TestCase):
    def test_always_in_us_east_1_with_the_policy_as_text(self) -> None:
        answer = "<CreateRoleResponse><CreateRoleResult><Role><RoleName>r</RoleName><CreateDate>2026-11-22T04:00:00Z</CreateDate><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></Role></CreateRoleResult></CreateRoleResponse>"
        (told,) = records_of(
            form(
                "iam",
                "CreateRole",
                "RoleName=r&AssumeRolePolicyDocument=%7B%7D&Tags.member.1.Key=a&Tags.member.1.Value=b",
                answer,
            )
        )
        self.assertEqual(told["awsRegion"], "us-east-1")
        self.assertEqual(
            told["requestParameters"], {"roleName": "r", "assumeRolePolicyDocument": "{}", "tags": [{"key": "a", "value": "b"}]}
        )
        self.assertEqual(
            told["responseElements"]["role"],
            {"roleName": "r", "createDate": "Nov 22, 2026, 4:00:00 AM", "assumeRolePolicyDocument": "%7B%7D"},
        )

    def test_a_success_without_an_answer(self) -> None:
        (told,) = records_of(form("iam", "AttachRolePolicy", "RoleName=r&PolicyArn=p", "<AttachRolePolicyResponse/>"))
        self.assertIsNone(told["responseElements"])
        self.assertNotIn("errorCode", told)

    def test_a_new_key_s_secret_is_left_out(self) -> None:
        answer = "<R><CreateAccessKeyResult><AccessKey><AccessKeyId>AKIA</AccessKeyId><SecretAccessKey>SECRET</SecretAccessKey></AccessKey></CreateAccessKeyResult></R>"
        (told,) = records_of(form("iam", "CreateAccessKey", "UserName=u", answer))
        self.assertEqual(told["responseElements"], {"accessKey": {"accessKeyId": "AKIA"}})

    def test_denied_calls_show_no_parameters(self) -> None:
        (told,) = records_of(form("iam", "CreateUser", "UserName=u", REFUSED, status=403))
        self.assertEqual((told["errorCode"], told["requestParameters"]), ("AccessDenied", None))


if __name__ == "__main__":
    unittest.main()
