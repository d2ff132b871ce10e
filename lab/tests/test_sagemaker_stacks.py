from __future__ import annotations

import unittest
from typing import Any

from lab.sagemaker import stacks

from .fleet import ROLE, Fleet

DOMAIN: dict[str, Any] = {
    "AuthMode": "IAM",
    "DomainName": "sagewarden",
    "VpcId": "vpc-1",
    "SubnetIds": ["subnet-1"],
    "DomainSettings": {"ExecutionRoleIdentityConfig": "DISABLED"},
    "DefaultUserSettings": {"ExecutionRole": ROLE},
}


def tags(**values: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]


class Stacks(unittest.TestCase):
    def setUp(self) -> None:
        self.sagemaker = Fleet()
        self.rows = {kind: stacks.row(self.sagemaker.service, kind) for kind in stacks.REPLACING}
        self.domain_id, self.domain = self.rows["Domain"]["create"]("Domain", DOMAIN, "access")

    def profile(self, **change: Any) -> dict[str, Any]:
        own = {"UserSettings": {"ExecutionRole": ROLE}, "Tags": tags(team="TeamA", studiouserid="alice")}
        return {"DomainId": self.domain_id, "UserProfileName": "alice", **own, **change}

    def test_a_domain_is_ready_and_what_the_template_said(self) -> None:
        self.assertEqual((self.domain["DomainId"], self.domain["DomainArn"].split("/")[1]), (self.domain_id, self.domain_id))
        shown = self.sagemaker("DescribeDomain", {"DomainId": self.domain_id})
        self.assertEqual((shown["Status"], shown["DomainName"], shown["AuthMode"]), ("InService", "sagewarden", "IAM"))

    def test_settings_of_a_domain_are_changed_in_place(self) -> None:
        new = {**DOMAIN, "DomainSettings": {"ExecutionRoleIdentityConfig": "USER_PROFILE_NAME"}, "TagPropagation": "ENABLED"}
        self.rows["Domain"]["update"](self.domain_id, DOMAIN, new, "access")
        shown = self.sagemaker("DescribeDomain", {"DomainId": self.domain_id})
        self.assertEqual(shown["DomainSettings"], {"ExecutionRoleIdentityConfig": "USER_PROFILE_NAME"})
        self.assertEqual((shown["Status"], shown["TagPropagation"]), ("InService", "ENABLED"))

    def test_a_profile_is_made_changed_and_gone_before_its_domain(self) -> None:
        row, properties = self.rows["UserProfile"], self.profile()
        physical_id, made = row["create"]("Alice", properties, "profiles")
        self.assertEqual(physical_id, f"{self.domain_id}|alice")
        self.assertEqual(self.sagemaker.tags(made["UserProfileArn"]), {"team": "TeamA", "studiouserid": "alice"})

        moved = self.profile(Tags=tags(team="TeamB"), UserSettings={"ExecutionRole": f"{ROLE}-2"})
        row["update"](physical_id, properties, moved, "profiles")
        shown = self.sagemaker("DescribeUserProfile", {"DomainId": self.domain_id, "UserProfileName": "alice"})
        self.assertEqual((shown["Status"], shown["UserSettings"]["ExecutionRole"]), ("InService", f"{ROLE}-2"))
        self.assertEqual(self.sagemaker.tags(made["UserProfileArn"]), {"team": "TeamB"})

        with self.assertRaisesRegex(ValueError, "still belongs to it"):
            self.rows["Domain"]["delete"](self.domain_id, DOMAIN)
        row["delete"](physical_id, moved)
        self.rows["Domain"]["delete"](self.domain_id, DOMAIN)
        self.assertEqual(self.sagemaker("ListDomains")["Domains"], [])

    def test_what_sagemaker_refuses_refuses_the_stack(self) -> None:
        with self.assertRaisesRegex(ValueError, "CreateDomain: ResourceInUse"):
            self.rows["Domain"]["create"]("Other", DOMAIN, "access")
        with self.assertRaisesRegex(ValueError, "there is no UserProfile"):
            self.rows["UserProfile"]["delete"](f"{self.domain_id}|bob", {})
