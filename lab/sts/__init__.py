"""STS as the lab needs it: source identity, transitive tags through a chain, MFA, SAML, Identity Center, service sessions.

ministack's own STS stays in charge of AssumeRole, AssumeRoleWithWebIdentity, GetSessionToken and GetFederationToken; what
it does not know is checked before, and added to what it issued, here.
"""

from __future__ import annotations

from ministack.services import sts

from lab.lab import Answer, Lab

from . import assume, expiry, functions, identity_center, issue, mfa, packed, request, saml, service, trust


def install(lab: Lab) -> None:
    ends = expiry.Expiry(lab)
    issue.install(lab, ends.begin)
    expiry.install(lab, ends)
    mfa.install(lab)
    trust.install()
    inner = sts.handle_request

    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> Answer:
        asked = request.parse(headers, body, query)
        if asked.action == "AssumeRoleWithSAML":
            return ends.told(saml.assume_role(lab, asked))
        prepared = assume.prepare(lab, asked, headers, query)
        if not isinstance(prepared, issue.Issue):
            return ends.told(prepared)
        with issue.issuing(prepared):
            answer = await inner(method, path, headers, body, query)
        answer = request.with_source_identity(asked, answer, prepared.source_identity)
        return ends.told(packed.told(answer, prepared.packed_percent, asked.is_json), prepared.expires_at, asked.is_json)

    lab.handlers["sts"] = handle
    functions.install(lab)
    lab.control("/_lab/identity-center/session", lambda method, path, body, query: identity_center.start_session(lab, body))
    lab.control("/_lab/service/session", lambda method, path, body, query: service.start_session(lab, body))
