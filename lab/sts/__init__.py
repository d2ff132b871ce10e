"""STS as the lab needs it: source identity, transitive tags through a chain, SAML, Identity Center, service sessions.

ministack's own STS stays in charge of AssumeRole, AssumeRoleWithWebIdentity, GetSessionToken and GetFederationToken; what
it does not know is checked before, and added to what it issued, here.
"""

from __future__ import annotations

from ministack.services import sts

from lab.lab import Answer, Lab

from . import assume, functions, identity_center, issue, request, saml, service, trust


def install(lab: Lab) -> None:
    issue.install(lab)
    trust.install()
    inner = sts.handle_request

    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> Answer:
        asked = request.parse(headers, body, query)
        if asked.action == "AssumeRoleWithSAML":
            return saml.assume_role(lab, asked)
        prepared = assume.prepare(lab, asked, headers, query)
        if not isinstance(prepared, issue.Issue):
            return prepared
        with issue.issuing(prepared):
            answer = await inner(method, path, headers, body, query)
        return request.with_source_identity(asked, answer, prepared.source_identity)

    lab.handlers["sts"] = handle
    functions.install(lab)
    lab.control("/_lab/identity-center/session", lambda method, path, body, query: identity_center.start_session(lab, body))
    lab.control("/_lab/service/session", lambda method, path, body, query: service.start_session(lab, body))
