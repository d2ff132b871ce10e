from __future__ import annotations

import unittest

from .fleet import Fleet, arn


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


if __name__ == "__main__":
    unittest.main()
