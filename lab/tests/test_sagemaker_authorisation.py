from __future__ import annotations

import unittest

from .fleet import Fleet, arn, deny


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
