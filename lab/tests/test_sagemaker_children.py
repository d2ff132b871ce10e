from __future__ import annotations

import json
import unittest
from typing import Any

from .fleet import ROLE, Fleet, arn, deny, studio_session

TUNING = {
    "HyperParameterTuningJobName": "tune",
    "HyperParameterTuningJobConfig": {"Strategy": "Random", "ResourceLimits": {"MaxParallelTrainingJobs": 1}},
}
STEPS = [
    {
        "Name": "Prep",
        "Type": "Processing",
        "Arguments": {
            "AppSpecification": {"ImageUri": "i"},
            "ProcessingResources": {"ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 1}},
        },
    },
    {"Name": "Branch", "Type": "Condition", "Arguments": {}},
    {
        "Name": "Train",
        "Type": "Training",
        "Arguments": {
            "OutputDataConfig": {"S3OutputPath": {"Get": "Parameters.Out"}},
            "Tags": [{"Key": "team", "Value": "A"}, {"Key": "sagemaker:pipeline-execution-arn", "Value": "forged"}],
        },
    },
    {"Name": "Score", "Type": "Transform", "Arguments": {"ModelName": "m"}},
]
DEFINITION = json.dumps(
    {"Version": "2020-12-01", "Parameters": [{"Name": "Out", "DefaultValue": "s3://default"}], "Steps": STEPS}
)


def names(fleet: Fleet, operation: str, summaries: str, member: str) -> list[str]:
    return [row[member] for row in fleet(operation, {"SortOrder": "Ascending"})[summaries]]


class Tuning(unittest.TestCase):
    def jobs(self, fleet: Fleet) -> list[str]:
        return names(fleet, "ListTrainingJobs", "TrainingJobSummaries", "TrainingJobName")

    def test_training_jobs_follow_a_moment_later(self) -> None:
        fleet = Fleet()
        fleet("CreateHyperParameterTuningJob", TUNING)
        self.assertEqual(self.jobs(fleet), [])
        fleet.wait(3)
        first, second = self.jobs(fleet)
        self.assertRegex(first, r"^tune-001-[0-9a-f]{8}$")
        self.assertRegex(second, r"^tune-002-[0-9a-f]{8}$")
        told = fleet("DescribeTrainingJob", {"TrainingJobName": first})
        self.assertEqual(told["TuningJobArn"], arn("hyper-parameter-tuning-job/tune"))
        listed = fleet("ListTrainingJobsForHyperParameterTuningJob", {"HyperParameterTuningJobName": "tune"})
        self.assertEqual(len(listed["TrainingJobSummaries"]), 2)

    def test_children_have_the_tags_of_the_moment_without_system_tags(self) -> None:
        fleet = Fleet()
        tags = [{"Key": "team", "Value": "A"}, {"Key": "sagemaker:user-profile-arn", "Value": "x"}]
        tuning = fleet("CreateHyperParameterTuningJob", {**TUNING, "Tags": tags})["HyperParameterTuningJobArn"]
        fleet.wait(1.5)
        fleet("AddTags", {"ResourceArn": tuning, "Tags": [{"Key": "late", "Value": "1"}]})
        fleet.wait(1)
        found = [fleet.tags(arn(f"training-job/{name}")) for name in self.jobs(fleet)]
        self.assertEqual(found, [{"team": "A"}, {"team": "A", "late": "1"}])

    def test_they_are_announced_by_a_service_event_and_state_changes(self) -> None:
        fleet = Fleet()
        fleet("CreateHyperParameterTuningJob", TUNING)
        fleet.wait(1)
        job = self.jobs(fleet)[0]
        event = fleet.records[0]
        self.assertEqual(
            (event["eventType"], event["eventName"], event["eventSource"]),
            ("AwsServiceEvent", "CreateTrainingJob", "sagemaker.amazonaws.com"),
        )
        self.assertEqual(event["serviceEventDetails"]["trainingJobArn"], arn(f"training-job/{job}"))
        self.assertEqual(event["serviceEventDetails"]["hyperParameterTuningJobArn"], arn("hyper-parameter-tuning-job/tune"))
        self.assertEqual(event["userIdentity"], {"accountId": "000000000000", "invokedBy": "sagemaker.amazonaws.com"})
        changes = [
            (kind, detail["TuningJobArn"])
            for kind, detail, resources, _, _ in fleet.events
            if resources == [arn(f"training-job/{job}")]
        ]
        self.assertEqual(changes, [("SageMaker Training Job State Change", arn("hyper-parameter-tuning-job/tune"))])

    def test_stopping_stops_the_children_and_starts_no_more(self) -> None:
        fleet = Fleet()
        fleet("CreateHyperParameterTuningJob", TUNING)
        fleet.wait(1)
        fleet("StopHyperParameterTuningJob", {"HyperParameterTuningJobName": "tune"})
        fleet.wait(5)
        self.assertEqual(len(self.jobs(fleet)), 1)
        self.assertEqual(fleet("DescribeTrainingJob", {"TrainingJobName": self.jobs(fleet)[0]})["TrainingJobStatus"], "Stopped")
        self.assertEqual([record["eventName"] for record in fleet.records], ["CreateTrainingJob", "StopTrainingJob"])

    def test_never_more_than_the_limit(self) -> None:
        fleet = Fleet()
        limits = {"MaxParallelTrainingJobs": 1, "MaxNumberOfTrainingJobs": 1}
        fleet(
            "CreateHyperParameterTuningJob",
            {**TUNING, "HyperParameterTuningJobConfig": {"Strategy": "Random", "ResourceLimits": limits}},
        )
        fleet.wait(5)
        self.assertEqual(len(self.jobs(fleet)), 1)

    def test_the_definition_is_handed_down(self) -> None:
        fleet = Fleet()
        definition = {
            "AlgorithmSpecification": {"TrainingImage": "image", "TrainingInputMode": "File"},
            "RoleArn": ROLE,
            "OutputDataConfig": {"S3OutputPath": "s3://out"},
            "StoppingCondition": {"MaxRuntimeInSeconds": 60},
            "StaticHyperParameters": {"depth": "3"},
        }
        fleet("CreateHyperParameterTuningJob", {**TUNING, "TrainingJobDefinition": definition})
        fleet.wait(1)
        told = fleet("DescribeTrainingJob", {"TrainingJobName": self.jobs(fleet)[0]})
        self.assertEqual((told["RoleArn"], told["HyperParameters"]["depth"]), (ROLE, "3"))
        self.assertEqual(told["AlgorithmSpecification"], {"TrainingImage": "image", "TrainingInputMode": "File"})


class AutoML(unittest.TestCase):
    def test_children_are_announced_by_state_changes_only(self) -> None:
        fleet = Fleet()
        for operation in ("CreateAutoMLJob", "CreateAutoMLJobV2"):
            fleet.make(operation, operation.lower())
        fleet.wait(3)
        self.assertEqual(fleet.records, [])
        told = [(kind, detail.get("AutoMLJobArn")) for kind, detail, _, _, _ in fleet.events]
        for job in ("createautomljob", "createautomljobv2"):
            self.assertIn(("SageMaker Processing Job State Change", arn(f"automl-job/{job}")), told)
            self.assertIn(("SageMaker Training Job State Change", arn(f"automl-job/{job}")), told)


class Pipelines(unittest.TestCase):
    def start(self, fleet: Fleet, definition: str = DEFINITION, caller: dict[str, Any] | None = None, **given: Any) -> str:
        fleet(
            "CreatePipeline",
            {"PipelineName": "pipe", "ClientRequestToken": "t" * 32, "RoleArn": ROLE, "PipelineDefinition": definition},
        )
        params = {"PipelineName": "pipe", "ClientRequestToken": "u" * 32, **given}
        return fleet("StartPipelineExecution", params, caller=caller or {})["PipelineExecutionArn"]

    def test_steps_become_jobs_of_the_execution(self) -> None:
        fleet = Fleet()
        execution = self.start(fleet)
        fleet.wait(4)
        steps = fleet("ListPipelineExecutionSteps", {"PipelineExecutionArn": execution, "SortOrder": "Ascending"})[
            "PipelineExecutionSteps"
        ]
        self.assertEqual({step["StepName"] for step in steps}, {"Prep", "Train", "Score"})
        identifier = execution.rsplit("/", 1)[-1]
        self.assertRegex(
            names(fleet, "ListTrainingJobs", "TrainingJobSummaries", "TrainingJobName")[0],
            f"^pipelines-{identifier}-Train-[a-z0-9]{{10}}$",
        )

    def test_a_step_s_record_is_the_pipeline_role_s_call_through_sagemaker(self) -> None:
        fleet = Fleet()
        asked: list[tuple[str, str]] = []
        fleet.service.role_identity = lambda role, account: (
            asked.append((role, account)) or {"type": "AssumedRole", "invokedBy": "sagemaker.amazonaws.com"}
        )
        execution = self.start(fleet)
        fleet.wait(4)
        self.assertEqual(asked, [(ROLE, "000000000000")])
        by_name = {record["eventName"]: record for record in fleet.records}
        self.assertEqual(set(by_name), {"CreateProcessingJob", "CreateTrainingJob", "CreateTransformJob"})
        training = by_name["CreateTrainingJob"]
        self.assertEqual(training["sourceIPAddress"], "sagemaker.amazonaws.com")
        self.assertEqual(training["responseElements"]["trainingJobArn"].split("/")[0], arn("training-job"))
        tags = {tag["key"]: tag["value"] for tag in training["requestParameters"]["tags"]}
        self.assertEqual(
            tags, {"team": "A", "sagemaker:pipeline-execution-arn": execution, "sagemaker:pipeline-step-name": "Train"}
        )
        self.assertEqual(training["requestParameters"]["outputDataConfig"], {"s3OutputPath": "s3://default"})
        self.assertEqual(fleet.tags(training["responseElements"]["trainingJobArn"]), tags)

    def test_parameters_of_the_start(self) -> None:
        fleet = Fleet()
        self.start(fleet, PipelineParameters=[{"Name": "Out", "Value": "s3://given"}])
        fleet.wait(4)
        training = next(record for record in fleet.records if record["eventName"] == "CreateTrainingJob")
        self.assertEqual(training["requestParameters"]["outputDataConfig"], {"s3OutputPath": "s3://given"})

    def test_created_by_tells_who_started_it(self) -> None:
        fleet = Fleet()
        settings = {
            "DomainName": "d",
            "AuthMode": "IAM",
            "DefaultUserSettings": {"ExecutionRole": ROLE},
            "SubnetIds": ["s"],
            "VpcId": "v",
        }
        domain = fleet("CreateDomain", settings)["DomainId"]
        fleet("CreateUserProfile", {"DomainId": domain, "UserProfileName": "alice"})
        execution = self.start(fleet, caller=studio_session("alice"))
        self.assertEqual(
            fleet("DescribePipelineExecution", {"PipelineExecutionArn": execution})["CreatedBy"]["UserProfileName"], "alice"
        )
        summary = fleet("ListPipelineExecutions", {"PipelineName": "pipe"})["PipelineExecutionSummaries"][0]
        self.assertEqual((summary["PipelineExecutionArn"], summary["PipelineExecutionStatus"]), (execution, "Executing"))

    def test_the_same_token_starts_once(self) -> None:
        fleet = Fleet()
        first = self.start(fleet)
        self.assertEqual(
            fleet("StartPipelineExecution", {"PipelineName": "pipe", "ClientRequestToken": "u" * 32})["PipelineExecutionArn"],
            first,
        )

    def test_a_stopped_execution_starts_no_more_steps(self) -> None:
        fleet = Fleet()
        execution = self.start(fleet)
        fleet.wait(1)
        fleet("StopPipelineExecution", {"PipelineExecutionArn": execution, "ClientRequestToken": "s" * 32})
        fleet.wait(5)
        self.assertEqual([record["eventName"] for record in fleet.records], ["CreateProcessingJob"])
        self.assertEqual(
            fleet("DescribePipelineExecution", {"PipelineExecutionArn": execution})["PipelineExecutionStatus"], "Stopped"
        )

    def test_definitions_that_are_none(self) -> None:
        for definition in ("not json", "[]", '{"Steps": 3}', '{"Steps": [3, {"Name": 4, "Type": "Training"}]}', "[" * 50_000):
            with self.subTest(definition[:20]):
                fleet = Fleet()
                execution = self.start(fleet, definition)
                fleet.wait(3)
                self.assertEqual(
                    fleet("ListPipelineExecutionSteps", {"PipelineExecutionArn": execution})["PipelineExecutionSteps"], []
                )

    def test_starting_one_is_asked_for_on_the_pipeline(self) -> None:
        fleet, authorise = Fleet(), deny("sagemaker:StartPipelineExecution")
        fleet(
            "CreatePipeline",
            {"PipelineName": "pipe", "ClientRequestToken": "t" * 32, "RoleArn": ROLE, "PipelineDefinition": DEFINITION},
        )
        self.assertEqual(
            fleet.refused(
                "StartPipelineExecution", {"PipelineName": "pipe", "ClientRequestToken": "u" * 32}, authorise=authorise
            )[0],
            "AccessDeniedException",
        )
        self.assertEqual(authorise.asked[0][1], arn("pipeline/pipe"))

    def test_the_execution_s_own_events(self) -> None:
        fleet = Fleet()
        execution = self.start(fleet, '{"Steps": []}')
        fleet.wait(21)
        changes = [
            (detail["previousPipelineExecutionStatus"], detail["currentPipelineExecutionStatus"])
            for kind, detail, _, _, _ in fleet.events
            if "Pipeline" in kind
        ]
        self.assertEqual(changes, [(None, "Executing"), ("Executing", "Succeeded")])
        self.assertIn(execution, fleet.events[0][2])


class StateChanges(unittest.TestCase):
    def test_one_event_for_each_status_with_the_tags_of_the_moment(self) -> None:
        fleet = Fleet()
        job = fleet.make("CreateTrainingJob", Tags=[{"Key": "team", "Value": "A"}])["TrainingJobArn"]
        fleet("AddTags", {"ResourceArn": job, "Tags": [{"Key": "late", "Value": "1"}]})
        fleet.wait(21)
        told = [(detail["TrainingJobStatus"], detail["Tags"], resources) for _, detail, resources, _, _ in fleet.events]
        self.assertEqual(told, [("InProgress", {"team": "A"}, [job]), ("Completed", {"team": "A", "late": "1"}, [job])])

    def test_times_are_milliseconds(self) -> None:
        fleet = Fleet()
        fleet.make("CreateTrainingJob")
        self.assertEqual(fleet.events[0][1]["CreationTime"], int(fleet.service.wall() * 1000))

    def test_a_change_in_between_replaces_what_was_to_come(self) -> None:
        fleet = Fleet()
        fleet.make("CreateTrainingJob")
        fleet.wait(2)
        fleet("StopTrainingJob", {"TrainingJobName": "demo-1"})
        fleet.wait(30)
        self.assertEqual(
            [detail["TrainingJobStatus"] for _, detail, _, _, _ in fleet.events], ["InProgress", "Stopping", "Stopped"]
        )

    def test_kinds_without_events_are_silent(self) -> None:
        fleet = Fleet()
        fleet.make("CreateExperiment")
        fleet.make("CreateDomain")
        fleet.wait(5)
        self.assertEqual(fleet.events, [])


if __name__ == "__main__":
    unittest.main()
