"""A person's credentials for a connection, for an application that asks the broker. Needs botocore, which boto3 and the AWS CLI bring.

In a program, renewed before they end:

    session = refreshing_session(URL, "sales", lambda: {"oidcToken": new_token()})
    session.client("s3").list_objects_v2(Bucket="lake", Prefix="sales/")

In ~/.aws/config, for the AWS CLI and every SDK:

    [profile sales]
    credential_process = python3 vend_credentials.py --url https://… --connection sales --oidc-token-file /run/tokens/alice
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from typing import Any, Callable, Dict, Optional, Union
from urllib.parse import urlsplit

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import BotoCoreError
from botocore.httpsession import URLLib3Session

# {"oidcToken": …}, {"samlAssertion": …} or {"person": …}. A token is good once: for what is renewed, a function that gets a new one.
Proof = Dict[str, str]
PATIENCE_SECONDS = 20
# A profile that calls this file would be asked for the application's own credentials, and call it again, without end.
RUNNING = "SAGEWARDEN_VENDING"


class VendRefused(Exception):
    """The broker said no: `gate` is where it sent us away, `field` what it cannot read."""

    def __init__(self, status: int, said: Dict[str, Any]) -> None:
        self.status = status
        self.gate: Optional[str] = said.get("gate")
        self.field: Optional[str] = said.get("field")
        parts = [f"{status} {said.get('error', 'no answer of the broker')}", self.gate, self.field]
        super().__init__(": ".join(part for part in parts if part))


def vend(
    url: str,
    connection: str,
    proof: Union[Proof, Callable[[], Proof]],
    region: Optional[str] = None,
    session: Optional[botocore.session.Session] = None,
    duration_seconds: Optional[int] = None,
) -> Dict[str, Any]:
    """Asks the broker once, with the application's own credentials (an instance profile's, say). The answer is a credential_process's."""
    if not is_secure(url):
        raise ValueError("url: not secure; allowed: https://…")
    own = session or botocore.session.Session()
    keys = own.get_credentials()
    if keys is None:
        raise ValueError("the application has no credentials of its own to sign with")
    asked = {"connection": connection, "proof": proof() if callable(proof) else proof}
    if duration_seconds is not None:
        asked["durationSeconds"] = duration_seconds
    request = AWSRequest("POST", url, {"Content-Type": "application/json"}, json.dumps(asked).encode())
    SigV4Auth(keys.get_frozen_credentials(), "lambda", region or region_of(url, own)).add_auth(request)
    answer = URLLib3Session(timeout=PATIENCE_SECONDS).send(request.prepare())
    try:
        said = json.loads(answer.content)
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    if answer.status_code != 200 or "SessionToken" not in said:
        raise VendRefused(answer.status_code, said)
    return said


def is_secure(url: str) -> bool:
    """https, or http on this machine: a token and a session go along."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        return False
    is_local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    return bool(parts.hostname) and (parts.scheme == "https" or is_local)


def own_session(profile: Optional[str]) -> botocore.session.Session:
    """Never by AWS_PROFILE: that is the person's profile, which called this file."""
    if RUNNING in os.environ:
        raise ValueError("this file was called for the application's own credentials; allowed: --app-profile with a profile that does not call it")
    os.environ[RUNNING] = "1"
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        os.environ.pop(name, None)
    return botocore.session.Session(profile=profile)


def region_of(url: str, session: botocore.session.Session) -> str:
    found = re.search(r"\.lambda-url\.([a-z0-9-]+)\.on\.aws$", urlsplit(url).hostname or "")
    region = found.group(1) if found else session.get_config_variable("region")
    if not region:
        raise ValueError("region: missing; allowed: the region of the broker")
    return region


def refreshing_session(
    url: str,
    connection: str,
    proof: Callable[[], Proof],
    region: Optional[str] = None,
    session: Optional[botocore.session.Session] = None,
    duration_seconds: Optional[int] = None,
) -> Any:
    """A boto3 session as the person. It asks at once, and again before the credentials end."""
    import boto3

    def ask() -> Dict[str, str]:
        said = vend(url, connection, proof, region, session, duration_seconds)
        return {"access_key": said["AccessKeyId"], "secret_key": said["SecretAccessKey"], "token": said["SessionToken"], "expiry_time": said["Expiration"]}

    as_person = botocore.session.Session()
    as_person._credentials = RefreshableCredentials.create_from_metadata(ask(), refresh_using=ask, method="sagewarden-broker")
    return boto3.Session(botocore_session=as_person, region_name=region)


def read(file: str) -> str:
    if file == "-":
        return sys.stdin.read().strip()
    with open(file, encoding="utf-8") as opened:
        return opened.read().strip()


def main() -> int:
    parser = argparse.ArgumentParser(description="Prints a person's credentials for a connection, as credential_process wants them.")
    parser.add_argument("--url", default=os.environ.get("SAGEWARDEN_BROKER_URL"), help="the output BrokerUrl of the stack; else SAGEWARDEN_BROKER_URL")
    parser.add_argument("--connection", required=True)
    parser.add_argument("--region", help="of the broker; else as the URL says")
    parser.add_argument("--duration-seconds", type=int)
    parser.add_argument("--app-profile", metavar="NAME", help="the application's own profile; AWS_PROFILE is not read")
    proofs = parser.add_mutually_exclusive_group(required=True)
    # In a file: arguments can be read by everybody on the machine.
    proofs.add_argument("--oidc-token-file", metavar="FILE", help="a file that is renewed with a new token, or - for stdin")
    proofs.add_argument("--saml-assertion-file", metavar="FILE", help="a response or an assertion in base64, or - for stdin")
    proofs.add_argument("--person", help="the application's word, where the connection trusts it")
    asked = parser.parse_args()
    if not asked.url:
        parser.error("--url: missing; allowed: the output BrokerUrl of the stack")
    try:
        own = own_session(asked.app_profile)
        if asked.person is not None:
            proof = {"person": asked.person}
        elif asked.oidc_token_file is not None:
            proof = {"oidcToken": read(asked.oidc_token_file)}
        else:
            proof = {"samlAssertion": read(asked.saml_assertion_file)}
        said = vend(asked.url, asked.connection, proof, asked.region, own, asked.duration_seconds)
    except (VendRefused, BotoCoreError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
