from __future__ import annotations

import unittest
from typing import Any

from botocore.exceptions import ClientError

from . import world
from .world import client, role, trusts

ASSUME, TAG, IDENTITY = "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"
TAGS = [{"Key": "team", "Value": "A"}, {"Key": "studiouserid", "Value": "alice"}]


def assume(arn: str, by: dict[str, Any] | None = None, name: str = "run", **more: Any) -> dict[str, Any]:
    return client("sts", by).assume_role(RoleArn=arn, RoleSessionName=name, **more)


def facts(credentials: dict[str, Any]) -> dict[str, Any]:
    return world.lab().session_facts[credentials["AccessKeyId"]]


class SourceIdentity(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.open = role("identity-open", [trusts(ASSUME, IDENTITY)])
        cls.second = role("identity-second", [trusts(ASSUME, IDENTITY)])
        cls.closed = role("identity-closed", [trusts(ASSUME)])
        cls.alice = role("identity-alice", [trusts(ASSUME, IDENTITY, StringLike={"sts:SourceIdentity": "alice*"})])
        cls.inside = role("identity-inside", [trusts(ASSUME, IDENTITY, StringEquals={"aws:SourceIdentity": "alice"})])

    def test_is_in_the_answer_and_in_the_facts(self) -> None:
        answer = assume(self.open, SourceIdentity="alice")
        self.assertEqual(answer["SourceIdentity"], "alice")
        self.assertEqual(facts(answer["Credentials"])["source_identity"], "alice")

    def test_needs_its_own_action_in_the_trust(self) -> None:
        with self.assertRaisesRegex(ClientError, "AccessDenied.*sts:SetSourceIdentity"):
            assume(self.closed, SourceIdentity="alice")
        self.assertNotIn("SourceIdentity", assume(self.closed))

    def test_is_a_condition_of_the_trust(self) -> None:
        self.assertEqual(assume(self.alice, SourceIdentity="alice-2")["SourceIdentity"], "alice-2")
        for other in ({"SourceIdentity": "bob"}, {}):
            with self.assertRaisesRegex(ClientError, "AccessDenied"):
                assume(self.alice, **other)

    def test_persists_through_a_chain(self) -> None:
        first = assume(self.open, SourceIdentity="alice")["Credentials"]
        second = assume(self.second, by=first)
        self.assertEqual(second["SourceIdentity"], "alice")
        self.assertEqual(facts(assume(self.inside, by=second["Credentials"])["Credentials"])["source_identity"], "alice")

    def test_cannot_change_or_get_lost_in_a_chain(self) -> None:
        first = assume(self.open, SourceIdentity="alice")["Credentials"]
        for arn, more in ((self.second, {"SourceIdentity": "bob"}), (self.closed, {})):
            with self.assertRaisesRegex(ClientError, "sts:SetSourceIdentity"):
                assume(arn, by=first, **more)

    def test_an_inherited_one_is_not_a_requested_one(self) -> None:
        first = assume(self.open, SourceIdentity="alice")["Credentials"]
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            assume(self.alice, by=first)

    def test_another_identity_does_not_pass_aws_source_identity(self) -> None:
        first = assume(self.open, SourceIdentity="bob")["Credentials"]
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            assume(self.inside, by=first)

    def test_refuses_what_is_no_source_identity(self) -> None:
        for bad in ("two words", "aws:alice"):
            with self.assertRaisesRegex(ClientError, "ValidationError"):
                assume(self.open, SourceIdentity=bad)


class SessionTags(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.first = role("tags-first", [trusts(ASSUME, TAG)])
        cls.second = role("tags-second", [trusts(ASSUME, TAG)])
        cls.plain = role("tags-plain", [trusts(ASSUME)])
        cls.team_a = role("tags-team-a", [trusts(ASSUME, TAG, StringEquals={"aws:RequestTag/team": "A"})])
        keys = {"ForAllValues:StringEquals": {"sts:TransitiveTagKeys": ["team"]}, "Null": {"sts:TransitiveTagKeys": "false"}}
        cls.transitive_team = role("tags-transitive", [trusts(ASSUME, TAG, **keys)])
        cls.from_team_a = role("tags-from-a", [trusts(ASSUME, TAG, StringEquals={"aws:PrincipalTag/team": "A"})])

    def test_need_tag_session_in_the_trust(self) -> None:
        with self.assertRaisesRegex(ClientError, "sts:TagSession"):
            assume(self.plain, Tags=TAGS)

    def test_are_conditions_of_the_trust(self) -> None:
        assume(self.team_a, Tags=TAGS)
        for tags in ([{"Key": "team", "Value": "B"}], []):
            with self.assertRaisesRegex(ClientError, "AccessDenied"):
                assume(self.team_a, Tags=tags)

    def test_transitive_ones_follow_a_chain_and_the_others_do_not(self) -> None:
        first = assume(self.first, Tags=TAGS, TransitiveTagKeys=["team"])["Credentials"]
        second = assume(self.second, by=first, Tags=[{"Key": "project", "Value": "p"}])["Credentials"]
        self.assertEqual(facts(second)["tags"], {"team": "A", "project": "p"})
        self.assertEqual(facts(second)["inherited_tags"], {"team": "A"})
        self.assertEqual(facts(second)["own_tags"], {"project": "p"})
        self.assertEqual(facts(assume(self.from_team_a, by=second)["Credentials"])["transitive_keys"], ["team"])
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            assume(self.from_team_a, by=assume(self.second)["Credentials"])

    def test_inherited_ones_need_tag_session_too(self) -> None:
        first = assume(self.first, Tags=TAGS, TransitiveTagKeys=["team"])["Credentials"]
        with self.assertRaisesRegex(ClientError, "sts:TagSession"):
            assume(self.plain, by=first)

    def test_inherited_ones_cannot_be_set_again(self) -> None:
        first = assume(self.first, Tags=TAGS, TransitiveTagKeys=["team"])["Credentials"]
        with self.assertRaisesRegex(ClientError, "conflicts with a transitive tag key"):
            assume(self.second, by=first, Tags=[{"Key": "Team", "Value": "B"}])

    def test_transitive_keys_are_a_condition_and_must_be_tags(self) -> None:
        assume(self.transitive_team, Tags=TAGS, TransitiveTagKeys=["team"])
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            assume(self.transitive_team, Tags=TAGS)
        with self.assertRaisesRegex(ClientError, "must be included in the requested tags"):
            assume(self.first, Tags=TAGS, TransitiveTagKeys=["project"])

    def test_federation_tokens_carry_tags(self) -> None:
        user = client("iam")
        user.create_user(UserName="federator")
        user.put_user_policy(UserName="federator", PolicyName="p", PolicyDocument='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')
        key = user.create_access_key(UserName="federator")["AccessKey"]
        made = client("sts", key).get_federation_token(Name="bob", Tags=TAGS)["Credentials"]
        self.assertEqual(facts(made)["tags"], {"team": "A", "studiouserid": "alice"})
        self.assertEqual(facts(made)["source_arn"], "arn:aws:iam::000000000000:user/federator")


class Sessions(unittest.TestCase):
    def test_a_chained_session_lasts_an_hour_at_most(self) -> None:
        arn = role("hours", [trusts(ASSUME)], MaxSessionDuration=7200)
        first = assume(arn, DurationSeconds=7200)["Credentials"]
        with self.assertRaisesRegex(ClientError, "role chaining"):
            assume(arn, by=first, DurationSeconds=3601)
        with self.assertRaisesRegex(ClientError, "MaxSessionDuration"):
            assume(arn, DurationSeconds=7201)

    def test_facts_name_the_role_with_its_path_and_id(self) -> None:
        arn = role("pathed", [trusts(ASSUME)], path="/team/a/")
        made = facts(assume(arn, name="run-1")["Credentials"])
        self.assertEqual((made["role_arn"], made["role_name"], made["session_name"]), (arn, "pathed", "run-1"))
        self.assertTrue(made["role_id"].startswith("AROA"))

    def test_a_role_is_found_by_its_whole_arn_only(self) -> None:
        role("found", [trusts(ASSUME)], path="/team/")
        for path in ("found", "other/found"):
            with self.assertRaisesRegex(ClientError, "AccessDenied"):
                assume(f"arn:aws:iam::000000000000:role/{path}")

    def test_who_the_trust_names_needs_no_policy_of_his_own(self) -> None:
        nobody = role("without-policy", [trusts(ASSUME)], policy=None)
        named = role("names-him", [trusts(ASSUME, principal={"AWS": nobody})])
        unnamed = role("names-the-account", [trusts(ASSUME, principal={"AWS": "arn:aws:iam::000000000000:root"})])
        by = assume(nobody)["Credentials"]
        assume(named, by=by)
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            assume(unnamed, by=by)

    def test_another_account_needs_the_external_id(self) -> None:
        trust = trusts(ASSUME, principal={"AWS": "arn:aws:iam::999988887777:root"}, StringEquals={"sts:ExternalId": "x-1"})
        arn = role("vendor", [trust])
        iam = client("iam", key="999988887777")
        iam.create_user(UserName="vendor")
        iam.put_user_policy(UserName="vendor", PolicyName="p", PolicyDocument='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}')
        key = iam.create_access_key(UserName="vendor")["AccessKey"]
        self.assertIn("Credentials", assume(arn, by=key, ExternalId="x-1"))
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            assume(arn, by=key, ExternalId="x-2")

    def test_a_service_session_has_its_record(self) -> None:
        arn = role("studio", [trusts(ASSUME, principal={"Service": "sagemaker.amazonaws.com"})])
        seen = world.records_seen()
        asked = {"service": "sagemaker.amazonaws.com", "roleArn": arn, "sessionName": "SageMaker", "sourceIdentity": "alice"}
        made = world.control("/_lab/service/session", asked)["Credentials"]
        self.assertEqual(client("sts", made).get_caller_identity()["Arn"], "arn:aws:sts::000000000000:assumed-role/studio/SageMaker")
        record = next(event["detail"] for event in seen if event["detail"]["eventName"] == "AssumeRole")
        self.assertEqual(record["userIdentity"], {"type": "AWSService", "invokedBy": "sagemaker.amazonaws.com"})
        self.assertEqual(record["responseElements"]["credentials"]["accessKeyId"], made["AccessKeyId"])
        self.assertNotIn(made["SessionToken"], str(record))

    def test_a_service_session_names_what_is_missing(self) -> None:
        self.assertEqual(world.control("/_lab/service/session", {"service": "x"})["status"], 400)

    def test_an_identity_center_session_uses_another_key_than_its_record(self) -> None:
        seen = world.records_seen()
        asked = {"userId": "9067642ac7-1", "userName": "alice@example.com", "permissionSet": "DataScientist"}
        made = world.control("/_lab/identity-center/session", asked)
        arn = client("sts", made["Credentials"]).get_caller_identity()["Arn"]
        self.assertRegex(arn, r"assumed-role/AWSReservedSSO_DataScientist_[0-9a-f]{16}/alice@example.com$")
        self.assertIn(":role/aws-reserved/sso.amazonaws.com/", made["RoleArn"])
        record = next(event["detail"] for event in seen if event["detail"]["eventName"] == "AssumeRoleWithSAML")
        self.assertNotEqual(record["responseElements"]["credentials"]["accessKeyId"], made["Credentials"]["AccessKeyId"])
        self.assertEqual(facts(made["Credentials"])["on_behalf_of"]["userId"], "9067642ac7-1")
