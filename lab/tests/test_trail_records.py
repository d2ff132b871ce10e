from __future__ import annotations

import json
import unittest
from typing import Any

from lab.tests.fleet import ROOT
from lab.trail import models, operations, parameters, sts
from lab.trail.calls import Seen, records_of
from lab.trail.casing import HIDDEN, cased, java_time
from lab.trail.identity import foreign, identity_of, session_identity
from lab.trail.record import record

REAL = ROOT.parent / "shared" / "data" / "cloudtrail-real.jsonl"
ACCOUNT = "000000000000"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/studio"
FACTS = {
    "event_name": "AssumeRole",
    "access_key_id": "ASIAEXAMPLE",
    "account": ACCOUNT,
    "role_arn": ROLE,
    "role_id": "AROAEXAMPLE",
    "role_name": "studio",
    "session_name": "SageMaker",
    "created_at": 1_790_000_000.5,
}
JSON = {"content-type": "application/x-amz-json-1.1", "user-agent": "Boto3/1"}
ROOT_USER = {
    "type": "Root",
    "principalId": ACCOUNT,
    "arn": f"arn:aws:iam::{ACCOUNT}:root",
    "accountId": ACCOUNT,
    "accessKeyId": "test",
}


def setUpModule() -> None:
    data = ROOT / ".lab" / "clients" / "botocore" / "data"
    if not data.exists():
        raise unittest.SkipTest(f"{data} is not there: npx sagewarden lab installs it")
    models.directories[:] = [data]


def seen(service: str, operation: str, body: Any = b"", **given: Any) -> Seen:
    target = {"x-amz-target": f"X.{operation}"} if isinstance(body, dict) else {}
    raw = json.dumps(body).encode() if isinstance(body, dict) else body
    values: dict[str, Any] = {
        "service": service,
        "operation": operation,
        "method": "POST",
        "path": "/",
        "headers": {**JSON, **target},
        "body": raw,
        "query": {},
        "identity": ROOT_USER,
        "account": ACCOUNT,
        "region": "eu-west-1",
        "source_ip": "198.51.100.7",
        "request_id": "11111111-2222-3333-4444-555555555555",
        "at": 1_790_000_000.9,
        "status": 200,
    }
    return Seen(**{**values, **given})


def form(service: str, operation: str, text: str, answer: str = "", **given: Any) -> Seen:
    headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    body = f"Action={operation}&{text}".encode()
    return seen(service, operation, body, headers=headers, answer=answer.encode(), **given)


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


class SageMaker(unittest.TestCase):
    def test_a_creation(self) -> None:
        body = {"ModelName": "m", "EnableNetworkIsolation": True, "Tags": [{"Key": "team", "Value": "A"}]}
        (told,) = records_of(seen("sagemaker", "CreateModel", body, answer=b'{"ModelArn": "arn:m"}'))
        shown = {"modelName": "m", "enableNetworkIsolation": True, "tags": [{"key": "team", "value": "A"}]}
        self.assertEqual(told["requestParameters"], shown)
        self.assertEqual(told["responseElements"], {"modelArn": "arn:m"})
        self.assertEqual(
            (told["eventSource"], told["awsRegion"], told["readOnly"]), ("sagemaker.amazonaws.com", "eu-west-1", False)
        )
        self.assertEqual(
            (told["eventTime"], told["sourceIPAddress"], told["userAgent"]), ("2026-09-21T14:13:20Z", "198.51.100.7", "Boto3/1")
        )
        self.assertEqual(told["tlsDetails"]["clientProvidedHostHeader"], "api.sagemaker.eu-west-1.amazonaws.com")

    def test_a_training_job_s_record_shows_more_than_was_sent(self) -> None:
        body = {"TrainingJobName": "j", "HyperParameters": {"Depth": "3"}}
        (told,) = records_of(seen("sagemaker", "CreateTrainingJob", body, answer=b'{"TrainingJobArn": "arn:j"}'))
        sent = {"trainingJobName": "j", "hyperParameters": {"Depth": "3"}}
        added = {"disableEFA": False, "withWarmPoolValidationError": False, "trainingJobArn": "arn:j"}
        self.assertEqual(told["requestParameters"], {**sent, **added})
        self.assertEqual(told["responseElements"], {"trainingJobArn": "arn:j"})

    def test_reads_show_no_answer_and_no_arguments_are_null(self) -> None:
        (told,) = records_of(seen("sagemaker", "ListModels", {}, answer=b'{"Models": [{}]}'))
        self.assertEqual((told["requestParameters"], told["responseElements"], told["readOnly"]), (None, None, True))

    def test_an_empty_answer_is_null(self) -> None:
        (told,) = records_of(seen("sagemaker", "DeleteModel", {"ModelName": "m"}, answer=b"{}"))
        self.assertIsNone(told["responseElements"])

    def test_a_refusal_keeps_the_request(self) -> None:
        answer = json.dumps({"__type": "AccessDeniedException", "message": "no"}).encode()
        (told,) = records_of(seen("sagemaker", "CreateModel", {"ModelName": "m"}, status=400, answer=answer))
        self.assertEqual((told["errorCode"], told["errorMessage"]), ("AccessDenied", "no"))
        self.assertEqual((told["requestParameters"], told["responseElements"]), ({"modelName": "m"}, None))

    def test_sensitive_members_are_hidden(self) -> None:
        (told,) = records_of(
            seen("sagemaker", "CreateModelCard", {"ModelCardName": "m", "Content": "secret words"}, answer=b"{}")
        )
        self.assertEqual(told["requestParameters"]["content"], HIDDEN)
        (told,) = records_of(
            seen("sagemaker", "CreatePresignedDomainUrl", {"DomainId": "d"}, answer=b'{"AuthorizedUrl": "https://token"}')
        )
        self.assertEqual(told["responseElements"], {"authorizedUrl": HIDDEN})

    def test_what_is_too_large_is_left_out_and_said(self) -> None:
        (told,) = records_of(seen("sagemaker", "CreateModel", {"ModelName": "m" * 200_000}, answer=b"{}"))
        self.assertTrue(told["requestParameters"]["omitted"])

    def test_bodies_that_are_no_json(self) -> None:
        for body in (b"[1]", b"{", b"[" * 100_000, b"\xff"):
            with self.subTest(body[:3]):
                headers = {**JSON, "x-amz-target": "SageMaker.CreateModel"}
                (told,) = records_of(
                    seen(
                        "sagemaker",
                        "CreateModel",
                        body,
                        headers=headers,
                        status=400,
                        answer=b'{"__type": "SerializationException"}',
                    )
                )
                self.assertEqual((told["errorCode"], told["requestParameters"]), ("SerializationException", None))


ASSUMED = """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<Credentials><AccessKeyId>ASIANEW</AccessKeyId><SecretAccessKey>SECRETKEY</SecretAccessKey><SessionToken>TOKEN</SessionToken>
<Expiration>2026-11-22T04:00:00Z</Expiration></Credentials>
<AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId><Arn>arn:aws:sts::000000000000:assumed-role/studio/s</Arn></AssumedRoleUser>
</AssumeRoleResult></AssumeRoleResponse>"""
REFUSED = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>"
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


class Others(unittest.TestCase):
    def test_rest_labels_query_and_body(self) -> None:
        call = seen(
            "lambda",
            "UpdateFunctionConfiguration",
            b'{"Timeout": 3}',
            method="PUT",
            path="/2015-03-31/functions/my%3Af/configuration",
            answer=b"{}",
        )
        (told,) = records_of(call)
        self.assertEqual(told["eventName"], "UpdateFunctionConfiguration20150331v2")
        self.assertEqual(told["requestParameters"], {"functionName": "my:f", "timeout": 3})

    def test_s3_keeps_its_own_way(self) -> None:
        call = seen(
            "s3", "PutBucketPolicy", b'{"Version": "2012-10-17"}', method="PUT", path="/bkt", query={"policy": [""]}, headers={}
        )
        (told,) = records_of(call)
        self.assertEqual(
            told["requestParameters"],
            {
                "bucketName": "bkt",
                "bucketPolicy": {"Version": "2012-10-17"},
                "Host": "s3.eu-west-1.amazonaws.com",
                "policy": "",
            },
        )

    def test_stack_parameters_show_no_values(self) -> None:
        (told,) = records_of(
            form(
                "cloudformation",
                "CreateStack",
                "StackName=s&Parameters.member.1.ParameterKey=k&Parameters.member.1.ParameterValue=secret",
            )
        )
        self.assertEqual(told["requestParameters"], {"stackName": "s", "parameters": [{"parameterKey": "k"}]})

    def test_names_of_operations(self) -> None:
        cases = [
            (("sagemaker", "POST", "/", {"x-amz-target": "SageMaker.AddTags"}, b"", {}), "AddTags"),
            (
                ("sts", "POST", "/", {"content-type": "application/x-www-form-urlencoded"}, b"Action=AssumeRole", {}),
                "AssumeRole",
            ),
            (("iam", "GET", "/", {}, b"", {"Action": ["ListUsers"]}), "ListUsers"),
            (("monitoring", "POST", "/service/X/operation/PutMetricAlarm", {}, b"", {}), "PutMetricAlarm"),
            (("lambda", "POST", "/2015-03-31/functions/f/invocations", {}, b"", {}), "Invoke"),
            (("lambda", "GET", "/2015-03-31/functions/f", {}, b"", {}), "GetFunction"),
            (("scheduler", "POST", "/schedules/s", {}, b"", {}), "CreateSchedule"),
            (("scheduler", "PATCH", "/nowhere", {}, b"", {}), None),
        ]
        for arguments, expected in cases:
            with self.subTest(expected):
                self.assertEqual(operations.operation_of(*arguments), expected)  # type: ignore[arg-type]

    def test_other_services_data_events_are_left_out(self) -> None:
        cases = {
            ("dynamodb", "PutItem"): False,
            ("dynamodb", "TransactWriteItems"): False,
            ("dynamodb", "CreateTable"): True,
            ("sqs", "SendMessageBatch"): False,
            ("sqs", "CreateQueue"): True,
            ("lambda", "Invoke"): False,
            ("lambda", "CheckpointDurableExecution"): False,
            ("lambda", "CreateFunction"): True,
            ("sns", "Publish"): False,
            ("events", "PutEvents"): False,
            ("events", "PutRule"): True,
            ("logs", "PutLogEvents"): False,
            ("s3", "GetObject"): True,
            ("s3", "CreateBucket"): True,
            ("sagemaker", "AddTags"): True,
        }
        for (service, operation), expected in cases.items():
            with self.subTest(f"{service}:{operation}"):
                self.assertEqual(operations.is_recorded(service, operation), expected)

    def test_errors_of_every_protocol(self) -> None:
        cases = [
            (
                b'{"__type": "com.amazonaws#ThrottlingException:http://x", "Message": "slow"}',
                {},
                ("ThrottlingException", "slow"),
            ),
            (b'{"code": "X", "message": "m"}', {}, ("X", "m")),
            (b"<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>", {}, ("NoSuchBucket", "none")),
            (b"<Error", {}, ("InternalFailure", "")),
            (b"", {"x-amzn-ErrorType": "Y"}, ("Y", "")),
        ]
        for body, headers, expected in cases:
            with self.subTest(body):
                self.assertEqual(parameters.error_of(body, headers), expected)


class Shape(unittest.TestCase):
    def test_a_service_s_call_shows_the_service_as_address_and_agent(self) -> None:
        told = record(
            identity={"invokedBy": "sagemaker.amazonaws.com"},
            source="s",
            name="N",
            region="r",
            account=ACCOUNT,
            at=0,
            request=None,
            response=None,
            host="h",
        )
        self.assertEqual(
            (told["sourceIPAddress"], told["userAgent"], "tlsDetails" in told),
            ("sagemaker.amazonaws.com", "sagemaker.amazonaws.com", False),
        )

    @unittest.skipUnless(REAL.exists(), f"{REAL} is not there")
    def test_real_records_have_every_field_ours_have(self) -> None:
        events = [json.loads(line)["event"] for line in REAL.read_text().splitlines()]
        real = [event for event in events if event.get("eventVersion") == "1.11"]
        known = {key for event in events for key in event}
        (told,) = records_of(seen("sagemaker", "CreateModel", {"ModelName": "m"}, answer=b'{"ModelArn": "a"}'))
        self.assertLessEqual(set(told), known)
        reads = next(event for event in real if event["eventSource"] == "sagemaker.amazonaws.com")
        self.assertEqual(set(told), set(reads))
        self.assertEqual(list(reads["tlsDetails"]), list(told["tlsDetails"]))

    @unittest.skipUnless(REAL.exists(), f"{REAL} is not there")
    def test_real_role_sessions_have_the_fields_ours_have(self) -> None:
        events = [json.loads(line)["event"] for line in REAL.read_text().splitlines()]
        sessions = [event["userIdentity"] for event in events if (event.get("userIdentity") or {}).get("type") == "AssumedRole"]
        ours = session_identity({**FACTS, "source_identity": "alice"})
        self.assertLessEqual(set(ours), {key for one in sessions for key in one})
        issuers = {key for one in sessions for key in (one.get("sessionContext") or {}).get("sessionIssuer") or {}}
        self.assertEqual(set(ours["sessionContext"]["sessionIssuer"]), issuers)


if __name__ == "__main__":
    unittest.main()
