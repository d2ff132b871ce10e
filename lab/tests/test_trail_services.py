from __future__ import annotations

import unittest

from lab.trail import operations, parameters
from lab.trail.calls import records_of

from .records import form, seen, setUpModule  # noqa: F401


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


if __name__ == "__main__":
    unittest.main()
