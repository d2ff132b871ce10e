from __future__ import annotations

import base64
import unittest
from typing import Any

from botocore.exceptions import ClientError

from . import world
from .world import client, role, trusts

ATTRIBUTE = "https://aws.amazon.com/SAML/Attributes/"


def assertion(role_arn: str, provider: str, audience: str = "urn:amazon:webservices", expires: str = "2999-01-01T00:00:00Z", **attributes: Any) -> str:
    values = {"Role": f"{role_arn},{provider}", "RoleSessionName": "alice", **attributes}
    rows = "".join(
        f'<a:Attribute Name="{ATTRIBUTE}{name.replace("__", ":")}">'
        + "".join(f"<a:AttributeValue>{item}</a:AttributeValue>" for item in (value if isinstance(value, list) else [value]))
        + "</a:Attribute>"
        for name, value in values.items()
        if value is not None
    )
    text = (
        '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">'
        '<a:Assertion ID="_1"><a:Issuer>https://idp.example.com</a:Issuer><a:Subject>'
        '<a:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice-subject</a:NameID></a:Subject>'
        f'<a:Conditions NotOnOrAfter="{expires}"><a:AudienceRestriction><a:Audience>{audience}</a:Audience></a:AudienceRestriction>'
        f"</a:Conditions><a:AttributeStatement>{rows}</a:AttributeStatement></a:Assertion></p:Response>"
    )
    return base64.b64encode(text.encode()).decode()


class AssumeRoleWithSaml(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        metadata = "<EntityDescriptor/>" + " " * 1000
        cls.provider = client("iam").create_saml_provider(Name="idp", SAMLMetadataDocument=metadata)["SAMLProviderArn"]
        actions = ("sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity")
        federated = {"Federated": cls.provider}
        audience = {"SAML:aud": "https://signin.aws.amazon.com/saml"}
        cls.role = role("saml", [trusts(*actions, principal=federated, StringEquals=audience)])
        cls.plain = role("saml-plain", [trusts(actions[0], principal=federated)])
        cls.foreign = role("saml-foreign", [trusts(*actions, principal={"AWS": "*"})])

    def call(self, arn: str | None = None, text: str | None = None, **attributes: Any) -> Any:
        arn = arn or self.role
        text = assertion(arn, self.provider, **attributes) if text is None else text
        return client("sts", unsigned=True).assume_role_with_saml(RoleArn=arn, PrincipalArn=self.provider, SAMLAssertion=text)

    def test_issues_a_session_with_tags_and_source_identity(self) -> None:
        answer = self.call(PrincipalTag__team="A", PrincipalTag__studiouserid="alice", TransitiveTagKeys=["team"], SourceIdentity="alice")
        self.assertEqual(answer["AssumedRoleUser"]["Arn"], "arn:aws:sts::000000000000:assumed-role/saml/alice")
        self.assertEqual((answer["Subject"], answer["SubjectType"], answer["SourceIdentity"]), ("alice-subject", "persistent", "alice"))
        self.assertEqual(client("sts", answer["Credentials"]).get_caller_identity()["Arn"], answer["AssumedRoleUser"]["Arn"])
        facts = world.lab().session_facts[answer["Credentials"]["AccessKeyId"]]
        self.assertEqual(facts["tags"], {"team": "A", "studiouserid": "alice"})
        self.assertEqual(facts["transitive_keys"], ["team"])
        self.assertEqual(facts["identity_provider"], self.provider)

    def test_takes_role_and_provider_in_either_order(self) -> None:
        self.assertIn("Credentials", self.call(Role=f"{self.provider},{self.role}"))

    def test_refuses_what_the_trust_does_not_allow(self) -> None:
        for arn, attributes in ((self.plain, {"PrincipalTag__team": "A"}), (self.plain, {"SourceIdentity": "alice"}), (self.foreign, {})):
            with self.subTest(arn=arn, **attributes), self.assertRaisesRegex(ClientError, "AccessDenied"):
                self.call(arn, **attributes)

    def test_refuses_a_broken_assertion(self) -> None:
        broken = {
            "audience": assertion(self.role, self.provider, audience="https://elsewhere.example.com"),
            "another role": assertion(self.plain, self.provider),
            "no session name": assertion(self.role, self.provider, RoleSessionName=None),
            "not base64": "x" * 8 + "!",
            "not XML": base64.b64encode(b"hello").decode(),
            "entities": base64.b64encode(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>').decode(),
            "transitive key that is no tag": assertion(self.role, self.provider, TransitiveTagKeys=["team"]),
        }
        for name, text in broken.items():
            with self.subTest(name), self.assertRaisesRegex(ClientError, "InvalidIdentityToken"):
                self.call(text=text)
        with self.assertRaisesRegex(ClientError, "ExpiredToken"):
            self.call(text=assertion(self.role, self.provider, expires="2020-01-01T00:00:00Z"))
