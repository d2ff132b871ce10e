"""boto3 against a running account: each creator, then describe, list, tag, stop, delete. `python -m lab.tests.every_creator ENDPOINT CLIENTS`

Prints one JSON document: `{"calls": N, "seconds": S, "trouble": [...]}`. Exit 1 when there is trouble.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from lab.sagemaker.examples import example
from lab.sagemaker.kinds import Kind, kinds_of, routes_of
from lab.sagemaker.model import Model, load

ACCOUNT = "arn:aws:sagemaker:us-east-1:000000000000"
WITHOUT_ARN = {
    "CreateDeviceFleet": "device-fleet/{name}",
    "CreateEdgePackagingJob": "edge-packaging-job/{name}",
    "RegisterDevices": "device-fleet/{name}/device/{name}",
}
SETTLING = ("NotebookInstance", "MlflowTrackingServer")  # stoppable only once they are ready
BUSY = ("NotebookInstance", "TrainingJob", "ProcessingJob", "HyperParameterTuningJob")  # deletable only once they are stopped
ARN_MEMBERS = ("Arn", "ArtifactArn", "ExtensionArn", "ModelCardExportJobArn")


class Drive:
    def __init__(self, client: Any, model: Model) -> None:
        self.client, self.model, self.calls = client, model, 0
        self.trouble: list[str] = []
        self.routes = routes_of(kinds_of(model))

    def call(self, operation: str, params: dict[str, Any]) -> dict[str, Any]:
        from botocore import xform_name

        self.calls += 1
        return getattr(self.client, xform_name(operation))(**params)

    def run(self, operation: str, name: str) -> None:
        try:
            self.one(operation, name)
        except Exception as error:
            self.trouble.append(f"{operation}: {error!r}")

    def one(self, operation: str, name: str) -> None:
        kind = self.routes[operation][1]
        params = example(self.model, operation, name)
        taggable = "Tags" in self.model.members(self.model.input_of(operation))
        made = self.call(operation, {**params, **({"Tags": [{"Key": "a", "Value": "b"}]} if taggable else {})})
        arn = self.arn_of(operation, name, made)
        known = {**params, **made, **dict.fromkeys(ARN_MEMBERS, arn)}
        if operation == "RegisterDevices":
            known |= {"DeviceName": name, "DeviceNames": [name]}
        if operation == "CreateHubContentReference":
            known |= {"HubContentType": "ModelReference", "HubContentName": arn.rsplit("/", 1)[-1]}
        self.call(kind.operations["describe"], self.named(kind, kind.operations["describe"], known))
        listed = self.call(kind.operations["list"], self.named(kind, kind.operations["list"], known, needed=True))
        assert any(value for value in listed.values() if isinstance(value, list)), "the list is empty"
        if taggable:
            self.tag(arn)
        self.end(kind, known)

    def arn_of(self, operation: str, name: str, made: dict[str, Any]) -> str:
        if operation in WITHOUT_ARN:
            return f"{ACCOUNT}:{WITHOUT_ARN[operation].format(name=name)}"
        arns = [value for key, value in made.items() if key.endswith("Arn") and (key != "HubArn" or operation == "CreateHub")]
        return arns[0]

    def named(self, kind: Kind, operation: str, known: dict[str, Any], needed: bool = False) -> dict[str, Any]:
        members = self.model.members(self.model.input_of(operation))
        required = self.model.required(self.model.input_of(operation))
        wanted = required if needed else {*required, *(name for name in kind.identity if name in members)}
        return {**example(self.model, operation), **{name: known[name] for name in wanted if name in known}}

    def tag(self, arn: str) -> None:
        def tags() -> Any:
            return self.call("ListTags", {"ResourceArn": arn})["Tags"]

        assert tags() == [{"Key": "a", "Value": "b"}], "the tags of the creation are not there"
        answered = self.call("AddTags", {"ResourceArn": arn, "Tags": [{"Key": "a", "Value": "c"}, {"Key": "d", "Value": ""}]})[
            "Tags"
        ]
        assert answered == tags() == [{"Key": "a", "Value": "c"}, {"Key": "d", "Value": ""}], (
            "AddTags did not overwrite and add"
        )
        self.call("DeleteTags", {"ResourceArn": arn, "TagKeys": ["d"]})
        assert tags() == [{"Key": "a", "Value": "c"}], "DeleteTags did not remove"

    def end(self, kind: Kind, known: dict[str, Any]) -> None:
        stop, delete = kind.operation("stop"), kind.operation("delete")
        if stop and kind.name not in SETTLING:
            self.call(stop, self.named(kind, stop, known))
        if delete and kind.name not in BUSY:
            self.call(
                delete,
                {**self.named(kind, delete, known), **({"ArtifactArn": known["Arn"]} if kind.name == "Artifact" else {})},
            )


def main(endpoint: str, clients: str) -> int:
    import boto3

    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    client = boto3.client("sagemaker", endpoint_url=endpoint, region_name="us-east-1", **keys)
    drive, began = Drive(client, load(Path(clients))), time.monotonic()
    for number, operation in enumerate(drive.model.creators):
        drive.run(operation, f"d{number}")
    print(json.dumps({"calls": drive.calls, "seconds": round(time.monotonic() - began, 2), "trouble": drive.trouble}))
    return 1 if drive.trouble else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
