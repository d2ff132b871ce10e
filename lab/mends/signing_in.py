"""CloudFormation's types for how people come in: ministack's IAM has identity providers and groups, its CloudFormation does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from lab.lab import Answer, Lab

Made = tuple[str, dict[str, str]]
Row = dict[str, Callable[..., Any]]


def install(lab: Lab) -> None:
    for resource_type, (row, replacing) in ROWS.items():
        provisioners._RESOURCE_HANDLERS.setdefault(resource_type, row)
        provisioners._REPLACING_PROPERTIES.setdefault(resource_type, replacing)


def ask(operation: Callable[[dict[str, list[str]]], Answer], **params: str | list[str]) -> None:
    """One call of IAM. A list becomes `Name.member.N`. Raises ValueError where IAM refuses."""
    form: dict[str, list[str]] = {}
    for name, value in params.items():
        members = {name: value} if isinstance(value, str) else {f"{name}.member.{n}": item for n, item in enumerate(value, start=1)}
        form |= {key: [item] for key, item in members.items()}
    status, _, body = operation(form)
    if status >= 400:
        raise ValueError(f"{operation.__name__.strip('_')}: {body!r}")


def saml_provider() -> Row:
    def create(logical_id: str, props: dict[str, Any], stack_name: str) -> Made:
        name = props.get("Name") or f"{stack_name}-{logical_id}"
        ask(iam._create_saml_provider, Name=name, SAMLMetadataDocument=props.get("SamlMetadataDocument", ""))
        arn = f"arn:aws:iam::{iam.get_account_id()}:saml-provider/{name}"
        return arn, {"Arn": arn}

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Made:
        ask(iam._update_saml_provider, SAMLProviderArn=physical_id, SAMLMetadataDocument=new.get("SamlMetadataDocument", ""))
        return physical_id, {"Arn": physical_id}

    def delete(physical_id: str, props: dict[str, Any]) -> None:
        ask(iam._delete_saml_provider, SAMLProviderArn=physical_id)

    return {"create": create, "update": update, "delete": delete}


def oidc_provider() -> Row:
    def create(logical_id: str, props: dict[str, Any], stack_name: str) -> Made:
        url = props.get("Url", "")
        lists = {"ClientIDList": props.get("ClientIdList", []), "ThumbprintList": props.get("ThumbprintList", [])}
        ask(iam._create_oidc_provider, Url=url, **lists)
        arn = f"arn:aws:iam::{iam.get_account_id()}:oidc-provider/{url.removeprefix('https://').rstrip('/')}"
        return arn, {"Arn": arn}

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Made:
        for name, given in (("ClientIDList", "ClientIdList"), ("ThumbprintList", "ThumbprintList")):
            iam._oidc_providers[physical_id][name] = list(new.get(given, []))
        return physical_id, {"Arn": physical_id}

    def delete(physical_id: str, props: dict[str, Any]) -> None:
        ask(iam._delete_oidc_provider, OpenIDConnectProviderArn=physical_id)

    return {"create": create, "update": update, "delete": delete}


def group() -> Row:
    def hold(name: str, props: dict[str, Any]) -> None:
        for arn in props.get("ManagedPolicyArns", []):
            ask(iam._attach_group_policy, GroupName=name, PolicyArn=arn)
        for policy in props.get("Policies", []):
            document = json.dumps(policy["PolicyDocument"])
            ask(iam._put_group_policy, GroupName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)

    def let_go(name: str, props: dict[str, Any]) -> None:
        for arn in props.get("ManagedPolicyArns", []):
            ask(iam._detach_group_policy, GroupName=name, PolicyArn=arn)
        for policy in props.get("Policies", []):
            ask(iam._delete_group_policy, GroupName=name, PolicyName=policy["PolicyName"])

    def create(logical_id: str, props: dict[str, Any], stack_name: str) -> Made:
        name = props.get("GroupName") or f"{stack_name}-{logical_id}"
        ask(iam._create_group, GroupName=name, Path=props.get("Path", "/"))
        hold(name, props)
        return name, {"Arn": iam._groups[name]["Arn"]}

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Made:
        let_go(physical_id, old)
        hold(physical_id, new)
        return physical_id, {"Arn": iam._groups[physical_id]["Arn"]}

    def delete(physical_id: str, props: dict[str, Any]) -> None:
        let_go(physical_id, props)
        ask(iam._delete_group, GroupName=physical_id)

    return {"create": create, "update": update, "delete": delete}


def group_members() -> Row:
    def each(operation: Callable[..., Answer], props: dict[str, Any]) -> None:
        for user in props.get("Users", []):
            ask(operation, GroupName=props["GroupName"], UserName=user)

    def create(logical_id: str, props: dict[str, Any], stack_name: str) -> Made:
        each(iam._add_user_to_group, props)
        return f"{stack_name}-{logical_id}", {}

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Made:
        delete(physical_id, old)
        each(iam._add_user_to_group, new)
        return physical_id, {}

    def delete(physical_id: str, props: dict[str, Any]) -> None:
        there = [user for user in props.get("Users", []) if user in iam._users]
        each(iam._remove_user_from_group, {**props, "Users": there})

    return {"create": create, "update": update, "delete": delete}


# Type -> its row, and the properties whose change makes another resource.
ROWS: dict[str, tuple[Row, tuple[str, ...]]] = {
    "AWS::IAM::Group": (group(), ("GroupName", "Path")),
    "AWS::IAM::OIDCProvider": (oidc_provider(), ("Url",)),
    "AWS::IAM::SAMLProvider": (saml_provider(), ("Name",)),
    "AWS::IAM::UserToGroupAddition": (group_members(), ()),
}
