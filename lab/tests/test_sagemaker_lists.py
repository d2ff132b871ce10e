from __future__ import annotations

import unittest
from typing import Any

from .fleet import WALL, Fleet, deny


class Pages(unittest.TestCase):
    def setUp(self) -> None:
        self.fleet = Fleet()
        for number in range(25):
            self.fleet.now += 1
            self.fleet.make("CreateTrainingJob", f"job-{number:02d}")

    def names(self, **params: Any) -> list[str]:
        return [row["TrainingJobName"] for row in self.fleet("ListTrainingJobs", params)["TrainingJobSummaries"]]

    def test_ten_at_a_time_newest_first(self) -> None:
        self.assertEqual(self.names(), [f"job-{number:02d}" for number in range(24, 14, -1)])

    def test_every_page_once(self) -> None:
        seen, token = [], None
        while True:
            params = {"MaxResults": 7, **({"NextToken": token} if token else {})}
            page = self.fleet("ListTrainingJobs", params)
            seen += [row["TrainingJobName"] for row in page["TrainingJobSummaries"]]
            token = page.get("NextToken")
            if not token:
                break
        self.assertEqual(seen, [f"job-{number:02d}" for number in range(24, -1, -1)])

    def test_tokens_of_somebody_s_own(self) -> None:
        for token in ("x", "e30=", "eyJmcm9tIjoiYSJ9", "eyJmcm9tIjotMX0="):
            with self.subTest(token):
                self.assertEqual(self.fleet.refused("ListTrainingJobs", {"NextToken": token})[0], "ValidationException")

    def test_filters(self) -> None:
        created = WALL + 1000
        cases: list[tuple[dict[str, Any], int]] = [
            ({"NameContains": "JOB-0"}, 10),
            ({"NameContains": "none"}, 0),
            ({"CreationTimeAfter": created + 20}, 5),
            ({"CreationTimeBefore": created + 4}, 3),
            ({"StatusEquals": "Completed"}, 5),
            ({"StatusEquals": "InProgress"}, 20),
            ({"StatusEquals": "Failed"}, 0),
        ]
        for params, number in cases:
            with self.subTest(params):
                self.assertEqual(len(self.names(MaxResults=100, **params)), number)

    def test_order(self) -> None:
        self.assertEqual(self.names(SortBy="Name", SortOrder="Ascending", MaxResults=2), ["job-00", "job-01"])
        self.assertEqual(self.names(SortOrder="Ascending", MaxResults=1), ["job-00"])
        self.assertEqual(self.names(SortBy="Status", SortOrder="Ascending", MaxResults=1), ["job-00"])


class Fields(unittest.TestCase):
    def test_equals_filters(self) -> None:
        fleet = Fleet()
        for domain, user in (("d-1", "a"), ("d-1", "b"), ("d-2", "a")):
            fleet("CreateUserProfile", {"DomainId": domain, "UserProfileName": user})
            fleet("CreateApp", {"DomainId": domain, "UserProfileName": user, "AppType": "JupyterLab", "AppName": "x"})
        self.assertEqual(len(fleet("ListUserProfiles", {"DomainIdEquals": "d-1"})["UserProfiles"]), 2)
        self.assertEqual(
            len(fleet("ListUserProfiles", {"DomainIdEquals": "d-1", "UserProfileNameContains": "b"})["UserProfiles"]), 1
        )
        self.assertEqual(len(fleet("ListApps", {"DomainIdEquals": "d-2", "UserProfileNameEquals": "a"})["Apps"]), 1)
        self.assertEqual(fleet("ListApps", {"SpaceNameEquals": "s"})["Apps"], [])

    def test_a_filter_on_a_member_that_a_resource_lacks_leaves_it_out(self) -> None:
        fleet = Fleet()
        fleet("CreateModelPackage", {"ModelPackageName": "alone"})
        self.assertEqual(fleet("ListModelPackages", {"ModelPackageGroupName": "g"})["ModelPackageSummaryList"], [])

    def test_listing_needs_permission_on_everything(self) -> None:
        authorise = deny("sagemaker:ListModels")
        self.assertEqual(Fleet().refused("ListModels", authorise=authorise)[0], "AccessDeniedException")
        self.assertEqual(authorise.asked[0][1], "*")

    def test_search_finds_by_name_tag_and_status(self) -> None:
        fleet = Fleet()
        fleet.make("CreateTrainingJob", "one", Tags=[{"Key": "team", "Value": "A"}])
        fleet.make("CreateTrainingJob", "two")
        cases = [
            ([{"Name": "Tags.team", "Operator": "Equals", "Value": "A"}], ["one"]),
            ([{"Name": "TrainingJobName", "Operator": "Contains", "Value": "tw"}], ["two"]),
            ([{"Name": "Tags.team", "Operator": "NotExists"}], ["two"]),
            ([{"Name": "TrainingJobStatus", "Operator": "Equals", "Value": "Failed"}], []),
            ([], ["two", "one"]),
        ]
        for filters, names in cases:
            with self.subTest(filters):
                expression = {"SearchExpression": {"Filters": filters}} if filters else {}
                found = fleet("Search", {"Resource": "TrainingJob", **expression})["Results"]
                self.assertEqual([row["TrainingJob"]["TrainingJobName"] for row in found], names)


if __name__ == "__main__":
    unittest.main()
