"""IAM's answers are XML: ministack writes descriptions and tags of roles into them as they are, so that `a<b` breaks the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from ministack.services import iam

from lab.lab import Lab
from lab.replace import replace


def install(lab: Lab) -> None:
    replace(iam, "_role_xml", with_escaped_role)
    for action in ("GetAccountAuthorizationDetails", "ListRoleTags"):
        iam._IAM_HANDLERS[action] = with_escaped_roles(iam._IAM_HANDLERS[action])


@contextmanager
def escaped(names: list[str]) -> Iterator[None]:
    """Whoever looks these roles up finds their texts escaped for this moment: nothing awaits in between."""
    before = {name: iam._roles[name] for name in names}
    for name, role in before.items():
        tags = [{"Key": escape(tag["Key"]), "Value": escape(tag["Value"])} for tag in role.get("Tags") or []]
        iam._roles[name] = {**role, "Tags": tags, "Description": escape(role.get("Description") or "")}
    try:
        yield
    finally:
        for name, role in before.items():
            iam._roles[name] = role


def with_escaped_role(render: Callable[..., str]) -> Callable[..., str]:
    def role_xml(name: str, *more: Any, **options: Any) -> str:
        with escaped([name]):
            return render(name, *more, **options)

    return role_xml


def with_escaped_roles(answer: Callable[..., Any]) -> Callable[..., Any]:
    def answered(*request: Any) -> Any:
        with escaped(list(iam._roles)):
            return answer(*request)

    return answered
