from __future__ import annotations

import unittest

from lab.sagemaker.examples import example

from .fleet import Fleet, model


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


if __name__ == "__main__":
    unittest.main()
