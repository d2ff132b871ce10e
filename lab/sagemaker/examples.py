"""A minimal valid input for any operation, made from the model: required members only, each as small as allowed.

Used by the tests and the demo. `python -m lab.sagemaker.examples CLIENTS_DIR [Operation …]` prints them as JSON lines.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from .model import Model, load
from .patterns import matches
from .smallest import smallest

ROLE = "arn:aws:iam::000000000000:role/studio-execution"
NOW = 1_750_000_000
# Shapes of which the shortest legal value would mean nothing to a reader, or whose text is JSON or CSV of its own.
TELLING: dict[str, Any] = {
    "RoleArn": ROLE,
    "S3Uri": "s3://example/data",
    "PipelineDefinition": '{"Version":"2020-12-01","Steps":[]}',
    "ModelCardContent": "{}",
    "HubContentDocument": "{}",
    "InstanceType": "ml.t3.medium",
    "SageMakerPublicHubContentArn": "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/a",
}
# What AWS asks for beyond the model's `required`.
ALSO: dict[str, tuple[str, ...]] = {
    "CreateApp": ("UserProfileName",),
    "CreateModelPackage": ("ModelPackageName",),
    "CreatePipeline": ("PipelineDefinition",),
    "CreateDomain": ("SubnetIds", "VpcId"),
    "CreateArtifact": ("ArtifactName",),
}


def example_of(model: Model, shape_name: str, seen: tuple[str, ...] = ()) -> Any:
    """The smallest valid value of a shape."""
    shape = model.shape(shape_name)
    kind = shape["type"]
    if kind == "structure":
        return structure(model, shape_name, (*seen, shape_name))
    if kind == "list":
        return [example_of(model, shape["member"]["shape"], seen) for _ in range(shape.get("min", 0))]
    if kind == "map":
        return pairs(model, shape, seen)
    if kind == "string":
        return text(shape_name, shape)
    if kind == "timestamp":
        return NOW
    return False if kind == "boolean" else max(shape.get("min", 1), 1 if shape.get("max", 1) else 0)


def pairs(model: Model, shape: dict[str, Any], seen: tuple[str, ...]) -> dict[str, Any]:
    if not shape.get("min"):
        return {}
    key = example_of(model, shape["key"]["shape"], seen)
    return {key: example_of(model, shape["value"]["shape"], seen)}


def structure(model: Model, shape_name: str, seen: tuple[str, ...]) -> dict[str, Any]:
    members = model.members(shape_name)
    wanted = model.required(shape_name)
    if model.shape(shape_name).get("union") and not wanted:
        wanted = [name for name, member in members.items() if member not in seen][:1]
    return {name: example_of(model, members[name], seen) for name in wanted}


def text(shape_name: str, shape: dict[str, Any]) -> str:
    if "enum" in shape:
        return shape["enum"][0]
    if shape_name in TELLING:
        return TELLING[shape_name]
    least = max(shape.get("min", 1), 1)
    if "pattern" not in shape:
        return "a" * least
    most = shape.get("max")
    for fewest in (least, shape.get("min", 0)):
        try:
            return smallest(shape["pattern"], fewest, most)
        except ValueError:
            continue
    raise ValueError(f"no example for {shape_name}")


def rename(model: Model, shape_name: str, params: dict[str, Any], name: str) -> None:
    """Puts `name` into every top-level name, without its punctuation where that is not allowed; a fleet's device gets it too."""
    members = model.members(shape_name)
    for member in params:
        if member.endswith("Name") and model.type_of(members[member]) == "string":
            plain = re.sub(r"[^A-Za-z0-9]", "", name)
            params[member] = name if matches(model.shape(members[member]).get("pattern", ".*"), name) else plain
    if params.get("Devices") == []:
        params["Devices"] = [{"DeviceName": name}]


def example(model: Model, operation: str, name: str | None = None, **given: Any) -> dict[str, Any]:
    """A minimal valid input. `name` replaces every required top-level name; `given` adds or replaces members."""
    shape_name = model.input_of(operation)
    if shape_name is None:
        return dict(given)
    params = structure(model, shape_name, (shape_name,))
    members = model.members(shape_name)
    for extra in ALSO.get(operation, ()):
        params[extra] = example_of(model, members[extra])
    if name:
        rename(model, shape_name, params, name)
    return {**params, **given}


def main(arguments: list[str]) -> int:
    if not arguments:
        print("usage: python -m lab.sagemaker.examples CLIENTS_DIR [Operation …]", file=sys.stderr)
        return 2
    model = load(Path(arguments[0]))
    for operation in arguments[1:] or model.creators:
        print(json.dumps({"operation": operation, "input": example(model, operation)}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
