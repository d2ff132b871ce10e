from __future__ import annotations

import unittest
from typing import Any

from lab.sagemaker.examples import example
from lab.sagemaker.validate import problems

from .fleet import ACCOUNT, Fleet, arn, deny, model

# The model gives these ARNs patterns that their own service's ARNs do not fit (no digits in a region, iam as the service).
UNFITTING_ARNS = ("deviceFleetArn", "edgeDeploymentPlanArn", "edgePackagingJobArn", "deviceArn")
LATER = {"CreateAutoMLJobV2": "v2"}  # shares its kind with CreateAutoMLJob
FIRST_STOPPED = ("NotebookInstance", "TrainingJob", "ProcessingJob", "HyperParameterTuningJob")


def faults_of(operation: str, answer: dict[str, Any]) -> list[str]:
    shape = model().output_of(operation)
    found = problems(model(), shape, answer) if shape else []
    return [problem for problem in found if not any(name in problem for name in UNFITTING_ARNS)]


class EveryKind(unittest.TestCase):
    """Each creator, then everything that can be done with what it made."""

    def one(self, fleet: Fleet, operation: str) -> None:
        _, kind = fleet.service.routes[operation]
        given = {"Tags": [{"Key": "a", "Value": "b"}]} if "Tags" in model().members(model().input_of(operation)) else {}
        self.assertEqual(faults_of(operation, fleet.make(operation, LATER.get(operation, "demo-1"), **given)), [])
        made = fleet.service.store.of_kind(ACCOUNT, "us-east-1", kind.name, fleet.now)[-1]
        described = self.on(fleet, kind.operations["describe"], made)
        self.assertEqual(faults_of(kind.operations["describe"], described), [])
        listed = self.on(fleet, kind.operations["list"], made)
        self.assertEqual(faults_of(kind.operations["list"], listed), [])
        self.assertTrue(any(value for value in listed.values() if isinstance(value, list)))
        if given:
            self.assertEqual(fleet.tags(made.arn), {"a": "b"})
            fleet("AddTags", {"ResourceArn": made.arn, "Tags": [{"Key": "a", "Value": "c"}]})
            fleet("DeleteTags", {"ResourceArn": made.arn, "TagKeys": ["a", "none"]})
            self.assertEqual(fleet.tags(made.arn), {})
        self.end(fleet, kind, made)

    def on(self, fleet: Fleet, operation: str, made: Any) -> dict[str, Any]:
        members = model().members(model().input_of(operation))
        named = {name: made.fields[name] for name in made.kind.identity if name in members and name in made.fields}
        needed = {name: made.fields[name] for name in model().required(model().input_of(operation)) if name in made.fields}
        return fleet(operation, {**example(model(), operation), **needed, **named})

    def end(self, fleet: Fleet, kind: Any, made: Any) -> None:
        if kind.operation("stop"):
            if kind.name in ("NotebookInstance", "MlflowTrackingServer"):
                fleet.wait(5)
            self.on(fleet, kind.operations["stop"], made)
            fleet.wait(5)
        elif kind.name in FIRST_STOPPED:
            fleet.wait(30)
        if kind.name == "Device":
            fleet("DeregisterDevices", {"DeviceFleetName": "demo-1", "DeviceNames": ["demo-1"]})
        elif kind.operation("delete"):
            self.on(fleet, kind.operations["delete"], made)
        else:
            return
        fleet.wait(5)
        left = fleet.service.store.by_arn(made.arn, fleet.now)
        self.assertIn(left.status(fleet.now) if left else None, (None, "Deleted"))

    def test_create_describe_list_tag_stop_delete(self) -> None:
        for operation in model().creators:
            with self.subTest(operation):
                self.one(Fleet(), operation)

    def test_every_other_operation_answers_or_refuses_in_its_own_words(self) -> None:
        fleet = Fleet()
        for operation in sorted(set(model().operations) - set(model().creators)):
            with self.subTest(operation):
                try:
                    answer = fleet(operation, example(model(), operation, "demo-1"))
                except Exception as error:
                    self.assertEqual(type(error).__name__, "AwsError", repr(error))
                else:
                    self.assertEqual(faults_of(operation, answer), [])


class Naming(unittest.TestCase):
    def test_a_second_one_of_the_same_name_is_refused_as_the_kind_refuses(self) -> None:
        cases = {
            "CreateTrainingJob": "ResourceInUse",
            "CreateModel": "ValidationException",
            "CreatePipeline": "ConflictException",
            "CreateInferenceRouter": "ResourceAlreadyExists",
            "CreateDomain": "ResourceInUse",
            "CreateCluster": "ResourceInUse",
            "CreateNotebookInstance": "ValidationException",
        }
        for operation, code in cases.items():
            with self.subTest(operation):
                fleet = Fleet()
                fleet.make(operation)
                params = {
                    **example(model(), operation, "demo-1"),
                    **({"ClientRequestToken": "x" * 32} if operation == "CreatePipeline" else {}),
                }
                self.assertEqual(fleet.refused(operation, params)[0], code)

    def test_the_same_idempotency_token_is_the_same_creation(self) -> None:
        fleet = Fleet()
        params = {**example(model(), "CreatePipeline", "p"), "ClientRequestToken": "t" * 32}
        self.assertEqual(fleet("CreatePipeline", params), fleet("CreatePipeline", params))

    def test_unknown_names(self) -> None:
        fleet = Fleet()
        cases = {
            "DescribeTrainingJob": ("ValidationException", "Requested resource not found."),
            "DescribeNotebookInstance": ("ValidationException", "RecordNotFound"),
            "DescribeModel": ("ValidationException", f'Could not find Model "{arn("model/none")}".'),
            "DescribeProcessingJob": ("ResourceNotFound", f"ProcessingJob none does not exist. ({arn('processing-job/none')})"),
            "StopTrainingJob": ("ValidationException", "Requested resource not found."),
        }
        for operation, said in cases.items():
            with self.subTest(operation):
                self.assertEqual(fleet.refused(operation, example(model(), operation, "none")), said)

    def test_members_that_take_an_arn(self) -> None:
        fleet = Fleet()
        pipeline = fleet.make("CreatePipeline", "p")["PipelineArn"]
        self.assertEqual(fleet("DescribePipeline", {"PipelineName": pipeline})["PipelineName"], "p")
        cluster = fleet.make("CreateCluster", "c")["ClusterArn"]
        self.assertEqual(fleet("DescribeCluster", {"ClusterName": cluster})["ClusterName"], "c")

    def test_references_need_not_exist(self) -> None:
        self.assertIn("EndpointArn", Fleet()("CreateEndpoint", {"EndpointName": "e", "EndpointConfigName": "nowhere"}))

    def test_accounts_and_regions_do_not_see_each_other(self) -> None:
        fleet = Fleet()
        fleet.make("CreateModel")
        self.assertEqual(fleet("ListModels", region="eu-west-1")["Models"], [])
        self.assertEqual(fleet("ListModels", account="111122223333")["Models"], [])

    def test_an_operation_that_is_none(self) -> None:
        self.assertEqual(Fleet().refused("CreateNonsense")[0], "UnknownOperationException")


class Describing(unittest.TestCase):
    def test_the_request_comes_back_with_what_the_service_added(self) -> None:
        fleet = Fleet()
        made = fleet(
            "CreateDomain",
            {
                "DomainName": "d",
                "AuthMode": "IAM",
                "DefaultUserSettings": {"ExecutionRole": "arn:aws:iam::000000000000:role/r"},
                "SubnetIds": ["s-1"],
                "VpcId": "v",
            },
        )
        told = fleet("DescribeDomain", {"DomainId": made["DomainId"]})
        self.assertRegex(made["DomainArn"], r"^arn:aws:sagemaker:us-east-1:000000000000:domain/d-[a-z0-9]{12}$")
        self.assertEqual((told["DomainName"], told["SubnetIds"], told["Status"]), ("d", ["s-1"], "Pending"))
        self.assertEqual(told["DefaultUserSettings"]["ExecutionRole"], "arn:aws:iam::000000000000:role/r")
        self.assertEqual(told["CreationTime"], told["LastModifiedTime"])

    def test_ids_that_the_service_makes(self) -> None:
        fleet = Fleet()
        cases = {
            "CreateMlflowApp": ("Arn", r"mlflow-app/app-[A-Z0-9]{12}$"),
            "CreatePartnerApp": ("Arn", r"partner-app/app-[A-Z0-9]{12}$"),
            "CreateCluster": ("ClusterArn", r"cluster/[a-z0-9]{12}$"),
            "CreateArtifact": ("ArtifactArn", r"artifact/[0-9a-f]{32}$"),
            "CreateComputeQuota": ("ComputeQuotaArn", r"compute-quota/[a-z0-9]{12}$"),
        }
        for operation, (member, pattern) in cases.items():
            with self.subTest(operation):
                self.assertRegex(fleet.make(operation)[member], pattern)

    def test_tags_are_told_by_list_tags_only(self) -> None:
        fleet = Fleet()
        fleet.make("CreateTrainingSession", Tags=[{"Key": "a", "Value": "b"}])
        told = fleet("DescribeTrainingSession", {"TrainingSessionName": "demo-1"})
        self.assertNotIn("Tags", told["TrainingSessionDetail"])

    def test_versions_of_packages_and_images_are_counted(self) -> None:
        fleet = Fleet()
        fleet.make("CreateModelPackageGroup", "g")
        made = [fleet("CreateModelPackage", {"ModelPackageGroupName": "g"})["ModelPackageArn"] for _ in range(2)]
        self.assertEqual(made, [arn("model-package/g/1"), arn("model-package/g/2")])
        self.assertEqual(fleet("DescribeModelPackage", {"ModelPackageName": made[1]})["ModelPackageVersion"], 2)
        only = fleet("CreateModelPackage", {"ModelPackageName": "alone"})["ModelPackageArn"]
        self.assertEqual(only, arn("model-package/alone"))
        listed = fleet("ListModelPackages", {"ModelPackageGroupName": "g"})["ModelPackageSummaryList"]
        self.assertEqual({row["ModelPackageArn"] for row in listed}, set(made))

    def test_update_changes_what_it_names(self) -> None:
        fleet = Fleet()
        made = fleet.make("CreateDomain", "d", DefaultUserSettings={"ExecutionRole": "arn:aws:iam::000000000000:role/r"})
        fleet.wait(5)
        fleet(
            "UpdateDomain",
            {"DomainId": made["DomainId"], "DefaultUserSettings": {"SecurityGroups": ["sg-1"]}, "TagPropagation": "ENABLED"},
        )
        told = fleet("DescribeDomain", {"DomainId": made["DomainId"]})
        self.assertEqual(
            told["DefaultUserSettings"], {"ExecutionRole": "arn:aws:iam::000000000000:role/r", "SecurityGroups": ["sg-1"]}
        )
        self.assertEqual((told["TagPropagation"], told["Status"]), ("ENABLED", "Updating"))
        self.assertGreater(told["LastModifiedTime"], told["CreationTime"])
        fleet.wait(3)
        self.assertEqual(fleet("DescribeDomain", {"DomainId": made["DomainId"]})["Status"], "InService")

    def test_presigned_urls(self) -> None:
        fleet = Fleet()
        domain = fleet.make("CreateDomain")["DomainId"]
        fleet("CreateUserProfile", {"DomainId": domain, "UserProfileName": "alice"})
        url = fleet("CreatePresignedDomainUrl", {"DomainId": domain, "UserProfileName": "alice"})["AuthorizedUrl"]
        self.assertTrue(url.startswith(f"https://{domain}.studio.us-east-1.sagemaker.aws/auth?token="))
        self.assertEqual(
            fleet.refused("CreatePresignedDomainUrl", {"DomainId": domain, "UserProfileName": "bob"})[0], "ResourceNotFound"
        )
        fleet.make("CreateNotebookInstance", "nb")
        self.assertIn(
            "https://nb.notebook.us-east-1",
            fleet("CreatePresignedNotebookInstanceUrl", {"NotebookInstanceName": "nb"})["AuthorizedUrl"],
        )


class Statuses(unittest.TestCase):
    def status(self, fleet: Fleet, name: str = "nb") -> str:
        return fleet("DescribeNotebookInstance", {"NotebookInstanceName": name})["NotebookInstanceStatus"]

    def test_a_notebook_from_birth_to_death(self) -> None:
        fleet, name = Fleet(), {"NotebookInstanceName": "nb"}
        fleet.make("CreateNotebookInstance", "nb")
        self.assertEqual(self.status(fleet), "Pending")
        self.assertIn(
            "Status (Pending) not in ([InService]). Unable to transition to (Stopping) for Notebook Instance",
            fleet.refused("StopNotebookInstance", name)[1],
        )
        fleet.wait(4)
        self.assertEqual(self.status(fleet), "InService")
        self.assertIn(
            "Status (InService) not in ([Stopped, Failed]). Unable to transition to (Deleting)",
            fleet.refused("DeleteNotebookInstance", name)[1],
        )
        fleet("StopNotebookInstance", name)
        self.assertEqual(self.status(fleet), "Stopping")
        fleet.wait(3)
        self.assertEqual(self.status(fleet), "Stopped")
        fleet("StartNotebookInstance", name)
        fleet.wait(4)
        self.assertEqual(self.status(fleet), "InService")
        fleet("StopNotebookInstance", name)
        fleet.wait(3)
        fleet("DeleteNotebookInstance", name)
        self.assertEqual(self.status(fleet), "Deleting")
        fleet.wait(3)
        self.assertEqual(fleet.refused("DescribeNotebookInstance", name)[1], "RecordNotFound")
        fleet.make("CreateNotebookInstance", "nb")

    def test_a_job_completes_and_can_not_be_stopped_then(self) -> None:
        fleet, name = Fleet(), {"TrainingJobName": "demo-1"}
        fleet.make("CreateTrainingJob")
        told = fleet("DescribeTrainingJob", name)
        self.assertEqual((told["TrainingJobStatus"], told["SecondaryStatus"]), ("InProgress", "Training"))
        self.assertIn("(InProgress) not in", fleet.refused("DeleteTrainingJob", name)[1])
        fleet.wait(21)
        self.assertEqual(fleet("DescribeTrainingJob", name)["TrainingJobStatus"], "Completed")
        self.assertEqual(
            fleet.refused("StopTrainingJob", name),
            ("ValidationException", "The request was rejected because the TrainingJob is in status Completed."),
        )
        fleet("DeleteTrainingJob", name)

    def test_a_deleted_app_stays_to_be_seen(self) -> None:
        fleet = Fleet()
        app = example(model(), "CreateApp", "app", DomainId="d-1", UserProfileName="u")
        app_arn = fleet("CreateApp", app)["AppArn"]
        fleet("DeleteApp", app)
        fleet.wait(3)
        self.assertEqual(fleet("DescribeApp", app)["Status"], "Deleted")
        self.assertEqual(fleet.refused("AddTags", {"ResourceArn": app_arn, "Tags": []})[0], "ValidationException")
        fleet("CreateApp", app)
        self.assertEqual(fleet("DescribeApp", app)["Status"], "Pending")

    def test_what_holds_others_can_not_be_deleted(self) -> None:
        fleet = Fleet()
        domain = fleet.make("CreateDomain")["DomainId"]
        fleet("CreateUserProfile", {"DomainId": domain, "UserProfileName": "u"})
        app = example(model(), "CreateApp", "app", DomainId=domain, UserProfileName="u")
        fleet("CreateApp", app)
        self.assertEqual(fleet.refused("DeleteUserProfile", {"DomainId": domain, "UserProfileName": "u"})[0], "ResourceInUse")
        self.assertEqual(fleet.refused("DeleteDomain", {"DomainId": domain})[0], "ResourceInUse")
        fleet("DeleteApp", app)
        fleet.wait(3)
        fleet("DeleteUserProfile", {"DomainId": domain, "UserProfileName": "u"})
        fleet.wait(3)
        fleet("DeleteDomain", {"DomainId": domain})


class Authorisation(unittest.TestCase):
    def test_creation_asks_for_the_resource_with_the_request_tags(self) -> None:
        fleet, authorise = Fleet(), deny()
        fleet("CreateModel", {"ModelName": "m", "Tags": [{"Key": "team", "Value": "A"}]}, authorise=authorise)
        context = {"aws:RequestTag/team": "A", "aws:TagKeys": ["team"]}
        expected = [
            ("sagemaker:CreateModel", arn("model/m"), context),
            ("sagemaker:AddTags", arn("model/m"), {**context, "sagemaker:TaggingAction": "CreateModel"}),
        ]
        self.assertEqual(authorise.asked, expected)

    def test_creation_without_tags_does_not_ask_for_add_tags(self) -> None:
        fleet, authorise = Fleet(), deny("sagemaker:AddTags")
        fleet("CreateModel", {"ModelName": "m"}, authorise=authorise)
        self.assertEqual([action for action, _, _ in authorise.asked], ["sagemaker:CreateModel"])

    def test_denied_tagging_makes_nothing(self) -> None:
        fleet = Fleet()
        tagged = {"ModelName": "m", "Tags": [{"Key": "team", "Value": "A"}]}
        self.assertEqual(fleet.refused("CreateModel", tagged, authorise=deny("sagemaker:AddTags"))[0], "AccessDeniedException")
        self.assertEqual(fleet("ListModels")["Models"], [])

    def test_other_calls_ask_with_the_resource_tags(self) -> None:
        fleet, authorise = Fleet(), deny()
        fleet("CreateModel", {"ModelName": "m", "Tags": [{"Key": "team", "Value": "A"}]})
        fleet("DeleteModel", {"ModelName": "m"}, authorise=authorise)
        self.assertEqual(
            authorise.asked,
            [("sagemaker:DeleteModel", arn("model/m"), {"aws:ResourceTag/team": "A", "sagemaker:ResourceTag/team": "A"})],
        )

    def test_a_denied_caller_does_not_learn_what_exists(self) -> None:
        fleet = Fleet()
        fleet.make("CreateModel", "m")
        for name in ("m", "none"):
            with self.subTest(name):
                self.assertEqual(
                    fleet.refused("DescribeModel", {"ModelName": name}, authorise=deny("sagemaker:DescribeModel"))[0],
                    "AccessDeniedException",
                )

    def test_spaces_ask_with_owner_and_sharing(self) -> None:
        fleet, authorise = Fleet(), deny()
        params = {
            "DomainId": "d-1",
            "SpaceName": "s",
            "OwnershipSettings": {"OwnerUserProfileName": "alice"},
            "SpaceSharingSettings": {"SharingType": "Private"},
        }
        fleet("CreateSpace", params, authorise=authorise)
        context = authorise.asked[0][2]
        self.assertEqual(context["sagemaker:OwnerUserProfileArn"], arn("user-profile/d-1/alice"))
        self.assertEqual(context["sagemaker:SpaceSharingType"], "Private")


if __name__ == "__main__":
    unittest.main()
