from __future__ import annotations

import time
import unittest
from typing import Any

from botocore.exceptions import ClientError
from lab.sts.mfa import STEP, totp

from . import world
from .asking import allow, policy
from .world import client, role, trusts

ALL = policy(allow("sts:*", "iam:ListUsers"))


class Device:
    """A user's device, which knows how often it was looked at: a code is taken once."""

    def __init__(self, user: str) -> None:
        iam = client("iam")
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=user)["VirtualMFADevice"]
        self.serial, self.seed = made["SerialNumber"], made["Base32StringSeed"].decode()
        iam.enable_mfa_device(UserName=user, SerialNumber=self.serial, AuthenticationCode1=self.code(-1), AuthenticationCode2=self.code(0))

    def code(self, near: int = 0) -> str:
        return totp(self.seed, int(time.time()) // STEP + near)


def user(name: str) -> dict[str, Any]:
    iam = client("iam")
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=world.json.dumps(ALL))
    return iam.create_access_key(UserName=name)["AccessKey"]


class Codes(unittest.TestCase):
    def test_are_those_of_rfc_6238(self) -> None:
        seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        for seconds, code in ((59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")):
            self.assertEqual(totp(seed, seconds // STEP), code)


class Devices(unittest.TestCase):
    def test_are_enabled_by_two_codes_in_a_row(self) -> None:
        user("enabler")
        iam = client("iam")
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName="enabler")["VirtualMFADevice"]
        seed, step = made["Base32StringSeed"].decode(), int(time.time()) // STEP
        for first, second in ((totp(seed, step), totp(seed, step)), ("000000", totp(seed, step)), (totp(seed, step - 5), totp(seed, step - 4))):
            with self.assertRaisesRegex(ClientError, "InvalidAuthenticationCode.*Authentication code for device is not valid"):
                iam.enable_mfa_device(UserName="enabler", SerialNumber=made["SerialNumber"], AuthenticationCode1=first, AuthenticationCode2=second)
        iam.enable_mfa_device(UserName="enabler", SerialNumber=made["SerialNumber"], AuthenticationCode1=totp(seed, step - 1), AuthenticationCode2=totp(seed, step))


class Sessions(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.key = user("mfa-user")
        cls.device = Device("mfa-user")
        cls.other = user("mfa-other")
        present = {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "300"}}
        cls.guarded = role("mfa-guarded", [trusts("sts:AssumeRole", **present)])

    def sts(self, by: dict[str, Any] | None = None) -> Any:
        return client("sts", by or self.key)

    def setUp(self) -> None:
        from ministack.services import iam

        iam._mfa_devices[self.device.serial].pop("LastStep", None)  # as if 30 s had passed

    def refused(self, words: str, **asked: str) -> None:
        for operation in (self.sts().get_session_token, lambda **more: self.sts().assume_role(RoleArn=self.guarded, RoleSessionName="run", **more)):
            with self.assertRaisesRegex(ClientError, words):
                operation(**asked)

    def test_a_wrong_code_is_refused_in_the_words_of_aws(self) -> None:
        wrong = f"{(int(self.device.code()) + 1) % 1_000_000:06d}"
        self.refused("AccessDenied.*MultiFactorAuthentication failed with invalid MFA one time pass code", SerialNumber=self.device.serial, TokenCode=wrong)

    def test_so_is_the_other_half_alone_and_the_device_of_somebody_else(self) -> None:
        self.refused("AccessDenied.*must provide both MFA serial number and one time pass code", SerialNumber=self.device.serial)
        self.refused("AccessDenied.*must provide both", TokenCode="123456")
        with self.assertRaisesRegex(ClientError, "AccessDenied.*verify your MFA serial number is valid"):
            self.sts(self.other).get_session_token(SerialNumber=self.device.serial, TokenCode=self.device.code())
        self.refused("verify your MFA serial number", SerialNumber="arn:aws:iam::000000000000:mfa/nobody", TokenCode="123456")

    def test_and_what_is_no_code(self) -> None:
        for code, words in (("12345a", "'tokenCode' failed to satisfy constraint"), ("1234567", "length less than or equal to 6")):
            self.refused(f"ValidationError.*{words}", SerialNumber=self.device.serial, TokenCode=code)

    def test_a_code_is_taken_once(self) -> None:
        asked = {"SerialNumber": self.device.serial, "TokenCode": self.device.code()}
        self.sts().get_session_token(**asked)
        self.refused("invalid MFA one time pass code", **asked)

    def test_the_trust_sees_the_code(self) -> None:
        asked = {"RoleArn": self.guarded, "RoleSessionName": "run"}
        with self.assertRaisesRegex(ClientError, "AccessDenied.*not authorized to perform: sts:AssumeRole"):
            self.sts().assume_role(**asked)
        self.assertIn("Credentials", self.sts().assume_role(**asked, SerialNumber=self.device.serial, TokenCode=self.device.code()))

    def test_a_session_with_mfa_takes_the_role_without_a_code_and_one_without_does_not(self) -> None:
        asked = {"RoleArn": self.guarded, "RoleSessionName": "run"}
        made = self.sts().get_session_token(SerialNumber=self.device.serial, TokenCode=self.device.code())["Credentials"]
        taken = self.sts(made).assume_role(**asked)["Credentials"]
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            self.sts(self.sts().get_session_token()["Credentials"]).assume_role(**asked)
        facts = world.lab().session_facts
        self.assertEqual((facts[made["AccessKeyId"]]["mfa"], facts[taken["AccessKeyId"]]["mfa"]), (True, False))

    def test_a_session_token_gives_no_other(self) -> None:
        made = self.sts().get_session_token()["Credentials"]
        with self.assertRaisesRegex(ClientError, "AccessDenied.*Cannot call GetSessionToken with session credentials"):
            self.sts(made).get_session_token()
        self.assertEqual(self.sts(made).get_caller_identity()["Arn"], "arn:aws:iam::000000000000:user/mfa-user")
