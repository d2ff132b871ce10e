from __future__ import annotations

import unittest

from .fleet import ROLE, Fleet, arn, deny, studio_session

MODEL = arn("model/m")


def pairs(**tags: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


class Tags(unittest.TestCase):
    def setUp(self) -> None:
        self.fleet = Fleet()
        self.fleet("CreateModel", {"ModelName": "m", "Tags": pairs(a="1")})

    def add(self, **tags: str) -> list[dict[str, str]]:
        return self.fleet("AddTags", {"ResourceArn": MODEL, "Tags": pairs(**tags)})["Tags"]

    def test_add_overwrites_and_answers_all(self) -> None:
        self.assertEqual(self.add(a="2", b=""), pairs(a="2", b=""))
        self.assertEqual(self.fleet.tags(MODEL), {"a": "2", "b": ""})

    def test_delete_forgives_what_is_not_there(self) -> None:
        self.assertEqual(self.fleet("DeleteTags", {"ResourceArn": MODEL, "TagKeys": ["a", "x"]}), {})
        self.assertEqual(self.fleet.tags(MODEL), {})

    def test_fifty_and_not_one_more(self) -> None:
        self.add(**{f"k{number}": "" for number in range(49)})
        self.assertEqual(self.add(a="again")[0], {"Key": "a", "Value": "again"})
        code, message = self.fleet.refused("AddTags", {"ResourceArn": MODEL, "Tags": pairs(one="more")})
        self.assertEqual((code, "exceeds the limit of 50" in message), ("ValidationException", True))
        self.assertEqual(len(self.fleet.tags(MODEL)), 50)

    def test_a_refused_call_writes_nothing(self) -> None:
        for tags in (
            pairs(b="1") + pairs(b="2"),
            [{"Key": "aws:x", "Value": ""}],
            [{"Key": "AWS:x", "Value": ""}],
            [{"Key": "<", "Value": ""}],
        ):
            with self.subTest(tags):
                self.assertEqual(self.fleet.refused("AddTags", {"ResourceArn": MODEL, "Tags": tags})[0], "ValidationException")
                self.assertEqual(self.fleet.tags(MODEL), {"a": "1"})

    def test_creation_obeys_the_same_rules(self) -> None:
        for tags in (pairs(b="1") + pairs(b="2"), [{"Key": "aws:x", "Value": ""}]):
            self.assertEqual(self.fleet.refused("CreateModel", {"ModelName": "n", "Tags": tags})[0], "ValidationException")
        self.assertEqual(self.fleet.refused("DescribeModel", {"ModelName": "n"})[0], "ValidationException")

    def test_the_service_s_own_keys_can_be_given_but_aws_s_not_removed(self) -> None:
        self.add(**{"sagemaker:user-profile-arn": "x"})
        self.assertEqual(
            self.fleet.refused("DeleteTags", {"ResourceArn": MODEL, "TagKeys": ["aws:x"]})[0], "ValidationException"
        )

    def test_pages(self) -> None:
        self.add(**{f"k{number}": "" for number in range(11)})
        first = self.fleet("ListTags", {"ResourceArn": MODEL, "MaxResults": 50})
        self.assertEqual((len(first["Tags"]), "NextToken" in first), (12, False))

    def test_arns_of_nothing(self) -> None:
        cases = {
            arn("model/none"): "ValidationException",
            arn("domain/d-none"): "ResourceNotFound",
            arn("app/d-1/u/JupyterLab/none"): "ResourceNotFound",
            arn("model-package/none/3"): "ValidationException",
            arn("nonsense/x"): "ValidationException",
            "arn:aws:s3:::bucket": "ValidationException",
            MODEL.replace("000000000000", "111122223333"): "ValidationException",
        }
        for name, code in cases.items():
            for operation, more in (("ListTags", {}), ("AddTags", {"Tags": pairs(a="1")}), ("DeleteTags", {"TagKeys": ["a"]})):
                with self.subTest(f"{operation} {name}"):
                    self.assertEqual(self.fleet.refused(operation, {"ResourceArn": name, **more})[0], code)

    def test_another_account_s_resource_is_not_there(self) -> None:
        self.assertEqual(
            self.fleet.refused("ListTags", {"ResourceArn": MODEL}, account="111122223333")[0], "ValidationException"
        )

    def test_authorisation_sees_both_sides(self) -> None:
        authorise = deny()
        self.fleet("AddTags", {"ResourceArn": MODEL, "Tags": pairs(b="2")}, authorise=authorise)
        held = {"aws:ResourceTag/a": "1", "sagemaker:ResourceTag/a": "1"}
        self.assertEqual(
            authorise.asked, [("sagemaker:AddTags", MODEL, {**held, "aws:RequestTag/b": "2", "aws:TagKeys": ["b"]})]
        )
        authorise = deny("sagemaker:DeleteTags")
        self.fleet.refused("DeleteTags", {"ResourceArn": MODEL, "TagKeys": ["a"]}, authorise=authorise)
        self.assertEqual(authorise.asked[0][2]["aws:TagKeys"], ["a"])
        self.assertIn("a", self.fleet.tags(MODEL))


class Packages(unittest.TestCase):
    def test_a_version_uses_its_group_s_tags_and_takes_none(self) -> None:
        fleet = Fleet()
        fleet("CreateModelPackageGroup", {"ModelPackageGroupName": "g", "Tags": pairs(team="A")})
        code, message = fleet.refused("CreateModelPackage", {"ModelPackageGroupName": "g", "Tags": pairs(team="B")})
        self.assertEqual((code, "cannot supply a tag argument" in message), ("ValidationException", True))
        version = fleet("CreateModelPackage", {"ModelPackageGroupName": "g"})["ModelPackageArn"]
        self.assertEqual(fleet.tags(version), {"team": "A"})
        self.assertEqual(fleet.refused("AddTags", {"ResourceArn": version, "Tags": pairs(x="1")})[0], "ValidationException")
        alone = fleet("CreateModelPackage", {"ModelPackageName": "p", "Tags": pairs(x="1")})["ModelPackageArn"]
        self.assertEqual(fleet.tags(alone), {"x": "1"})


class Studio(unittest.TestCase):
    def domain(self, **given: str) -> tuple[Fleet, str]:
        fleet = Fleet()
        settings = {
            "DomainName": "d",
            "AuthMode": "IAM",
            "DefaultUserSettings": {"ExecutionRole": ROLE},
            "SubnetIds": ["s"],
            "VpcId": "v",
        }
        domain = fleet("CreateDomain", {**settings, "Tags": pairs(cost="1"), **given})["DomainId"]
        for name in ("alice", "bob"):
            fleet("CreateUserProfile", {"DomainId": domain, "UserProfileName": name, "Tags": pairs(studiouserid=name)})
        return fleet, domain

    def made_by(self, fleet: Fleet, session: dict) -> dict[str, str]:  # type: ignore[type-arg]
        return fleet.tags(fleet("CreateModel", {"ModelName": "m", "Tags": pairs(own="1")}, caller=session)["ModelArn"])

    def test_system_tags_name_the_profile_of_the_source_identity(self) -> None:
        fleet, domain = self.domain()
        expected = {
            "own": "1",
            "sagemaker:domain-arn": arn(f"domain/{domain}"),
            "sagemaker:user-profile-arn": arn(f"user-profile/{domain}/alice"),
        }
        self.assertEqual(self.made_by(fleet, studio_session("alice")), expected)

    def test_no_system_tags_where_the_profile_is_not_certain(self) -> None:
        cases = {
            "two profiles fit a session without source identity": studio_session(None),
            "a source identity that is no profile": studio_session("carol"),
            "another role": studio_session("alice", role=ROLE + "2"),
            "a session name of somebody's own": studio_session(None, name="alice"),
        }
        for why, session in cases.items():
            with self.subTest(why):
                fleet, _ = self.domain()
                self.assertEqual(self.made_by(fleet, session), {"own": "1"})

    def test_propagation_is_an_option_of_the_domain(self) -> None:
        fleet, _ = self.domain(TagPropagation="ENABLED")
        tags = self.made_by(fleet, studio_session("alice"))
        self.assertEqual(
            {key: tags[key] for key in ("cost", "studiouserid", "own")}, {"cost": "1", "studiouserid": "alice", "own": "1"}
        )

    def test_apps_take_domain_and_profile_tags_always(self) -> None:
        fleet, domain = self.domain()
        app = fleet("CreateApp", {"DomainId": domain, "UserProfileName": "bob", "AppType": "JupyterLab", "AppName": "default"})
        self.assertEqual(fleet.tags(app["AppArn"]), {"cost": "1", "studiouserid": "bob"})
        self.assertEqual(app["AppArn"], arn(f"app/{domain}/bob/JupyterLab/default"))

    def test_tags_added_later_reach_later_apps_only(self) -> None:
        fleet, domain = self.domain()
        params = {"DomainId": domain, "UserProfileName": "bob", "AppType": "JupyterLab"}
        early = fleet("CreateApp", {**params, "AppName": "early"})["AppArn"]
        fleet("AddTags", {"ResourceArn": arn(f"user-profile/{domain}/bob"), "Tags": pairs(late="1")})
        late = fleet("CreateApp", {**params, "AppName": "late"})["AppArn"]
        self.assertEqual(("late" in fleet.tags(early), "late" in fleet.tags(late)), (False, True))

    def test_more_than_fifty_with_propagation_fail_the_creation(self) -> None:
        fleet, _ = self.domain(TagPropagation="ENABLED")
        tags = pairs(**{f"k{number}": "" for number in range(47)})
        self.assertEqual(
            fleet.refused("CreateModel", {"ModelName": "m", "Tags": tags}, caller=studio_session("alice"))[0],
            "ValidationException",
        )
        self.assertEqual(fleet("ListModels")["Models"], [])

    def test_created_by_and_last_modified_by(self) -> None:
        fleet, domain = self.domain()
        fleet("CreateExperiment", {"ExperimentName": "e"}, caller=studio_session("alice"))
        fleet("UpdateExperiment", {"ExperimentName": "e", "Description": "x"}, caller=studio_session("bob"))
        told = fleet("DescribeExperiment", {"ExperimentName": "e"})
        profile = {"UserProfileArn": arn(f"user-profile/{domain}/alice"), "UserProfileName": "alice", "DomainId": domain}
        self.assertEqual(told["CreatedBy"], profile)
        self.assertEqual(told["LastModifiedBy"]["UserProfileName"], "bob")

    def test_model_packages_and_hubs_show_the_iam_identity_as_well(self) -> None:
        fleet, _ = self.domain()
        fleet("CreateModelPackageGroup", {"ModelPackageGroupName": "g"}, caller=studio_session("alice"))
        identity = fleet("DescribeModelPackageGroup", {"ModelPackageGroupName": "g"})["CreatedBy"]["IamIdentity"]
        self.assertEqual((identity["SourceIdentity"], identity["PrincipalId"]), ("alice", "AROAEXAMPLE:SageMaker"))

    def test_a_shared_space_s_session_gives_the_space(self) -> None:
        fleet = Fleet()
        shared = ROLE + "-shared"
        settings = {
            "DomainName": "d",
            "AuthMode": "IAM",
            "DefaultUserSettings": {"ExecutionRole": ROLE},
            "SubnetIds": ["s"],
            "VpcId": "v",
        }
        domain = fleet("CreateDomain", {**settings, "DefaultSpaceSettings": {"ExecutionRole": shared}})["DomainId"]
        space = fleet("CreateSpace", {"DomainId": domain, "SpaceName": "s"})["SpaceArn"]
        self.assertEqual(self.made_by(fleet, studio_session(role=shared))["sagemaker:space-arn"], space)


if __name__ == "__main__":
    unittest.main()
