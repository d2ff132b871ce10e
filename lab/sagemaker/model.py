"""SageMaker's service model: shapes and operations as botocore ships them, read as plain JSON."""

from __future__ import annotations

import gzip
import json
from functools import cached_property
from pathlib import Path
from typing import Any

SERVICE_MODEL = "botocore/data/sagemaker/2017-07-24/service-2.json"


class Model:
    """`document` is botocore's service-2.json of a JSON 1.1 service."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.shapes: dict[str, dict[str, Any]] = document["shapes"]
        self.operations: dict[str, dict[str, Any]] = document["operations"]

    def shape(self, name: str) -> dict[str, Any]:
        return self.shapes[name]

    def input_of(self, operation: str) -> str | None:
        return self.operations[operation].get("input", {}).get("shape")

    def output_of(self, operation: str) -> str | None:
        return self.operations[operation].get("output", {}).get("shape")

    def errors_of(self, operation: str) -> list[str]:
        return [error["shape"] for error in self.operations[operation].get("errors", [])]

    def members(self, shape_name: str | None) -> dict[str, str]:
        """Member name -> shape name, in the model's order; {} for no shape or one that is no structure."""
        if shape_name is None:
            return {}
        return {name: member["shape"] for name, member in self.shapes[shape_name].get("members", {}).items()}

    def required(self, shape_name: str | None) -> list[str]:
        return [] if shape_name is None else list(self.shapes[shape_name].get("required", []))

    def type_of(self, shape_name: str) -> str:
        return self.shapes[shape_name]["type"]

    @cached_property
    def creators(self) -> list[str]:
        """Operations that make a resource which keeps tags, and the two that make one without."""
        tagged = [
            name
            for name in self.operations
            if name.startswith(("Create", "Import", "Register")) and "Tags" in self.members(self.input_of(name))
        ]
        return [*tagged, "CreateImageVersion", "CreateModelCardExportJob"]


def load(directory: Path) -> Model:
    """`directory` holds an installed botocore. Raises FileNotFoundError that names both places looked at."""
    packed, plain = directory / f"{SERVICE_MODEL}.gz", directory / SERVICE_MODEL
    if packed.exists():
        return Model(json.loads(gzip.decompress(packed.read_bytes())))
    if plain.exists():
        return Model(json.loads(plain.read_bytes()))
    raise FileNotFoundError(f"no SageMaker service model at {packed} nor {plain}")
