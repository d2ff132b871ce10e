from __future__ import annotations

import unittest
from typing import Any

from lab.sagemaker.errors import AwsError
from lab.sagemaker.fleet import make_fleet
from lab.sagemaker.resource_tags import get_resources, is_ours

from .fleet import ACCOUNT, REGION, WALL, Fleet, model

TAGS = {"team": "TeamA", "studiouserid": "alice"}


def tagged(fleet: Fleet, **params: Any) -> dict[str, Any]:
    return get_resources(fleet.service, {"ResourceTypeFilters": ["sagemaker"], **params}, ACCOUNT, REGION, "")


def all_tagged(fleet: Fleet, **params: Any) -> list[dict[str, Any]]:
    """Page by page."""
    found: list[dict[str, Any]] = []
    token = None
    while token != "":
        answer = tagged(fleet, **({"PaginationToken": token} if token else {}), **params)
        found += answer["ResourceTagMappingList"]
        token = answer["PaginationToken"]
    return found


class Fleets(unittest.TestCase):
    def test_thousands_are_made_and_listed_by_the_hundred(self) -> None:
        fleet = Fleet()
        body = {"kinds": {"Model": 250, "TrainingJob": 150}, "tags": TAGS, "tagged": 0.4, "ageSeconds": 3600}
        self.assertEqual(make_fleet(fleet.service, body, ACCOUNT, REGION), {"Model": 250, "TrainingJob": 150})
        pages = []
        token = None
        while token or not pages:
            answer = fleet("ListModels", {"MaxResults": 100, **({"NextToken": token} if token else {})})
            pages.append(len(answer["Models"]))
            token = answer.get("NextToken")
        self.assertEqual(pages, [100, 100, 50])
        job = fleet("ListTrainingJobs", {"MaxResults": 1})["TrainingJobSummaries"][0]
        self.assertEqual(job["TrainingJobStatus"], "Completed")
        self.assertEqual(job["CreationTime"], WALL + fleet.now - 3600)
        self.assertEqual(fleet.tags(job["TrainingJobArn"]).get("team", "TeamA"), "TeamA")
        self.assertEqual(len(all_tagged(fleet)), 160)
        self.assertEqual((fleet.events, fleet.records), ([], []))

    def test_every_kind_can_be_made(self) -> None:
        fleet = Fleet()
        kinds = {name: 2 for name in fleet.service.kinds}
        make_fleet(fleet.service, {"kinds": kinds}, ACCOUNT, REGION)
        for name in kinds:
            with self.subTest(name):
                same = name == "Artifact"  # its id comes from its source, which is the same
                self.assertEqual(len(fleet.service.store.of_kind(ACCOUNT, REGION, name, fleet.now)), 1 if same else 2)

    def test_a_body_that_cannot_be_is_refused(self) -> None:
        fleet = Fleet()
        for body in ([], {}, {"kinds": {"Nothing": 1}}, {"kinds": {"Model": -1}}, {"kinds": {}, "tagged": 2}, {"kinds": {}, "x": 1}):
            with self.subTest(body), self.assertRaises(ValueError):
                make_fleet(fleet.service, body, ACCOUNT, REGION)


class GetResources(unittest.TestCase):
    def test_what_was_never_tagged_is_left_out_what_lost_its_tags_is_not(self) -> None:
        fleet = Fleet()
        names = {name: fleet("CreateModel", {"ModelName": name})["ModelArn"] for name in ("never", "now", "once")}
        for name in ("now", "once"):
            fleet("AddTags", {"ResourceArn": names[name], "Tags": [{"Key": "team", "Value": "TeamA"}]})
        fleet("DeleteTags", {"ResourceArn": names["once"], "TagKeys": ["team"]})
        found = {row["ResourceARN"]: row["Tags"] for row in all_tagged(fleet)}
        self.assertEqual(found, {names["now"]: [{"Key": "team", "Value": "TeamA"}], names["once"]: []})

    def test_by_type_by_tag_by_arn(self) -> None:
        fleet = Fleet()
        make_fleet(fleet.service, {"kinds": {"Model": 3, "Endpoint": 2}, "tags": TAGS}, ACCOUNT, REGION)
        self.assertEqual(len(all_tagged(fleet, ResourceTypeFilters=["sagemaker:model"])), 3)
        self.assertEqual(len(all_tagged(fleet, TagFilters=[{"Key": "team", "Values": ["TeamB"]}])), 0)
        arn = all_tagged(fleet)[0]["ResourceARN"]
        self.assertEqual(len(all_tagged(fleet, ResourceARNList=[arn])), 1)

    def test_only_questions_about_sagemaker_alone_are_ours(self) -> None:
        self.assertTrue(is_ours({"ResourceTypeFilters": ["sagemaker", "sagemaker:model"]}))
        self.assertTrue(is_ours({"ResourceARNList": ["arn:aws:sagemaker:us-east-1:1:model/m"]}))
        for params in ({}, {"ResourceTypeFilters": ["s3"]}, {"ResourceTypeFilters": ["s3", "sagemaker"]}):
            self.assertFalse(is_ours(params))

    def test_a_token_of_nobody_s_is_refused(self) -> None:
        with self.assertRaises(AwsError) as refused:
            tagged(Fleet(), PaginationToken="nonsense")
        self.assertEqual(refused.exception.code, "InvalidParameterException")


class RateLimits(unittest.TestCase):
    def setUp(self) -> None:
        model()
        self.fleet = Fleet()
        self.fleet.service.faults.replace([{"operation": "*", "rateLimit": {"perSecond": 2, "burst": 3}}])

    def served(self, operation: str, times: int) -> int:
        served = 0
        for _ in range(times):
            try:
                self.fleet(operation, {}) if operation != "GetResources" else tagged(self.fleet)
                served += 1
            except AwsError as refused:
                self.assertEqual((refused.code, refused.status), ("ThrottlingException", 400))
        return served

    def test_the_burst_then_the_rate_each_operation_by_itself(self) -> None:
        self.assertEqual(self.served("ListModels", 5), 3)
        self.assertEqual(self.served("ListEndpoints", 5), 3)
        self.assertEqual(self.served("GetResources", 5), 3)
        self.fleet.now += 1
        self.assertEqual(self.served("ListModels", 5), 2)
        self.fleet.now += 100
        self.assertEqual(self.served("ListModels", 5), 3)

    def test_what_was_refused_is_counted(self) -> None:
        self.served("ListModels", 5)
        [shown] = self.fleet.service.faults.show()
        self.assertEqual((shown["asked"], shown["hit"]), (5, 2))

    def test_a_limit_that_is_none_is_refused(self) -> None:
        for limit in (5, {"perSecond": 1}, {"perSecond": -1, "burst": 1}, {"perSecond": 1, "burst": 0}, {"perSecond": True, "burst": 1}):
            with self.subTest(limit), self.assertRaises(ValueError):
                self.fleet.service.faults.replace([{"rateLimit": limit}])


if __name__ == "__main__":
    unittest.main()
