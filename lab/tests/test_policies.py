from __future__ import annotations

import json
import unittest
from typing import Any

from botocore.exceptions import ClientError

from . import world
from .asking import allow, allowed, policy, session
from .world import client, role, trusts


def role_arn(principal: str) -> str:
    """What the mend answers; imported late, because ministack reads its environment while it is imported."""
    from lab.mends import conditions

    return conditions.role_arn(principal)


class Answers(unittest.TestCase):
    def test_a_role_comes_back_with_whatever_characters_its_description_and_tags_have(self) -> None:
        text = 'a<b & "c" > d'
        iam = client("iam")
        trust = json.dumps({"Version": "2012-10-17", "Statement": [trusts("sts:AssumeRole")]})
        made = {"AssumeRolePolicyDocument": trust, "Description": text, "Tags": [{"Key": "why", "Value": text}]}
        iam.create_role(RoleName="characters", **made)
        role_now = iam.get_role(RoleName="characters")["Role"]
        self.assertEqual((role_now["Description"], role_now["Tags"][0]["Value"]), (text, text))
        self.assertEqual(iam.list_role_tags(RoleName="characters")["Tags"][0]["Value"], text)
        details = iam.get_account_authorization_details()["RoleDetailList"]
        self.assertEqual([one["Tags"][0]["Value"] for one in details if one["RoleName"] == "characters"], [text])


class Variables(unittest.TestCase):
    def test_a_principal_tag_in_a_resource(self) -> None:
        document = policy(allow("sqs:CreateQueue", resource="arn:aws:sqs:*:*:${aws:PrincipalTag/team}-*"))
        queues = client("sqs", session("var-resource", document, Tags=[{"Key": "team", "Value": "a"}]))
        queues.create_queue(QueueName="a-1")
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            queues.create_queue(QueueName="b-1")

    def test_a_variable_without_a_value_voids_allow_and_deny(self) -> None:
        denied = allow("sqs:CreateQueue", effect="Deny", StringNotEquals={"aws:PrincipalTag/team": "${aws:PrincipalTag/none}"})
        only = session("var-void", policy(allow("sqs:CreateQueue", resource="arn:aws:sqs:*:*:${aws:PrincipalTag/team}-*")))
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            client("sqs", only).create_queue(QueueName="-1")
        voided = session("var-void-deny", policy(allow("*"), denied))
        client("sqs", voided).create_queue(QueueName="voided")

    def test_an_escaped_wildcard_is_a_character(self) -> None:
        resource = "arn:aws:sqs:*:*:every-${*}"
        queues = client("sqs", session("var-escaped", policy(allow("sqs:CreateQueue", resource=resource))))
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            queues.create_queue(QueueName="every-1")
        from lab.mends import policies

        matches = policies.escaping(policies.iam_evaluator._resource_matches)
        pattern = policies.escaped(["every-${*}"])
        self.assertTrue(matches("every-*", pattern, []))
        self.assertFalse(matches("every-1", pattern, []))
        self.assertTrue(matches("a*b", ["a*"], []))

    def test_a_default_and_a_user_name(self) -> None:
        iam = client("iam")
        iam.create_user(UserName="carol")
        document = policy(allow("sqs:CreateQueue", resource="arn:aws:sqs:*:*:${aws:username}-${aws:PrincipalTag/team, 'none'}"))
        iam.put_user_policy(UserName="carol", PolicyName="p", PolicyDocument=json.dumps(document))
        queues = client("sqs", iam.create_access_key(UserName="carol")["AccessKey"])
        queues.create_queue(QueueName="carol-none")
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            queues.create_queue(QueueName="dave-none")

    def test_the_source_identity_in_a_condition(self) -> None:
        document = policy(allow("sqs:ListQueues", StringEquals={"aws:SourceIdentity": "alice"}))
        client("sqs", session("identity-in-policy", document, SourceIdentity="alice")).list_queues()
        arn = "arn:aws:iam::000000000000:role/identity-in-policy"
        other = client("sts").assume_role(RoleArn=arn, RoleSessionName="run", SourceIdentity="bob")["Credentials"]
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            client("sqs", other).list_queues()


class IamKeys(unittest.TestCase):
    QUARANTINE = "arn:aws:iam::aws:policy/AWSDenyAll"

    def test_the_policy_that_is_attached(self) -> None:
        role("victim", [trusts("sts:AssumeRole")])
        iam = client("iam", session("container", policy(allow("iam:AttachRolePolicy", ArnEquals={"iam:PolicyARN": self.QUARANTINE}))))
        iam.attach_role_policy(RoleName="victim", PolicyArn=self.QUARANTINE)
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            iam.attach_role_policy(RoleName="victim", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")

    def test_the_boundary_that_is_set_or_there(self) -> None:
        root = client("iam")
        boundary = root.create_policy(PolicyName="boundary", PolicyDocument=json.dumps(policy(allow("*"))))["Policy"]["Arn"]
        document = policy(allow("iam:CreateRole", "iam:PutRolePolicy", StringEquals={"iam:PermissionsBoundary": boundary}))
        iam = client("iam", session("maker", document))
        trust = json.dumps(policy({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}))
        iam.create_role(RoleName="bounded", AssumeRolePolicyDocument=trust, PermissionsBoundary=boundary)
        iam.put_role_policy(RoleName="bounded", PolicyName="p", PolicyDocument=json.dumps(policy(allow("*"))))
        root.create_role(RoleName="unbounded", AssumeRolePolicyDocument=trust)
        for name, call in (("create", lambda: iam.create_role(RoleName="free", AssumeRolePolicyDocument=trust)),
                           ("put", lambda: iam.put_role_policy(RoleName="unbounded", PolicyName="p", PolicyDocument="{}"))):
            with self.subTest(name), self.assertRaisesRegex(ClientError, "AccessDenied"):
                call()


class Paths(unittest.TestCase):
    def test_a_policy_names_roles_by_their_path(self) -> None:
        iam = client("iam", session("vendor-admin", policy(allow("iam:*", resource="arn:aws:iam::000000000000:role/vendor/*"))))
        trust = json.dumps(policy({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}))
        iam.create_role(RoleName="auger", Path="/vendor/auger/", AssumeRolePolicyDocument=trust)
        iam.tag_role(RoleName="auger", Tags=[{"Key": "a", "Value": "b"}])
        role("bystander", [trusts("sts:AssumeRole")])
        for call in (lambda: iam.create_role(RoleName="other", AssumeRolePolicyDocument=trust),
                     lambda: iam.tag_role(RoleName="bystander", Tags=[{"Key": "a", "Value": "b"}])):
            with self.assertRaisesRegex(ClientError, "AccessDenied"):
                call()


class Principals(unittest.TestCase):
    def test_a_session_s_principal_is_its_role_with_its_path(self) -> None:
        arn = role("walker", [trusts("sts:AssumeRole")], path="/vendor/auger/")
        self.assertEqual(arn, "arn:aws:iam::000000000000:role/vendor/auger/walker")
        for name, condition, may in (
            ("its-role", {"ArnEquals": {"aws:PrincipalArn": arn}}, True),
            ("a-pattern-of-paths", {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/vendor/*"}}, True),
            ("without-its-path", {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::000000000000:role/walker"}}, False),
            ("its-session", {"ArnLike": {"aws:PrincipalArn": "arn:aws:sts::*:assumed-role/*"}}, False),
            ("all-but-its-role", {"ArnNotEquals": {"aws:PrincipalArn": arn}}, False),
        ):
            document = json.dumps(policy(allow("sqs:ListQueues", **condition)))
            client("iam").put_role_policy(RoleName="walker", PolicyName="inline", PolicyDocument=document)
            queues = client("sqs", client("sts").assume_role(RoleArn=arn, RoleSessionName="run")["Credentials"])
            with self.subTest(name):
                self.assertEqual(allowed(queues.list_queues), may)

    def test_a_queue_s_policy_lets_in_one_role_only(self) -> None:
        """As the stacks seal their queues: a Deny for every principal but the named ones."""
        writers = [role(name, [trusts("sts:AssumeRole")], path="/sagewarden/") for name in ("writer", "stranger")]
        url = client("sqs").create_queue(QueueName="sealed")["QueueUrl"]
        queue = "arn:aws:sqs:us-east-1:000000000000:sealed"
        denied = {**allow("sqs:SendMessage", effect="Deny", resource=queue, ArnNotEquals={"aws:PrincipalArn": writers[:1]}), "Principal": "*"}
        client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy(denied))})
        for arn, may in zip(writers, (True, False), strict=True):
            queues = client("sqs", client("sts").assume_role(RoleArn=arn, RoleSessionName="run")["Credentials"])
            with self.subTest(arn):
                self.assertEqual(allowed(lambda: queues.send_message(QueueUrl=url, MessageBody="{}")), may)  # noqa: B023

    def test_one_alias_is_not_the_list_of_all(self) -> None:
        from lab.mends import resources

        one, every = "/2015-03-31/functions/settle/aliases/live", "/2015-03-31/functions/settle/aliases"
        self.assertEqual([resources.lambda_action("GET", one), resources.lambda_action("PUT", one)], ["GetAlias", "UpdateAlias"])
        self.assertIsNone(resources.lambda_action("GET", every))

    def test_a_user_and_root_are_themselves(self) -> None:
        iam = client("iam")
        arn = iam.create_user(UserName="erin", Path="/people/")["User"]["Arn"]
        document = json.dumps(policy(allow("sqs:ListQueues", ArnEquals={"aws:PrincipalArn": arn})))
        iam.put_user_policy(UserName="erin", PolicyName="p", PolicyDocument=document)
        client("sqs", iam.create_access_key(UserName="erin")["AccessKey"]).list_queues()
        for principal in ("arn:aws:iam::000000000000:root", arn):
            self.assertEqual(role_arn(principal), principal)

    def test_a_role_that_is_gone_leaves_the_session_s_arn(self) -> None:
        principal = "arn:aws:sts::000000000000:assumed-role/gone/run"
        self.assertEqual(role_arn(principal), principal)


class Origin(unittest.TestCase):
    def test_a_client_chooses_its_address(self) -> None:
        document = policy(allow("sqs:ListQueues", IpAddress={"aws:SourceIp": "198.51.100.0/24"}))
        queues = client("sqs", session("from-there", document))
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            queues.list_queues()

        def come_from(request: Any, **_: Any) -> None:
            request.headers["x-lab-source-ip"] = "198.51.100.7"

        queues.meta.events.register("before-sign.sqs", come_from)
        queues.list_queues()

    def test_policies_that_ask_for_tls_are_met(self) -> None:
        denied = allow("*", effect="Deny", Bool={"aws:SecureTransport": "false"})
        client("sqs", session("tls", policy(allow("*"), denied))).list_queues()


    def test_calls_are_the_callers_own(self) -> None:
        elsewhere = allow("*", effect="Deny", NotIpAddress={"aws:SourceIp": "198.51.100.0/24"}, Bool={"aws:ViaAWSService": "false"})
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            client("sqs", session("own-call", policy(allow("*"), elsewhere))).list_queues()


class Control(unittest.TestCase):
    def test_a_body_of_another_shape_is_refused(self) -> None:
        asked = {"userId": "u", "userName": "n", "permissionSet": "p", "durationSeconds": "soon"}
        self.assertEqual(world.control("/_lab/identity-center/session", asked)["status"], 400)

    def test_an_unknown_endpoint_lists_the_known_ones(self) -> None:
        answer = world.control("/_lab/nothing", {})
        self.assertEqual(answer["status"], 404)
        self.assertIn("/_lab/service/session", answer["endpoints"])
