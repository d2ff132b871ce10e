"""The account as a process of its own, and boto3 as another: what unit tests cannot show."""

from __future__ import annotations

import functools
import gzip
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from typing import Any

from .fleet import ROOT

CLIENTS = ROOT / ".lab" / "clients"
TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::000000000000:root", "Service": "sagemaker.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    },
}
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["sagemaker:*", "iam:PassRole"], "Resource": "*"},
        {
            "Effect": "Deny",
            "Action": "sagemaker:CreateModel",
            "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestTag/team": "A"}},
        },
        {
            "Effect": "Deny",
            "Action": "sagemaker:CreatePresignedDomainUrl",
            "Resource": "*",
            "Condition": {"StringNotEquals": {"sagemaker:ResourceTag/studiouserid": "${aws:SourceIdentity}"}},
        },
    ],
}
DEFINITION = {
    "Version": "2020-12-01",
    "Steps": [{"Name": "Train", "Type": "Training", "Arguments": {"OutputDataConfig": {"S3OutputPath": "s3://b"}}}],
}


@functools.cache
def session() -> Any:
    """One for all clients: each session reads its models anew."""
    import botocore.session

    return botocore.session.Session()


@unittest.skipUnless(
    CLIENTS.exists() and importlib.util.find_spec("ministack"), "run with the lab's own Python, once it is installed"
)
class Live(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cls.temporary = tempfile.mkdtemp(prefix="sagewarden-livetest-")
        cls.endpoint = f"http://127.0.0.1:{port}"
        environment = {
            "PATH": os.environ["PATH"],
            "TMPDIR": cls.temporary,
            "HOME": cls.temporary,
            "GATEWAY_PORT": str(port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "AUTH": "true",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-B", str(ROOT / "lab" / "account.py"), "--clients", str(CLIENTS), "--speed", "10"]
        cls.account = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=cls.temporary
        )
        assert cls.account.stdout and cls.account.stdout.readline() == b"ready\n", "the account did not start"

    @classmethod
    def tearDownClass(cls) -> None:
        assert cls.account.stdin and cls.account.stdout
        cls.account.stdin.close()
        cls.account.wait(10)
        cls.account.stdout.close()
        shutil.rmtree(cls.temporary, ignore_errors=True)

    def client(self, service: str, credentials: dict[str, str] | None = None) -> Any:
        keys = credentials or {"AccessKeyId": "test", "SecretAccessKey": "test"}
        return session().create_client(
            service,
            "us-east-1",
            endpoint_url=self.endpoint,
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys.get("SessionToken"),
        )

    def records(self, name: str, number: int = 1) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        last = 0
        for _ in range(200):
            with urllib.request.urlopen(f"{self.endpoint}/_lab/records?after={last}") as answer:
                page = json.load(answer)
            last = page["last"]
            found += [record for record in page["records"] if record["eventName"] == name]
            if not page["records"]:
                if len(found) >= number:
                    return found
                time.sleep(0.05)
        raise AssertionError(f"{len(found)} of {number} records of {name}")

    def refused(self, call: Any, **params: Any) -> str:
        from botocore.exceptions import ClientError

        with self.assertRaises(ClientError) as refused:
            call(**params)
        return str(refused.exception)

    def test_boto3_does_everything_with_every_creator(self) -> None:
        environment = {**os.environ, "PYTHONPATH": f"{CLIENTS}{os.pathsep}{ROOT}", "AWS_EC2_METADATA_DISABLED": "true"}
        command = [sys.executable, "-B", "-m", "lab.tests.every_creator", self.endpoint, str(CLIENTS)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        self.assertEqual((json.loads(done.stdout or "{}").get("trouble"), done.returncode), ([], 0), done.stderr)

    def test_the_tagging_api_knows_what_has_tags_page_by_page(self) -> None:
        sm, groups = self.client("sagemaker"), self.client("resourcegroupstaggingapi")
        role = "arn:aws:iam::000000000000:role/any"
        for number in range(5):
            tags = [{"Key": "team", "Value": f"T{number}"}] if number else []
            sm.create_model(ModelName=f"counted-{number}", ExecutionRoleArn=role, PrimaryContainer={"Image": "i"}, Tags=tags)
        asked = {"ResourceTypeFilters": ["sagemaker:model"], "ResourcesPerPage": 2}
        found, token = {}, ""
        while True:
            page = groups.get_resources(**asked, PaginationToken=token)
            self.assertLessEqual(len(page["ResourceTagMappingList"]), 2)
            found |= {row["ResourceARN"].rsplit("/")[-1]: row["Tags"] for row in page["ResourceTagMappingList"]}
            token = page["PaginationToken"]
            if not token:
                break
        counted = {name: tags for name, tags in found.items() if name.startswith("counted-")}
        self.assertEqual(counted, {f"counted-{n}": [{"Key": "team", "Value": f"T{n}"}] for n in range(1, 5)})
        self.assertIn("InvalidParameter", self.refused(groups.get_resources, ResourceTypeFilters=["sagemaker"], PaginationToken="?"))

    def test_a_studio_session_s_policy_tags_and_records(self) -> None:
        iam, sm = self.client("iam"), self.client("sagemaker")
        role = iam.create_role(RoleName="studio", Path="/service-role/", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"][
            "Arn"
        ]
        iam.put_role_policy(RoleName="studio", PolicyName="p", PolicyDocument=json.dumps(POLICY))
        settings = {
            "DomainName": "d",
            "AuthMode": "IAM",
            "DefaultUserSettings": {"ExecutionRole": role},
            "SubnetIds": ["s"],
            "VpcId": "v",
        }
        domain = sm.create_domain(**settings)["DomainId"]
        for name in ("alice", "bob"):
            sm.create_user_profile(DomainId=domain, UserProfileName=name, Tags=[{"Key": "studiouserid", "Value": name}])
        credentials = self.client("sts").assume_role(RoleArn=role, RoleSessionName="SageMaker", SourceIdentity="alice")[
            "Credentials"
        ]
        alice = self.client("sagemaker", credentials)
        self.assertIn("AccessDeniedException", self.refused(alice.create_model, ModelName="m"))
        arn = alice.create_model(ModelName="m", Tags=[{"Key": "team", "Value": "A"}])["ModelArn"]
        keys = [tag["Key"] for tag in alice.list_tags(ResourceArn=arn)["Tags"]]
        self.assertEqual(keys, ["sagemaker:domain-arn", "sagemaker:user-profile-arn", "team"])
        alice.create_presigned_domain_url(DomainId=domain, UserProfileName="alice")
        self.assertIn(
            "with an explicit deny", self.refused(alice.create_presigned_domain_url, DomainId=domain, UserProfileName="bob")
        )
        denied, made = [
            record for record in self.records("CreateModel", 2) if record["userIdentity"].get("type") == "AssumedRole"
        ][:2]
        self.assertEqual((denied["errorCode"], made.get("errorCode")), ("AccessDenied", None))
        self.assertEqual(made["responseElements"], {"modelArn": arn})
        session = made["userIdentity"]["sessionContext"]
        self.assertEqual((session["sourceIdentity"], session["sessionIssuer"]["arn"]), ("alice", role))
        self.assertEqual(
            made["userIdentity"]["accessKeyId"], self.records("AssumeRole")[0]["responseElements"]["credentials"]["accessKeyId"]
        )
        self.pipeline(alice, role)

    def pipeline(self, alice: Any, role: str) -> None:
        """The step's job is the role's call through SageMaker, with a session of its own in the trail."""
        alice.create_pipeline(
            PipelineName="p", ClientRequestToken="t" * 32, RoleArn=role, PipelineDefinition=json.dumps(DEFINITION)
        )
        execution = alice.start_pipeline_execution(PipelineName="p", ClientRequestToken="u" * 32)["PipelineExecutionArn"]
        self.assertEqual(
            alice.describe_pipeline_execution(PipelineExecutionArn=execution)["CreatedBy"]["UserProfileName"], "alice"
        )
        for _ in range(100):
            steps = [record for record in self.records("CreateTrainingJob") if record["userIdentity"].get("invokedBy")]
            if any(record["eventType"] == "AwsApiCall" for record in steps):
                break
            time.sleep(0.05)
        step = next(record for record in steps if record["eventType"] == "AwsApiCall")
        self.assertEqual(step["userIdentity"]["arn"], "arn:aws:sts::000000000000:assumed-role/studio/SageMaker")
        self.assertIn({"key": "sagemaker:pipeline-execution-arn", "value": execution}, step["requestParameters"]["tags"])
        issued = [record["responseElements"]["credentials"]["accessKeyId"] for record in self.records("AssumeRole", 2)]
        self.assertIn(step["userIdentity"]["accessKeyId"], issued)

    def test_events_files_and_lookup(self) -> None:
        sqs, events, trail, s3 = (self.client(name) for name in ("sqs", "events", "cloudtrail", "s3"))
        url = sqs.create_queue(QueueName="seen")["QueueUrl"]
        events.put_rule(
            Name="seen", EventPattern=json.dumps({"source": ["aws.sagemaker"], "detail": {"eventName": ["CreateHub"]}})
        )
        events.put_targets(Rule="seen", Targets=[{"Id": "1", "Arn": "arn:aws:sqs:us-east-1:000000000000:seen"}])
        policy = {
            "Version": "2012-10-17",
            "Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"},
        }
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        self.client("sagemaker").create_hub(HubName="seen-hub", HubDescription="x")
        message = json.loads(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"][0]["Body"])
        self.assertEqual((message["detail-type"], message["source"]), ("AWS API Call via CloudTrail", "aws.sagemaker"))
        event_id = message["detail"]["eventID"]
        asked = [{"AttributeKey": "EventId", "AttributeValue": event_id}]
        self.assertEqual(trail.lookup_events(LookupAttributes=asked)["Events"][0]["EventName"], "CreateHub")
        self.assertTrue(trail.get_trail_status(Name=trail.describe_trails()["trailList"][0]["Name"])["IsLogging"])
        self.assertIn(event_id, self.filed(s3, event_id))

    def filed(self, s3: Any, event_id: str) -> list[str]:
        """The ids of every filed record, once the wanted one is among them."""
        found: list[str] = []
        for _ in range(100):
            listed = s3.list_objects_v2(Bucket="lab-trail-000000000000", Prefix="AWSLogs/000000000000/CloudTrail/us-east-1/")
            bodies = [
                s3.get_object(Bucket="lab-trail-000000000000", Key=row["Key"])["Body"].read()
                for row in listed.get("Contents", [])
            ]
            found = [record["eventID"] for body in bodies for record in json.loads(gzip.decompress(body))["Records"]]
            if event_id in found:
                break
            time.sleep(0.1)
        return found


if __name__ == "__main__":
    unittest.main()
