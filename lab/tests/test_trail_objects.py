from __future__ import annotations

import unittest
from typing import Any

from lab.trail import objects, operations, sts
from lab.trail.calls import records_of

from .records import ACCOUNT, seen, setUpModule  # noqa: F401

VENDOR = "999988887777"
BUCKET = {"accountId": ACCOUNT, "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::data"}
AGENT = {"user-agent": "aws-sdk-js/3"}


def call(method: str, path: str, query: dict[str, list[str]] | None = None, headers: dict[str, str] | None = None, **given: Any) -> Any:
    asked, sent = query or {}, {**AGENT, **(headers or {})}
    name = operations.operation_of("s3", method, path, sent, b"", asked)
    return seen("s3", str(name), method=method, path=path, query=asked, headers=sent, **{"owner": ACCOUNT, **given})


class Names(unittest.TestCase):
    def test_of_calls(self) -> None:
        cases = [
            ("GET", "/data/a/b", {"x-id": ["GetObject"]}, {}, "GetObject"),
            ("HEAD", "/data/a", {}, {}, "HeadObject"),
            ("HEAD", "/data", {}, {}, "HeadBucket"),
            ("PUT", "/data/a", {}, {}, "PutObject"),
            ("PUT", "/data/a", {}, {"x-amz-copy-source": "other/b"}, "CopyObject"),
            ("PUT", "/data/a", {"uploadId": ["1"], "partNumber": ["1"]}, {}, "UploadPart"),
            ("PUT", "/data/a", {"uploadId": ["1"], "partNumber": ["1"]}, {"x-amz-copy-source": "other/b"}, "UploadPartCopy"),
            ("PUT", "/data/a", {"tagging": [""]}, {}, "PutObjectTagging"),
            ("POST", "/data/a", {"uploads": [""]}, {}, "CreateMultipartUpload"),
            ("DELETE", "/data/a", {"versionId": ["1"]}, {}, "DeleteObject"),
            ("POST", "/data", {"delete": [""]}, {}, "DeleteObjects"),
            ("GET", "/data", {}, {}, "ListObjects"),
            ("GET", "/data/", {"list-type": ["2"], "prefix": ["in/"]}, {}, "ListObjects"),
            ("GET", "/data", {"prefix": ["in/"], "delimiter": ["/"]}, {}, "ListObjects"),
            ("GET", "/data", {"versions": [""]}, {}, "ListObjectVersions"),
            ("GET", "/data", {"policy": [""]}, {}, None),
            ("GET", "/", {}, {}, None),
        ]
        for method, path, query, headers, name in cases:
            with self.subTest(method=method, path=path, query=query):
                self.assertEqual(objects.operation_of(method, path, headers, query), name)

    def test_what_is_asked_of_a_bucket_itself_is_management(self) -> None:
        self.assertFalse(operations.is_data("s3", str(operations.operation_of("s3", "GET", "/data", {}, b"", {"policy": [""]}))))
        self.assertTrue(operations.is_data("s3", "GetObject"))
        self.assertFalse(operations.is_data("sagemaker", "GetObject"))


class Records(unittest.TestCase):
    def test_an_object_is_read(self) -> None:
        [told] = records_of(call("GET", "/data/in/a%20b.csv", {"x-id": ["GetObject"]}, answer=b"12345"))
        self.assertEqual(
            told["requestParameters"],
            {"x-id": "GetObject", "bucketName": "data", "Host": "data.s3.eu-west-1.amazonaws.com", "key": "in/a b.csv"},
        )
        self.assertEqual(told["resources"], [{"type": "AWS::S3::Object", "ARN": "arn:aws:s3:::data/in/a b.csv"}, BUCKET])
        self.assertEqual((told["eventCategory"], told["managementEvent"], told["readOnly"]), ("Data", False, True))
        self.assertEqual((told["responseElements"], told["userAgent"]), (None, "[aws-sdk-js/3]"))
        more = told["additionalEventData"]
        self.assertEqual((more["bytesTransferredIn"], more["bytesTransferredOut"], more["AuthenticationMethod"]), (0, 5, "AuthHeader"))

    def test_a_customer_s_key_is_not_shown_its_algorithm_is(self) -> None:
        sent = {
            "x-amz-server-side-encryption-customer-algorithm": "AES256",
            "x-amz-server-side-encryption-customer-key": "secret",
            "x-amz-server-side-encryption-customer-key-md5": "sum",
            "x-amz-security-token": "token",
        }
        [told] = records_of(call("PUT", "/data/a", {}, sent, body=b"123", answer_headers={"x-amz-version-id": "v1"}))
        self.assertEqual(told["requestParameters"]["x-amz-server-side-encryption-customer-algorithm"], "AES256")
        self.assertNotIn("secret", str(told))
        self.assertNotIn("token", str(told["requestParameters"]))
        self.assertEqual(told["responseElements"], {"x-amz-version-id": "v1"})
        self.assertEqual((told["additionalEventData"]["bytesTransferredIn"], told["readOnly"]), (3, False))

    def test_a_list_names_a_prefix_of_arns(self) -> None:
        [told] = records_of(call("GET", "/data", {"list-type": ["2"], "prefix": ["in/"]}))
        self.assertEqual(told["eventName"], "ListObjects")
        self.assertEqual(told["requestParameters"]["prefix"], "in/")
        self.assertEqual(told["resources"], [{"type": "AWS::S3::Object", "ARNPrefix": "arn:aws:s3:::data/"}, BUCKET])

    def test_what_is_refused_keeps_its_parameters(self) -> None:
        answer = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
        [told] = records_of(call("GET", "/data/a", status=403, answer=answer))
        self.assertEqual((told["errorCode"], told["requestParameters"]["key"]), ("AccessDenied", "a"))
        [head] = records_of(call("HEAD", "/data/a", status=403))
        self.assertEqual((head["errorCode"], head["eventName"]), ("AccessDenied", "HeadObject"))

    def test_another_account_s_call_is_in_both_trails_and_a_refused_one_in_its_own(self) -> None:
        vendor = {"type": "Root", "principalId": VENDOR, "accountId": VENDOR, "arn": f"arn:aws:iam::{VENDOR}:root"}
        own, ours = records_of(call("GET", "/data/a", account=VENDOR, identity=vendor))
        self.assertEqual((own["recipientAccountId"], ours["recipientAccountId"]), (VENDOR, ACCOUNT))
        self.assertEqual(ours["userIdentity"], {"type": "AWSAccount", "principalId": VENDOR, "accountId": VENDOR})
        self.assertEqual(own["sharedEventID"], ours["sharedEventID"])
        [refused] = records_of(call("HEAD", "/data/a", account=VENDOR, identity=vendor, status=403))
        self.assertEqual(refused["recipientAccountId"], VENDOR)


class ExternalId(unittest.TestCase):
    def tearDown(self) -> None:
        sts.left_out.clear()

    def test_is_shown_or_left_out(self) -> None:
        shown = {"roleArn": "arn:r", "externalId": "x", "roleSessionName": "s"}
        self.assertEqual(sts.request("AssumeRole", shown, {}, ""), shown)
        self.assertEqual(sts.control("POST", {"leftOut": ["externalId"]}), {"leftOut": ["externalId"]})
        self.assertEqual(sts.request("AssumeRole", shown, {}, ""), {"roleArn": "arn:r", "roleSessionName": "s"})
        self.assertRaises(ValueError, sts.control, "POST", {"leftOut": ["nothing"]})


if __name__ == "__main__":
    unittest.main()
