"""What SageMaker's questions bring: who is in Studio, whose a space is, what is handed over, what a search shows."""

from __future__ import annotations

import unittest
from typing import Any

from lab.sagemaker import keys, runtime
from lab.sagemaker.call import Call
from lab.sagemaker.errors import AwsError

from .fleet import ACCOUNT, REGION, ROLE, Fleet, arn, deny, studio_session

PASS = ("iam:PassRole", ROLE, {"iam:PassedToService": "sagemaker.amazonaws.com"})


def asked_for(fleet: Fleet, operation: str, params: dict[str, Any], **call: Any) -> list[tuple[str, str, dict[str, Any]]]:
    authorise = deny()
    fleet(operation, params, authorise=authorise, **call)
    return list(authorise.asked)


class Passing(unittest.TestCase):
    def test_roles_are_found_however_deep_and_once(self) -> None:
        for params, roles in (
            ({"RoleArn": "r", "Tags": []}, ["r"]),
            ({"DefaultUserSettings": {"ExecutionRole": "u"}, "DefaultSpaceSettings": {"ExecutionRole": "s"}}, ["u", "s"]),
            ({"Steps": [{"ExecutionRoleArn": "a"}, {"ExecutionRoleArn": "a"}]}, ["a"]),
            ({"ModelArn": "m", "RoleName": "n"}, []),
        ):
            with self.subTest(params=params):
                self.assertEqual(list(keys.passed_roles(params)), roles)

    def test_making_and_changing_with_a_role_asks_whether_it_may_be_passed(self) -> None:
        fleet = Fleet()
        settings = {"UserSettings": {"ExecutionRole": ROLE}}
        profile = {"DomainId": domain(fleet), "UserProfileName": "alice"}
        self.assertEqual(asked_for(fleet, "CreateUserProfile", {**profile, **settings})[-1], PASS)
        fleet.wait(60)
        self.assertEqual(asked_for(fleet, "UpdateUserProfile", {**profile, **settings})[-1], PASS)
        self.assertNotIn("iam:PassRole", [each[0] for each in asked_for(fleet, "DescribeUserProfile", profile)])

    def test_nothing_is_made_with_a_role_that_may_not_be_passed(self) -> None:
        fleet = Fleet()
        made = {"DomainId": domain(fleet), "UserProfileName": "alice", "UserSettings": {"ExecutionRole": ROLE}}
        code, message = fleet.refused("CreateUserProfile", made, authorise=deny("iam:PassRole"))
        self.assertEqual((code, message), ("AccessDeniedException", f"not authorized to perform: iam:PassRole on resource: {ROLE}"))
        self.assertEqual(fleet("ListUserProfiles")["UserProfiles"], [])


def domain(fleet: Fleet) -> str:
    made = fleet.make("CreateDomain", DefaultUserSettings={"ExecutionRole": ROLE})
    fleet.wait(60)
    return str(made["DomainArn"]).rsplit("/", 1)[-1]


class Studio(unittest.TestCase):
    def setUp(self) -> None:
        self.fleet = Fleet()
        self.domain = domain(self.fleet)
        for person in ("alice", "carol"):
            self.fleet("CreateUserProfile", {"DomainId": self.domain, "UserProfileName": person})
        self.space = {
            "DomainId": self.domain,
            "SpaceName": "hers",
            "OwnershipSettings": {"OwnerUserProfileName": "alice"},
            "SpaceSharingSettings": {"SharingType": "Private"},
        }
        self.owned = {"sagemaker:OwnerUserProfileArn": arn(f"user-profile/{self.domain}/alice"), "sagemaker:SpaceSharingType": "Private"}
        self.fleet.wait(60)

    def found(self, operation: str, params: dict[str, Any], source: str | None = "carol") -> dict[str, Any]:
        _, _, context = asked_for(self.fleet, operation, params, caller=studio_session(source))[0]
        return {key: value for key, value in context.items() if key.startswith("sagemaker:") and "ResourceTag" not in key}

    def test_the_caller_s_profile_and_the_owner_of_the_space(self) -> None:
        caller = {"sagemaker:DomainId": self.domain, "sagemaker:UserProfileName": "carol"}
        app = {"DomainId": self.domain, "SpaceName": "hers", "AppType": "JupyterLab", "AppName": "default"}
        named = {"DomainId": self.domain, "SpaceName": "hers"}
        self.assertEqual(self.found("CreateSpace", self.space), {**caller, **self.owned})
        self.fleet.wait(60)
        self.assertEqual(self.found("CreateApp", app), {**caller, **self.owned})
        self.fleet.wait(60)
        for operation, params in (("DescribeSpace", named), ("UpdateSpace", named), ("DeleteApp", app)):
            with self.subTest(operation=operation):
                self.assertEqual(self.found(operation, params), {**caller, **self.owned})

    def test_an_app_of_a_profile_has_no_owner_and_a_person_outside_no_profile(self) -> None:
        app = {"DomainId": self.domain, "UserProfileName": "alice", "AppType": "JupyterServer", "AppName": "default"}
        self.assertEqual(self.found("CreateApp", app, source=None), {})


class Asking(unittest.TestCase):
    def test_a_search_tells_its_conditions_and_shows_what_fits_or_has_no_such_tag(self) -> None:
        fleet = Fleet()
        for name, tags in (("ours", {"team": "A"}), ("theirs", {"team": "B"}), ("nobodys", {})):
            pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
            fleet("CreateExperiment", {"ExperimentName": name, **({"Tags": pairs} if pairs else {})})
        asked = {"Resource": "Experiment", "VisibilityConditions": [{"Key": "Tags.team", "Value": "A"}]}
        context = {"sagemaker:SearchVisibilityCondition/Tags.team/EqualsIfExists": "A"}
        self.assertEqual(asked_for(fleet, "Search", asked), [("sagemaker:Search", "*", context)])
        shown = [found["Experiment"]["ExperimentName"] for found in fleet("Search", asked)["Results"]]
        self.assertEqual(sorted(shown), ["nobodys", "ours"])

    def test_an_endpoint_is_invoked_by_who_may(self) -> None:
        fleet = Fleet()
        fleet.make("CreateEndpoint", "demo-1", Tags=[{"Key": "team", "Value": "A"}])
        authorise = deny()
        call = Call("InvokeEndpoint", {"EndpointName": runtime.endpoint_of("/endpoints/demo-1/invocations")}, ACCOUNT, REGION, {}, authorise)
        self.assertEqual(runtime.invoke(fleet.service, call)[0], 200)
        context = {"aws:ResourceTag/team": "A", "sagemaker:ResourceTag/team": "A"}
        self.assertEqual(authorise.asked, [("sagemaker:InvokeEndpoint", arn("endpoint/demo-1"), context)])
        call.authorise = deny("sagemaker:InvokeEndpoint")
        self.assertRaises(AwsError, runtime.invoke, fleet.service, call)

    def test_no_other_path_is_an_endpoint_s(self) -> None:
        for path in ("/", "/endpoints/", "/endpoints/a/b/invocations", "/endpoints/a/invocations/more"):
            self.assertIsNone(runtime.endpoint_of(path))
