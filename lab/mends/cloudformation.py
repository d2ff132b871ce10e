"""CloudFormation: properties it drops and types it does not know."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from ministack.services import iam, lambda_svc
from ministack.services.cloudformation import provisioners

from lab.lab import Lab

from .durable import switch_on

# Types of our stacks that the lab has no service for. A type without a row refuses the whole stack; these rows make a
# resource that exists in the stack only.
NAMES_ONLY = (
    "AWS::ApplicationInsights::Application",
    "AWS::CloudTrail::Trail",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Events::Archive",
    "AWS::ResourceGroups::Group",
    "AWS::SSM::Document",
)


def name_only(resource_type: str) -> dict[str, Any]:
    """A row that creates nothing: its physical id is `<stack>-<logical id>`, `Arn` and `Id` are made from that."""

    def create(logical_id: str, props: dict[str, Any], stack_name: str) -> tuple[str, dict[str, str]]:
        name = f"{stack_name}-{logical_id}"
        logging.getLogger("lab").info("%s %s exists in the stack only", resource_type, logical_id)
        service = resource_type.split("::")[1].lower()
        return name, {"Arn": f"arn:aws:{service}:us-east-1:000000000000:{name}", "Id": name}

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> tuple[str, dict[str, str]]:
        return physical_id, {"Arn": f"arn:aws:lab:us-east-1:000000000000:{physical_id}", "Id": physical_id}

    return {"create": create, "update": update, "delete": lambda physical_id, props: None}


def install(lab: Lab) -> None:
    rows = provisioners._RESOURCE_HANDLERS
    create = rows["AWS::Lambda::Function"]["create"]

    def create_function(logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        made = create(logical_id, props, stack_name)
        if props.get("DurableConfig"):
            config = lambda_svc._functions[made[0]]["config"]
            config["DurableConfig"] = props["DurableConfig"]
            switch_on(config)
        return made

    rows["AWS::Lambda::Function"]["create"] = create_function
    for resource_type in NAMES_ONLY:
        rows.setdefault(resource_type, name_only(resource_type))
    role = rows["AWS::IAM::Role"]
    role["create"], role["update"] = bounded(role["create"], 1), bounded(role["update"], 2)


def bounded(provision: Callable[..., tuple[str, dict[str, str]]], position: int) -> Callable[..., tuple[str, dict[str, str]]]:
    """A role of a stack keeps its PermissionsBoundary. `position`: of the wanted properties among the arguments."""

    def run(*args: Any) -> tuple[str, dict[str, str]]:
        boundary = args[position].get("PermissionsBoundary")
        if boundary and iam._boundary_policy_error(boundary):
            raise ValueError(f"AWS::IAM::Role: there is no policy {boundary} to be a permissions boundary")
        made = provision(*args)
        iam._roles[made[0]]["PermissionsBoundary"] = boundary
        return made

    return run
