from __future__ import annotations

import json
import unittest

from lab.trail import operations, sts
from lab.trail.calls import records_of
from lab.trail.casing import HIDDEN

from .records import ACCOUNT, REFUSED, ROLE, ROOT_USER, form, setUpModule  # noqa: F401

ASSUMED = """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<Credentials><AccessKeyId>ASIANEW</AccessKeyId><SecretAccessKey>SECRETKEY</SecretAccessKey><SessionToken>TOKEN</SessionToken>
<Expiration>2026-11-22T04:00:00Z</Expiration></Credentials>
<AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId><Arn>arn:aws:sts::000000000000:assumed-role/studio/s</Arn></AssumedRoleUser>
</AssumeRoleResult></AssumeRoleResponse>"""
REQUEST = f"RoleArn={ROLE}&RoleSessionName=s&DurationSeconds=900&Tags.member.1.Key=a&Tags.member.1.Value=b&TransitiveTagKeys.member.1=a"


class Sts(unittest.TestCase):
    def test_assume_role(self) -> None:
        facts = {"ASIANEW": {"expires_at": 1_795_320_000, "inherited_tags": {"team": "A"}}}
        (told,) = records_of(form("sts", "AssumeRole", REQUEST, ASSUMED, facts=facts))
        self.assertEqual(
            told["requestParameters"],
            {
                "roleArn": ROLE,
                "roleSessionName": "s",
                "durationSeconds": 900,
                "tags": [{"key": "a", "value": "b"}],
                "transitiveTagKeys": ["a"],
                "incomingTransitiveTags": {"team": "A"},
            },
        )
        self.assertEqual(
            told["responseElements"]["credentials"],
            {"accessKeyId": "ASIANEW", "sessionToken": HIDDEN, "expiration": "Nov 22, 2026, 4:00:00 AM"},
        )
        self.assertEqual(told["resources"], [{"accountId": ACCOUNT, "type": "AWS::IAM::Role", "ARN": ROLE}])
        self.assertTrue(told["readOnly"])
        for secret in ("SECRETKEY", "TOKEN"):
            self.assertNotIn(secret, json.dumps(told))

    def test_across_accounts_two_trails_are_told(self) -> None:
        vendor = {**ROOT_USER, "principalId": "999988887777", "accountId": "999988887777"}
        own, ours = records_of(form("sts", "AssumeRole", REQUEST, ASSUMED, identity=vendor, account="999988887777"))
        self.assertEqual((own["recipientAccountId"], ours["recipientAccountId"]), ("999988887777", ACCOUNT))
        self.assertEqual(
            ours["userIdentity"], {"type": "AWSAccount", "principalId": "999988887777", "accountId": "999988887777"}
        )
        self.assertEqual(own["sharedEventID"], ours["sharedEventID"])
        self.assertNotEqual(own["eventID"], ours["eventID"])

    def test_a_refusal_tells_nothing_but_the_words(self) -> None:
        vendor = {**ROOT_USER, "accountId": "999988887777"}
        (told,) = records_of(form("sts", "AssumeRole", REQUEST, REFUSED, status=403, identity=vendor, account="999988887777"))
        self.assertEqual(
            (told["errorCode"], told["errorMessage"], told["requestParameters"], told["responseElements"]),
            ("AccessDenied", "not you", None, None),
        )
        self.assertNotIn("resources", told)

    def test_saml_shows_the_assertion_s_tags_and_nobody_s_key(self) -> None:
        answer = ASSUMED.replace("AssumeRole", "AssumeRoleWithSAML").replace(
            "</AssumeRoleWithSAMLResult>", "<Subject>alice</Subject><NameQualifier>Q</NameQualifier></AssumeRoleWithSAMLResult>"
        )
        provider = f"arn:aws:iam::{ACCOUNT}:saml-provider/idp"
        facts = {
            "ASIANEW": {
                "own_tags": {"Team": "A"},
                "transitive_keys": ["Team"],
                "session_name": "alice@x",
                "source_identity": "alice",
                "expires_at": 0,
            }
        }
        text = f"RoleArn={ROLE}&PrincipalArn={provider}&SAMLAssertion=PHNhbWw%2B"
        (told,) = records_of(form("sts", "AssumeRoleWithSAML", text, answer, facts=facts, identity=None))
        self.assertEqual(
            told["userIdentity"], {"type": "SAMLUser", "principalId": "Q:alice", "userName": "alice", "identityProvider": "Q"}
        )
        params = told["requestParameters"]
        self.assertEqual(
            (params["principalTags"], params["transitiveTagKeys"], params["roleSessionName"]),
            ({"Team": "A"}, ["Team"], "alice@x"),
        )
        self.assertEqual(
            (params["principalArn"], "sAMLAssertionID" in params, "sAMLAssertion" in params), (provider, True, False)
        )
        self.assertEqual([resource["type"] for resource in told["resources"]], ["AWS::IAM::Role", "AWS::IAM::SAMLProvider"])

    def test_which_calls_read(self) -> None:
        cases = {
            "AssumeRole": True,
            "AssumeRoleWithSAML": True,
            "GetCallerIdentity": True,
            "GetSessionToken": False,
            "GetFederationToken": False,
        }
        for operation, expected in cases.items():
            with self.subTest(operation):
                self.assertEqual(operations.is_read_only(operation), expected)

    def test_the_endpoint_is_told(self) -> None:
        self.assertEqual(sts.additional("us-east-1")["RequestDetails"]["endpointType"], "global")
        self.assertEqual(
            sts.additional("eu-west-1")["RequestDetails"], {"endpointType": "regional", "awsServingRegion": "eu-west-1"}
        )


if __name__ == "__main__":
    unittest.main()
