from __future__ import annotations

import json
import unittest

from lab.trail.calls import records_of
from lab.trail.casing import HIDDEN
from lab.trail.identity import session_identity
from lab.trail.record import record

from .fleet import ROOT
from .records import ACCOUNT, FACTS, JSON, seen, setUpModule  # noqa: F401

REAL = ROOT.parent / "shared" / "data" / "cloudtrail-real.jsonl"


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
