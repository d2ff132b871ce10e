from __future__ import annotations

import datetime as dt
import email.utils
import json
import time
import unittest
from typing import Any

from botocore.exceptions import ClientError
from lab.sts import durations
from lab.sts.issue import Issue
from lab.sts.request import StsRequest

from . import world
from .asking import allow, allowed, policy
from .world import client, role, trusts

BUCKET = "expiry-bucket"


def seconds_left(credentials: dict[str, Any], now: float) -> float:
    return credentials["Expiration"].timestamp() - now


class Ends(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.role = role("expiry", [trusts("sts:AssumeRole")], policy(allow("s3:*", "dynamodb:*", "sts:*")), MaxSessionDuration=7200)
        client("s3").create_bucket(Bucket=BUCKET)

    def tearDown(self) -> None:
        world.control("/_lab/sessions", {"clock": "wall"})

    def assume(self, **more: Any) -> dict[str, Any]:
        return client("sts").assume_role(RoleArn=self.role, RoleSessionName="run", **more)

    def test_by_the_accounts_clock_where_it_is_told_so(self) -> None:
        lab = world.lab()
        self.assertEqual(world.control("/_lab/sessions", {"clock": "lab"}), {"clock": "lab"})
        lab.pace.skip(3_600)
        answer = self.assume(DurationSeconds=900)
        told = email.utils.parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
        self.assertAlmostEqual(told.timestamp(), lab.clock(), delta=5)
        self.assertAlmostEqual(seconds_left(answer["Credentials"], lab.clock()), 900, delta=5)
        self.assertAlmostEqual(lab.session_facts[answer["Credentials"]["AccessKeyId"]]["expires_at"], lab.clock() + 900, delta=5)
        client("s3", answer["Credentials"]).list_objects_v2(Bucket=BUCKET)
        lab.pace.skip(890)
        client("s3", answer["Credentials"]).list_objects_v2(Bucket=BUCKET)
        lab.pace.skip(20)
        for code, call in self.calls(answer["Credentials"]):
            with self.assertRaisesRegex(ClientError, code):
                call()
        self.assume()  # others come and go: it stays expired, and does not become unknown
        for code, call in self.calls(answer["Credentials"]):
            with self.assertRaisesRegex(ClientError, code):
                call()

    def calls(self, credentials: dict[str, Any]) -> list[tuple[str, Any]]:
        return [
            (r"\(ExpiredToken\).*The provided token has expired", lambda: client("s3", credentials).list_objects_v2(Bucket=BUCKET)),
            (r"\(ExpiredToken\).*The security token included in the request is expired", lambda: client("sts", credentials).get_caller_identity()),
            (r"\(ExpiredToken\)", lambda: client("sts", credentials).assume_role(RoleArn=self.role, RoleSessionName="again")),
            (r"\(ExpiredTokenException\).*The security token included in the request is expired", lambda: client("dynamodb", credentials).list_tables()),
        ]

    def test_else_by_the_wall_clock(self) -> None:
        answer = self.assume(DurationSeconds=900)
        self.assertAlmostEqual(seconds_left(answer["Credentials"], time.time()), 900, delta=5)
        world.lab().pace.skip(3_600)
        client("s3", answer["Credentials"]).list_objects_v2(Bucket=BUCKET)

    def test_a_clock_is_lab_or_wall(self) -> None:
        self.assertEqual(world.control("/_lab/sessions", {"clock": "sun"})["status"], 400)

    def test_the_bounds_of_a_duration(self) -> None:
        sts = client("sts")
        for seconds, words in ((43_201, "less than or equal to 43200"), (7_201, "MaxSessionDuration")):
            with self.assertRaisesRegex(ClientError, f"ValidationError.*{words}"):
                self.assume(DurationSeconds=seconds)
        with self.assertRaisesRegex(ClientError, "less than or equal to 129600"):
            sts.get_session_token(DurationSeconds=129_601)
        short = StsRequest("GetSessionToken", params={"DurationSeconds": ["899"]})  # botocore does not send it
        self.assertIn(b"greater than or equal to 900", durations.refusal(short, Issue("GetSessionToken"), {})[2])

    def test_a_service_keeps_its_session(self) -> None:
        world.control("/_lab/sessions", {"clock": "lab"})
        arn = role("expiry-service", [trusts("sts:AssumeRole", principal={"Service": "sagemaker.amazonaws.com"})])
        asked = {"service": "sagemaker.amazonaws.com", "roleArn": arn, "sessionName": "SageMaker", "durationSeconds": 900}
        made = world.control("/_lab/service/session", asked)["Credentials"]
        world.lab().pace.skip(3_600)
        client("sts", made).get_caller_identity()
        ends = dt.datetime.fromisoformat(made["Expiration"].replace("Z", "+00:00"))
        self.assertAlmostEqual(ends.timestamp(), time.time() + 900, delta=10)


class SessionPolicies(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        s3 = client("s3")
        s3.create_bucket(Bucket="packed-bucket")
        for key in ("sales/a", "marketing/a"):
            s3.put_object(Bucket="packed-bucket", Key=key, Body=b"x")
        cls.wide = role("packed-wide", [trusts("sts:AssumeRole", "sts:TagSession")], policy(allow("s3:*")))
        cls.bare = role("packed-bare", [trusts("sts:AssumeRole")], None)
        named = {"Effect": "Allow", "Principal": {"AWS": cls.bare}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::packed-bucket/*"}
        s3.put_bucket_policy(Bucket="packed-bucket", Policy=json.dumps(policy(named)))

    def get(self, arn: str, key: str, cap: str = "sales/*") -> bool:
        document = json.dumps(policy(allow("s3:GetObject", resource=f"arn:aws:s3:::packed-bucket/{cap}")))
        made = client("sts").assume_role(RoleArn=arn, RoleSessionName="run", Policy=document)["Credentials"]
        return allowed(lambda: client("s3", made).get_object(Bucket="packed-bucket", Key=key))

    def test_cap_a_role_that_is_wider(self) -> None:
        self.assertTrue(self.get(self.wide, "sales/a"))
        self.assertFalse(self.get(self.wide, "marketing/a"))

    def test_cap_what_the_bucket_gives_to_the_role(self) -> None:
        self.assertTrue(self.get(self.bare, "sales/a"))
        self.assertFalse(self.get(self.bare, "marketing/a"))

    def test_have_a_size_and_a_limit(self) -> None:
        sts = client("sts")
        asked = {"RoleArn": self.wide, "RoleSessionName": "run"}
        used = sts.assume_role(**asked, Policy=json.dumps(policy(allow("s3:GetObject"))))["PackedPolicySize"]
        self.assertGreater(used, 0)
        self.assertLess(used, 20)
        self.assertEqual(sts.assume_role(**asked)["PackedPolicySize"], 0)
        tags = [{"Key": f"key-{n}", "Value": f"{hash(f'{n}')}{hash(f'x{n}')}" * 3} for n in range(50)]
        with self.assertRaisesRegex(ClientError, r"PackedPolicyTooLarge.*Packed size of session tags consumes \d+% of allotted space"):
            sts.assume_role(**asked, Tags=tags)
        with self.assertRaisesRegex(ClientError, "ValidationError.*length less than or equal to 2048"):
            sts.assume_role(**asked, Policy=json.dumps(policy(allow("s3:GetObject", resource="x" * 2_048))))
