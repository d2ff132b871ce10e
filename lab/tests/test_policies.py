from __future__ import annotations

import json
import unittest
from typing import Any

from botocore.exceptions import ClientError

from . import world
from .world import client, role, trusts


def allow(*actions: str, resource: Any = "*", effect: str = "Allow", **condition: Any) -> dict[str, Any]:
    statement = {"Effect": effect, "Action": list(actions), "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def session(name: str, document: Any, **more: Any) -> dict[str, Any]:
    arn = role(name, [trusts("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")], document)
    return client("sts").assume_role(RoleArn=arn, RoleSessionName="run", **more)["Credentials"]


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


class Control(unittest.TestCase):
    def test_a_body_of_another_shape_is_refused(self) -> None:
        asked = {"userId": "u", "userName": "n", "permissionSet": "p", "durationSeconds": "soon"}
        self.assertEqual(world.control("/_lab/identity-center/session", asked)["status"], 400)

    def test_an_unknown_endpoint_lists_the_known_ones(self) -> None:
        answer = world.control("/_lab/nothing", {})
        self.assertEqual(answer["status"], 404)
        self.assertIn("/_lab/service/session", answer["endpoints"])
