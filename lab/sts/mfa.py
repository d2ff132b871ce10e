"""Virtual MFA devices whose codes are checked, for IAM's EnableMFADevice and for STS. ministack takes any code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import struct
import time
from collections.abc import Callable, Iterable
from typing import Any

from ministack.services import iam

from lab.lab import Answer, Lab

from .request import StsRequest

STEP = 30
INVALID_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
MISSING = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
UNKNOWN_DEVICE = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user."
VALUE = "1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: Member must {}"


def totp(seed: str, step: int) -> str:
    """RFC 6238: six digits, SHA-1."""
    digest = hmac.new(base64.b32decode(seed), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def steps(lab: Lab) -> Iterable[int]:
    """Those whose codes are taken: now, one before and one after, by the account's clock and by the wall's."""
    return sorted({int(now // STEP) + near for now in (lab.clock(), time.time()) for near in (-1, 0, 1)})


def step_of(lab: Lab, device: dict[str, Any], code: str) -> int | None:
    """The step of the code, if it was not used before: each is taken once."""
    last = device.get("LastStep", -1)
    return next((step for step in steps(lab) if step > last and hmac.compare_digest(totp(device["Base32StringSeed"], step), code)), None)


def malformed(asked: StsRequest) -> Answer | None:
    serial, code = asked.text("SerialNumber"), asked.text("TokenCode")
    if serial is not None and not re.fullmatch(r"[\w+=/:,.@-]{9,256}", serial, re.ASCII):
        return asked.refuse("ValidationError", VALUE.format(serial, "serialNumber", "satisfy regular expression pattern: [\\w+=/:,.@-]*"))
    if code is not None and len(code) != 6:
        relation = "greater" if len(code) < 6 else "less"
        return asked.refuse("ValidationError", VALUE.format(code, "tokenCode", f"have length {relation} than or equal to 6"))
    if code is not None and not re.fullmatch(r"\d{6}", code, re.ASCII):
        return asked.refuse("ValidationError", VALUE.format(code, "tokenCode", "satisfy regular expression pattern: [\\d]*"))
    return None


def check(lab: Lab, asked: StsRequest, caller: dict[str, Any]) -> bool | Answer:
    """Whether the call brings a code that holds; or the refusal of one that does not."""
    serial, code = asked.text("SerialNumber"), asked.text("TokenCode")
    if serial is None and code is None:
        return False
    refusal = malformed(asked)
    if refusal:
        return refusal
    if serial is None or code is None:
        return asked.refuse("AccessDenied", MISSING, 403)
    device = iam._mfa_devices.get(serial)
    user = device and iam._users.get(device.get("User") or "")
    if not user or caller.get("session") or user.get("Arn") != caller.get("userArn"):
        return asked.refuse("AccessDenied", UNKNOWN_DEVICE, 403)
    step = step_of(lab, device, code)
    if step is None:
        return asked.refuse("AccessDenied", INVALID_CODE, 403)
    device["LastStep"] = step
    return True


def install(lab: Lab) -> None:
    for action, wrap in (("CreateVirtualMFADevice", with_seed), ("EnableMFADevice", with_codes)):
        iam._IAM_HANDLERS[action] = wrap(lab, iam._IAM_HANDLERS[action])


def with_seed(_lab: Lab, create: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
    """ministack's seeds are hexadecimal, which no authenticator takes for Base32."""

    def create_with_seed(params: Any) -> Answer:
        before = set(iam._mfa_devices)
        answer = create(params)
        for serial in set(iam._mfa_devices) - before:
            device = iam._mfa_devices[serial]
            seed = base64.b32encode(secrets.token_bytes(40)).decode()
            old, new = (base64.b64encode(text.encode()) for text in (device["Base32StringSeed"], seed))
            device["Base32StringSeed"] = seed
            answer = (answer[0], answer[1], answer[2].replace(old, new))
        return answer

    return create_with_seed


def with_codes(lab: Lab, enable: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
    """A device is enabled by two codes in a row."""

    def enable_with_codes(params: Any) -> Answer:
        device = iam._mfa_devices.get(iam._p(params, "SerialNumber"))
        if device is not None:
            first = step_of(lab, device, iam._p(params, "AuthenticationCode1"))
            if first is None or totp(device["Base32StringSeed"], first + 1) != iam._p(params, "AuthenticationCode2"):
                return iam._error(403, "InvalidAuthenticationCode", "Authentication code for device is not valid", ns="iam")
        return enable(params)

    return enable_with_codes
