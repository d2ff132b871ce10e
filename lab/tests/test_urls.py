from __future__ import annotations

import json
import unittest
import urllib.error
import urllib.request
from typing import Any

from . import world
from .test_lambdas import zipped
from .world import client, role, trusts

# Says who called.
HANDLER = """
exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ iam: event.requestContext.authorizer?.iam, body: event.body }) });
"""
INVOKE_URL = {"Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "AWS_IAM"}
INVOKE = {"Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": True}
NOTHING = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"}}


def call(url: str, credentials: dict[str, Any] | None, service: str = "lambda", body: str = "{}", sent: str | None = None) -> tuple[int, Any]:
    """A POST, signed by botocore; `sent` goes in place of what was signed."""
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    path = f"{world.endpoint()}/_aws/lambda-url/{url.split('//')[1].split('.')[0]}/"
    request = AWSRequest(method="POST", url=path, data=body, headers={"Content-Type": "application/json"})
    if credentials:
        keys = Credentials(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])
        SigV4Auth(keys, service, "us-east-1").add_auth(request)
    try:
        with urllib.request.urlopen(urllib.request.Request(path, (sent or body).encode(), dict(request.headers.items()))) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class UrlsWithIam(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        arn = role("url-worker", [trusts("sts:AssumeRole", principal={"Service": "lambda.amazonaws.com"})])
        functions = client("lambda")
        functions.create_function(FunctionName="who-calls", Runtime="nodejs24.x", Role=arn, Handler="index.handler", Code={"ZipFile": zipped(HANDLER)})
        cls.url = functions.create_function_url_config(FunctionName="who-calls", AuthType="AWS_IAM")["FunctionUrl"]
        for name, permissions in {"both": [INVOKE_URL, INVOKE], "half": [INVOKE_URL], "none": []}.items():
            caller = role(f"url-{name}", [trusts("sts:AssumeRole")], policy=NOTHING, path="/apps/")
            for number, permission in enumerate(permissions):
                functions.add_permission(FunctionName="who-calls", StatementId=f"{name}{number}", Principal=caller, **permission)
        role("url-own", [trusts("sts:AssumeRole")])

    @classmethod
    def tearDownClass(cls) -> None:
        client("lambda").delete_function(FunctionName="who-calls")

    def session(self, name: str) -> dict[str, Any]:
        path = "" if name == "own" else "apps/"
        taken = client("sts").assume_role(RoleArn=f"arn:aws:iam::000000000000:role/{path}url-{name}", RoleSessionName="i-0123")
        return taken["Credentials"]

    def test_the_function_is_told_who_called(self) -> None:
        for name in ("both", "own"):  # by the function's policy; by the caller's own
            with self.subTest(name):
                credentials = self.session(name)
                status, said = call(self.url, credentials, body='{"a":1}')
                self.assertEqual((status, said["body"]), (200, '{"a":1}'))
                iam = said["iam"]
                self.assertEqual(iam["userArn"], f"arn:aws:sts::000000000000:assumed-role/url-{name}/i-0123")
                self.assertEqual((iam["accessKey"], iam["accountId"]), (credentials["AccessKeyId"], "000000000000"))
                self.assertEqual(iam["callerId"], iam["userId"])

    def test_nobody_else_comes_in(self) -> None:
        both = self.session("both")
        for what, status in {
            "unsigned": call(self.url, None)[0],
            "nobody lets it in": call(self.url, self.session("none"))[0],
            "only one of the two permissions": call(self.url, self.session("half"))[0],
            "signed for another service": call(self.url, both, service="execute-api")[0],
            "another secret": call(self.url, {**both, "SecretAccessKey": "x" * 40})[0],
            "another body": call(self.url, both, body="{}", sent='{"a":2}')[0],
            "an unknown key": call(self.url, {**both, "AccessKeyId": "ASIAAAAAAAAAAAAAAAAA"})[0],
        }.items():
            with self.subTest(what):
                self.assertEqual(status, 403)
