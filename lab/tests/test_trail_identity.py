from __future__ import annotations

import unittest

from lab.trail.identity import foreign, identity_of, session_identity

from .records import ACCOUNT, FACTS, ROLE, ROOT_USER


class Identity(unittest.TestCase):
    def test_a_role_session(self) -> None:
        issuer = {"type": "Role", "principalId": "AROAEXAMPLE", "arn": ROLE, "accountId": ACCOUNT, "userName": "studio"}
        self.assertEqual(
            session_identity(FACTS),
            {
                "type": "AssumedRole",
                "principalId": "AROAEXAMPLE:SageMaker",
                "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/studio/SageMaker",
                "accountId": ACCOUNT,
                "accessKeyId": "ASIAEXAMPLE",
                "sessionContext": {
                    "sessionIssuer": issuer,
                    "attributes": {"creationDate": "2026-09-21T14:13:20Z", "mfaAuthenticated": "false"},
                },
            },
        )

    def test_source_identity_and_identity_center(self) -> None:
        someone = {"userId": "u-1", "identityStoreArn": "arn:aws:identitystore::000000000000:identitystore/d-1"}
        identity = session_identity({**FACTS, "source_identity": "alice", "on_behalf_of": someone, "mfa": True})
        self.assertEqual(identity["sessionContext"]["sourceIdentity"], "alice")
        self.assertEqual(identity["onBehalfOf"], someone)
        self.assertEqual(identity["sessionContext"]["attributes"]["mfaAuthenticated"], "true")

    def test_callers(self) -> None:
        base = {"accessKey": "K", "accountId": ACCOUNT, "userId": "AID", "session": None}
        cases = {
            f"arn:aws:iam::{ACCOUNT}:root": ("Root", None),
            f"arn:aws:iam::{ACCOUNT}:user/team/dave": ("IAMUser", "dave"),
            f"arn:aws:sts::{ACCOUNT}:federated-user/fed": ("FederatedUser", None),
        }
        for arn, (kind, user_name) in cases.items():
            with self.subTest(arn):
                identity = identity_of({**base, "userArn": arn})
                self.assertEqual((identity["type"], identity.get("userName"), identity["accessKeyId"]), (kind, user_name, "K"))

    def test_a_session_nobody_announced_is_read_from_its_arn_and_role(self) -> None:
        arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/enforcer/function"
        caller = {
            "accessKey": "K",
            "accountId": ACCOUNT,
            "userArn": arn,
            "userId": "x",
            "session": {"IssuedAt": 5},
            "facts": None,
        }
        identity = identity_of(caller, {"Arn": f"arn:aws:iam::{ACCOUNT}:role/path/enforcer", "RoleId": "AROA1"})
        self.assertEqual(identity["principalId"], "AROA1:function")
        self.assertEqual(identity["sessionContext"]["sessionIssuer"]["arn"], f"arn:aws:iam::{ACCOUNT}:role/path/enforcer")
        self.assertEqual(identity["arn"], arn)

    def test_get_session_token_keeps_the_user_and_shows_when(self) -> None:
        caller = {
            "accessKey": "ASIA",
            "accountId": ACCOUNT,
            "userArn": f"arn:aws:iam::{ACCOUNT}:user/dave",
            "userId": "AIDA",
            "session": {"IssuedAt": 0},
        }
        identity = identity_of(caller)
        self.assertEqual(identity["type"], "IAMUser")
        self.assertEqual(identity["sessionContext"]["attributes"]["creationDate"], "1970-01-01T00:00:00Z")

    def test_another_account_s_view(self) -> None:
        self.assertEqual(foreign(ROOT_USER), {"type": "AWSAccount", "principalId": ACCOUNT, "accountId": ACCOUNT})


if __name__ == "__main__":
    unittest.main()
