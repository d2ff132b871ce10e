"""Secrets: the Ref of a secret is its ARN, and generated values keep to the rules of their template."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners

from lab.lab import Lab
from lab.replace import replace


def secret_name(physical_id: str) -> str:
    """The key under which the service keeps the secret that an ARN or a name means."""
    for name, secret in secretsmanager._secrets.items():
        if physical_id in (name, secret.get("ARN")):
            return name
    return physical_id


def secret_string(props: dict[str, Any]) -> str:
    """The value a template declares. ministack's own ignores every Exclude* but ExcludeCharacters."""
    generate = props.get("GenerateSecretString")
    if props.get("SecretString") or not generate:
        return props.get("SecretString", "")
    status, _, body = secretsmanager._get_random_password({k: as_json(v) for k, v in generate.items()})
    if status >= 400:
        raise ValueError(f"AWS::SecretsManager::Secret: {body!r}")
    password = json.loads(body)["RandomPassword"]
    if not generate.get("SecretStringTemplate"):
        return password
    return json.dumps({**json.loads(generate["SecretStringTemplate"]), generate.get("GenerateStringKey", "password"): password})


def as_json(value: Any) -> Any:
    """CloudFormation takes "true" and "32" for true and 32."""
    if value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and value.isdigit() else value


def install(lab: Lab) -> None:
    replace(provisioners, "_sm_secret_string", lambda _: secret_string)
    row = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = row["create"], row["update"], row["delete"]

    def by_arn(made: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
        return made[1]["Arn"], made[1]

    def wrap(work: Callable[..., Any]) -> Callable[..., Any]:
        return lambda physical_id, *args, **kwargs: work(secret_name(physical_id), *args, **kwargs)

    row["create"] = lambda *args, **kwargs: by_arn(create(*args, **kwargs))
    row["update"] = lambda *args, **kwargs: by_arn(wrap(update)(*args, **kwargs))
    row["delete"] = wrap(delete)
