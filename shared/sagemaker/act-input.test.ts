import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Input, inputsOf } from "./act-input.ts";
import { operations } from "./kinds.generated.ts";
import { kindNamed, kinds } from "./kinds.ts";

const here = "arn:aws:sagemaker:us-east-1:111122223333:";
const kindOf = (name: string) => {
  const kind = kindNamed(name);
  if (!kind) throw new Error(name);
  return kind;
};

/** Where the ARN does not hold what the operation wants, so that nothing can be done with it. */
const untold = ["ClusterExtension", "HubContent", "InferenceExperiment"];

const acts = kinds.flatMap((kind) => {
  const { describe: read, stop, delete: remove } = operations[kind.create] ?? {};
  return [read, stop, remove].flatMap((call) => (call ? [[call.call, kind, call.by] as const] : []));
});

test.each(acts)("%s is asked by what the ARN tells", (call, kind, by) => {
  const resource = kind.template?.replace(/\{[^}]+\}/g, "x-1") ?? `${kind.type}/x-1`;
  const arn = here + (kind.kind === "HubContentReference" ? "hub-content/x-1/ModelReference/x-1" : resource);
  const inputs = inputsOf(kind, by, arn);
  if (inputs.length === 0) return expect([call, untold]).toEqual([call, expect.arrayContaining([kind.kind])]);
  for (const input of inputs) {
    expect(Object.keys(input)).toEqual(expect.arrayContaining([...by]));
    for (const value of Object.values(input).flat()) expect([arn, "x-1", "ModelReference"]).toContain(value);
  }
});

describe("by name, by id, by ARN", () => {
  test.each<[string, readonly string[], string, readonly Input[]]>([
    ["NotebookInstance", ["NotebookInstanceName"], "notebook-instance/n", [{ NotebookInstanceName: "n" }]],
    ["Domain", ["DomainId"], "domain/d-1", [{ DomainId: "d-1" }]],
    ["Cluster", ["ClusterName"], "cluster/abc", [{ ClusterName: `${here}cluster/abc` }]],
    ["ModelPackage", ["ModelPackageName"], "model-package/g/3", [{ ModelPackageName: `${here}model-package/g/3` }]],
    ["MlflowApp", ["Arn"], "mlflow-app/app-1", [{ Arn: `${here}mlflow-app/app-1` }]],
    ["Artifact", [], "artifact/1", [{ ArtifactArn: `${here}artifact/1` }]],
    ["Workteam", ["WorkteamName"], "workteam/private-crowd/w", [{ WorkteamName: "w" }]],
    [
      "Device",
      ["DeviceFleetName", "DeviceNames"],
      "device-fleet/f/device/d",
      [{ DeviceFleetName: "f", DeviceNames: ["d"] }],
    ],
    [
      "HubContent",
      ["HubName", "HubContentType", "HubContentName", "HubContentVersion"],
      "hub-content/h/Model/m/1.0.0",
      [{ HubName: "h", HubContentType: "Model", HubContentName: "m", HubContentVersion: "1.0.0" }],
    ],
    [
      "App",
      ["DomainId", "AppType", "AppName"],
      "app/d-1/alice/JupyterLab/default",
      [
        { DomainId: "d-1", AppType: "JupyterLab", AppName: "default", UserProfileName: "alice" },
        { DomainId: "d-1", AppType: "JupyterLab", AppName: "default", SpaceName: "alice" },
      ],
    ],
    ["UserProfile", ["DomainId", "UserProfileName"], "user-profile/d-1/a", [{ DomainId: "d-1", UserProfileName: "a" }]],
  ])("%s", (name, by, resource, inputs) => {
    expect(inputsOf(kindOf(name), by, here + resource)).toEqual(inputs);
  });
});

describe("an ARN that is of another form tells nothing", () => {
  test.each([
    "notebook-instance/",
    "notebook-instance",
    "notebook-instance/a/b",
    "training-job/a",
    "",
    "arn:aws:s3:::b",
  ])("%s", (resource) => {
    const arn = resource.startsWith("arn:") ? resource : here + resource;
    expect(inputsOf(kindOf("NotebookInstance"), ["NotebookInstanceName"], arn)).toEqual([]);
  });
});

test("whatever the ARN, no member is left empty", () => {
  const call = fc.constantFrom(...acts);
  fc.assert(
    fc.property(call, fc.array(fc.string({ maxLength: 8 }), { maxLength: 6 }), ([, kind, by], parts) => {
      for (const input of inputsOf(kind, by, here + [kind.type, ...parts].join("/")))
        for (const value of Object.values(input).flat()) expect(value).not.toBe("");
    }),
  );
});
