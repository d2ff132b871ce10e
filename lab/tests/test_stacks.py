from __future__ import annotations

import json
import string
import unittest
from typing import Any

from botocore.exceptions import ClientError

from . import world
from .world import client

ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}},
}


def deploy(name: str, resources: Any, outputs: Any) -> dict[str, str]:
    stacks = client("cloudformation")
    template = json.dumps({"Resources": resources, "Outputs": {key: {"Value": value} for key, value in outputs.items()}})
    stacks.create_stack(StackName=name, TemplateBody=template, Capabilities=["CAPABILITY_NAMED_IAM"])
    world.wait_for(lambda: stacks.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"] != "CREATE_IN_PROGRESS")
    stack = stacks.describe_stacks(StackName=name)["Stacks"][0]
    assert stack["StackStatus"] == "CREATE_COMPLETE", stacks.describe_stack_events(StackName=name)
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


class Stacks(unittest.TestCase):
    def test_a_condition_joins_a_list_that_may_be_empty(self) -> None:
        empty = {"Fn::Equals": ["", {"Fn::Join": ["", {"Ref": "Accounts"}]}]}
        template = {
            "Parameters": {"Accounts": {"Type": "CommaDelimitedList", "Default": ""}},
            "Conditions": {"HasAccounts": {"Fn::Not": [empty]}},
            "Resources": {"Always": ROLE, "Sometimes": {**ROLE, "Condition": "HasAccounts"}},
        }
        stacks = client("cloudformation")
        for name, accounts, expected in (("joins-none", "", ["Always"]), ("joins-two", "1,2", ["Always", "Sometimes"])):
            with self.subTest(name):
                parameters = [{"ParameterKey": "Accounts", "ParameterValue": accounts}]
                stacks.create_stack(StackName=name, TemplateBody=json.dumps(template), Parameters=parameters, Capabilities=["CAPABILITY_IAM"])
                world.wait_for(lambda: stacks.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE")
                made = stacks.describe_stack_resources(StackName=name)["StackResources"]
                self.assertEqual(sorted(resource["LogicalResourceId"] for resource in made), expected)

    def test_authorization_details_name_boundaries(self) -> None:
        iam = client("iam")
        document = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
        boundary = iam.create_policy(PolicyName="details-boundary", PolicyDocument=json.dumps(document))["Policy"]["Arn"]
        trust = json.dumps(ROLE["Properties"]["AssumeRolePolicyDocument"])
        for name, more in (("details-bound", {"PermissionsBoundary": boundary}), ("details-free", {})):
            iam.create_role(RoleName=name, Path="/a/b/", AssumeRolePolicyDocument=trust, **more)
        roles = {role["RoleName"]: role for role in iam.get_account_authorization_details()["RoleDetailList"]}
        expected = {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary}
        self.assertEqual(roles["details-bound"].get("PermissionsBoundary"), expected)
        self.assertNotIn("PermissionsBoundary", roles["details-free"])

    def test_the_ref_of_a_secret_is_its_arn_and_generation_keeps_to_its_rules(self) -> None:
        generate = {"PasswordLength": 24, "ExcludePunctuation": True, "ExcludeUppercase": True}
        secret = {"Type": "AWS::SecretsManager::Secret", "Properties": {"GenerateSecretString": generate}}
        made = deploy("secrets", {"S": secret}, {"Ref": {"Ref": "S"}})
        self.assertTrue(made["Ref"].startswith("arn:aws:secretsmanager:"))
        value = client("secretsmanager").get_secret_value(SecretId=made["Ref"])["SecretString"]
        self.assertEqual((len(value), set(value) - set(string.ascii_lowercase + string.digits)), (24, set()))
        client("cloudformation").delete_stack(StackName="secrets")
        gone = world.wait_for(lambda: not [s for s in client("secretsmanager").list_secrets()["SecretList"] if s["ARN"] == made["Ref"]])
        self.assertTrue(gone)

    def test_durable_functions_are_durable(self) -> None:
        function = {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Runtime": "nodejs24.x", "Handler": "index.handler", "Role": {"Fn::GetAtt": ["R", "Arn"]},
                "Code": {"ZipFile": "exports.handler = async () => 1"}, "DurableConfig": {"ExecutionTimeout": 60, "RetentionPeriodInDays": 1},
            },
        }
        made = deploy("durable", {"R": ROLE, "F": function}, {"Name": {"Ref": "F"}})
        from ministack.services import lambda_svc

        self.assertEqual(lambda_svc._functions[made["Name"]]["config"]["DurableConfig"], {"ExecutionTimeout": 60, "RetentionPeriodInDays": 1, "Enabled": True})

    def test_types_the_lab_has_no_service_for_do_not_refuse_a_stack(self) -> None:
        metadata = "<EntityDescriptor/>" + " " * 1000
        resources = {
            "T": {"Type": "AWS::CloudTrail::Trail", "Properties": {}},
            "P": {"Type": "AWS::IAM::SAMLProvider", "Properties": {"Name": "from-a-stack", "SamlMetadataDocument": metadata}},
        }
        made = deploy("names", resources, {"Trail": {"Fn::GetAtt": ["T", "Arn"]}, "Provider": {"Ref": "P"}})
        self.assertEqual(made["Provider"], "arn:aws:iam::000000000000:saml-provider/from-a-stack")
        self.assertTrue(made["Trail"].startswith("arn:aws:cloudtrail:"))

    def test_how_people_come_in_is_made_changed_and_gone(self) -> None:
        iam, stacks = client("iam"), client("cloudformation")
        for user in ("ann", "ben"):
            iam.create_user(UserName=user)
        allowed = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}

        def template(users: list[str], clients: list[str]) -> dict[str, Any]:
            group = {"GroupName": "studio", "Path": "/sagewarden/", "ManagedPolicyArns": [{"Ref": "Policy"}]}
            return {
                "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": allowed}},
                "Group": {"Type": "AWS::IAM::Group", "Properties": group},
                "Users": {"Type": "AWS::IAM::UserToGroupAddition", "Properties": {"GroupName": {"Ref": "Group"}, "Users": users}},
                "Oidc": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": "https://idp.example.com/a", "ClientIdList": clients}},
            }

        made = deploy("people", template(["ann"], ["one"]), {"Group": {"Fn::GetAtt": ["Group", "Arn"]}, "Oidc": {"Fn::GetAtt": ["Oidc", "Arn"]}})
        self.assertEqual(made["Group"], "arn:aws:iam::000000000000:group/sagewarden/studio")
        self.assertEqual(made["Oidc"], "arn:aws:iam::000000000000:oidc-provider/idp.example.com/a")
        self.assertEqual(len(iam.list_attached_group_policies(GroupName="studio")["AttachedPolicies"]), 1)

        def members() -> list[str]:
            return [user["UserName"] for user in iam.get_group(GroupName="studio")["Users"]]

        def clients() -> list[str]:
            return list(iam.get_open_id_connect_provider(OpenIDConnectProviderArn=made["Oidc"])["ClientIDList"])

        self.assertEqual((members(), clients()), (["ann"], ["one"]))
        stacks.update_stack(StackName="people", TemplateBody=json.dumps({"Resources": template(["ben"], ["two"])}), Capabilities=["CAPABILITY_NAMED_IAM"])
        self.assertTrue(world.wait_for(lambda: (members(), clients()) == (["ben"], ["two"])))
        stacks.delete_stack(StackName="people")
        gone = world.wait_for(lambda: not iam.list_groups()["Groups"] and not iam.list_open_id_connect_providers()["OpenIDConnectProviderList"])
        self.assertTrue(gone)

    def test_a_role_keeps_its_boundary_which_holds(self) -> None:
        def document(action: str) -> dict[str, object]:
            return {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}}

        boundary = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document("sqs:ListQueues")}}
        trust = {"Version": "2012-10-17", "Statement": world.trusts("sts:AssumeRole")}
        policies = [{"PolicyName": "p", "PolicyDocument": document("*")}]
        role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust, "Policies": policies, "PermissionsBoundary": {"Ref": "B"}}}
        made = deploy("bounded", {"B": boundary, "R": role}, {"Role": {"Ref": "R"}, "Arn": {"Fn::GetAtt": ["R", "Arn"]}, "Boundary": {"Ref": "B"}})
        shown = client("iam").get_role(RoleName=made["Role"])["Role"]["PermissionsBoundary"]
        self.assertEqual(shown["PermissionsBoundaryArn"], made["Boundary"])
        queues = client("sqs", client("sts").assume_role(RoleArn=made["Arn"], RoleSessionName="run")["Credentials"])
        queues.list_queues()
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            queues.create_queue(QueueName="beyond")

        del role["Properties"]["PermissionsBoundary"]
        stacks = client("cloudformation")
        stacks.update_stack(StackName="bounded", TemplateBody=json.dumps({"Resources": {"B": boundary, "R": role}}), Capabilities=["CAPABILITY_IAM"])
        free = world.wait_for(lambda: "PermissionsBoundary" not in client("iam").get_role(RoleName=made["Role"])["Role"])
        self.assertTrue(free)

    def test_a_boundary_that_is_not_there_refuses_the_stack(self) -> None:
        properties = {**ROLE["Properties"], "PermissionsBoundary": "arn:aws:iam::000000000000:policy/none"}  # type: ignore[dict-item]
        with self.assertRaisesRegex(AssertionError, "no policy arn:aws:iam::000000000000:policy/none"):
            deploy("unbounded", {"R": {**ROLE, "Properties": properties}}, {})
