import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as sdk from "@aws-sdk/client-sagemaker";
import { describe, expect, test } from "@jest/globals";
import { keepsData, undos, unstoppable } from "./act-decisions.ts";
import { creators, operations } from "./kinds.generated.ts";
import { decisions, kindByCreate, kindNamed, kindOfArn, kinds } from "./kinds.ts";

const catalogPath = fileURLToPath(new URL("../../../shared/facts/sagemaker-catalog.json", import.meta.url));

/** The SDK's run-time model: `CreateEndpoint$` is `[9, namespace, name, traits, () => input, () => output]`. */
const sdkCreators = (): string[] =>
  Object.values(sdk as unknown as Record<string, unknown>)
    .filter((value): value is [9, string, string, number, unknown] => Array.isArray(value) && value[0] === 9)
    .filter(([, , name, , input]) => {
      const shape = typeof input === "function" ? input() : input;
      return shape?.[4]?.includes("Tags") && !/^(AddTags|Update)/.test(name);
    })
    .map(([, , name]) => name);

describe("the table", () => {
  test("has a row for each of the 68 creators of the service model, and no two for one", () => {
    expect(kinds).toHaveLength(68);
    expect(new Set(kinds.map((kind) => kind.create)).size).toBe(68);
    expect(new Set(kinds.map((kind) => kind.kind)).size).toBe(67);
  });

  test("has a row for each creator that the installed SDK knows", () => {
    const known = sdkCreators();
    expect(known.length).toBeGreaterThanOrEqual(64);
    expect(known.filter((create) => kindByCreate(create) === undefined)).toEqual([]);
  });

  test("knows what is asked for by name only", () => {
    expect(kindByCreate("CreateTrainingJob")?.kind).toBe("TrainingJob");
    expect(kindNamed("TrainingJob")?.create).toBe("CreateTrainingJob");
    expect(kindByCreate("constructor")).toBeUndefined();
    expect(kindByCreate("__proto__")).toBeUndefined();
    expect(kindNamed("toString")).toBeUndefined();
  });

  test("says who decides where the model does not: each decision has a row and a reason", () => {
    for (const [create, { reason }] of Object.entries(decisions)) {
      expect([create, kindByCreate(create)?.create]).toEqual([create, create]);
      expect(reason.length).toBeGreaterThan(20);
    }
  });

  test("lets tags decide over access where AWS's Studio and notebook policies do", () => {
    const granting = kinds.filter((kind) => kind.grantsAccess).map((kind) => kind.kind);
    expect(granting.sort()).toEqual(["App", "Domain", "NotebookInstance", "Space", "UserProfile"]);
  });

  test("has a decision for every kind whose answer names no ARN, or more than one", () => {
    const odd = creators.filter(({ output }) => output.filter((key) => /^(arn|.*Arn)$/.test(key)).length !== 1);
    expect(odd.map(({ create }) => create).sort()).toEqual(
      [
        "CreateDeviceFleet",
        "CreateEdgePackagingJob",
        "CreateHubContentReference",
        "ImportHubContent",
        "RegisterDevices",
      ].sort(),
    );
    for (const { create } of odd) expect(decisions[create]?.reason).toBeDefined();
  });
});

describe.each(kinds.map((kind) => [kind.create, kind] as const))("%s", (create, kind) => {
  test("has names in CloudTrail's casing", () => {
    expect(kind.names.length).toBeGreaterThan(0);
    for (const key of [...kind.names, ...kind.output]) expect(key).toMatch(/^[a-z]/);
  });

  test("makes its ARN from keys of the request, or says that only the answer can tell", () => {
    if (kind.template === null) return expect(kind.answer).not.toBeNull();
    const keys = [...kind.template.matchAll(/\{([^}]+)\}/g)].flatMap(([, key]) => key?.split("|") ?? []);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !kind.names.includes(key))).toEqual([]);
    expect(kind.template.startsWith(`${kind.type}/`)).toBe(true);
  });

  test("is found again by its ARN", () => {
    const resource = kind.template?.replace(/\{[^}]+\}/g, "x1") ?? `${kind.type}/x1/ModelReference/y1`;
    const found = kindOfArn(`arn:aws-cn:sagemaker:cn-north-1:123456789012:${resource}`);
    expect(found?.kind).toBe(kind.kind);
  });

  test("can be described and listed", () => {
    const { describe: read, list } = operations[create] ?? {};
    expect(read?.call).toMatch(/^Describe/);
    expect(read?.by.length).toBeGreaterThan(0);
    expect(list?.call).toMatch(/^List/);
    expect(list?.created).not.toBeNull();
    expect(list?.arn ?? list?.name).not.toBeNull();
  });

  test("says what deleting it costs, and whether a stop can be taken back", () => {
    expect(kind.losesData).toBe(kind.deletable && keepsData[kind.kind] === undefined);
    expect(undos[kind.kind] !== undefined).toBe(kind.stoppable);
    expect(kind.undo).toBe(undos[kind.kind]?.call ?? null);
    if (kind.undo !== null) expect(kind.undo).toBe(`Start${kind.kind}`);
  });

  test("is stoppable and deletable exactly where there is an operation", () => {
    expect(operations[create]?.stop !== null).toBe(kind.stoppable);
    expect(operations[create]?.delete !== null).toBe(kind.deletable);
  });
});

describe("what can be done to a resource", () => {
  test.each([
    ["keeps its data", keepsData, "deletable"],
    ["has an undo", Object.fromEntries(Object.entries(undos).map(([kind, row]) => [kind, row.reason])), "stoppable"],
    ["has a Stop that we cannot use", unstoppable, "stoppable"],
  ] as const)("each row that %s is of a kind that can, and has a reason", (_, rows, can) => {
    for (const [kind, reason] of Object.entries(rows)) {
      expect([kind, kindNamed(kind)?.[can]]).toEqual([kind, true]);
      expect(reason.length).toBeGreaterThan(20);
    }
  });

  test("every Start of the installed SDK that takes a Stop back is an undo", () => {
    const starts = kinds.filter(({ kind }) => `Start${kind}Command` in sdk).map(({ kind }) => kind);
    const withoutIt = starts.filter((kind) => kindNamed(kind)?.undo === null);
    expect(withoutIt).toEqual(["InferenceExperiment"]);
  });

  test("a kind that we stop tells its state, and every Describe that tells an ARN tells the kind's own", () => {
    for (const { create, kind, stoppable } of kinds) {
      const { arn, status } = operations[create]?.describe ?? {};
      if (stoppable && !unstoppable[kind]) expect([kind, status]).toEqual([kind, expect.any(String)]);
      if (arn !== null) expect([kind, arn]).toEqual([kind, expect.stringMatching(/Arn$/)]);
    }
  });
});

describe("kindOfArn", () => {
  const here = "arn:aws:sagemaker:us-east-1:123456789012:";
  test.each([
    [`${here}training-job/a`, "TrainingJob"],
    [`${here}automl-job/a`, "AutoMLJob"],
    [`${here}model-package/group/3`, "ModelPackage"],
    [`${here}device-fleet/fleet`, "DeviceFleet"],
    [`${here}device-fleet/fleet/device/camera-1`, "Device"],
    [`${here}hub-content/hub/Model/name/1.0.0`, "HubContent"],
    [`${here}hub-content/hub/ModelReference/name/1.0.0`, "HubContentReference"],
    [`${here}pipeline/p`, "Pipeline"],
    [`${here}pipeline/p/execution/abc`, undefined],
    [`${here}monitoring-schedule/m/alert/x`, undefined],
    [`${here}image-version/x`, undefined],
    [`${here}training-job/`, undefined],
    [`${here}training-job`, undefined],
    ["arn:aws:s3:::training-job/a", undefined],
    ["training-job/a", undefined],
    ["", undefined],
  ])("%s is %s", (arn, kind) => {
    expect(kindOfArn(arn)?.kind).toBe(kind);
  });
});

interface CatalogRow {
  operation: string;
  resource: string;
  nameMembers: string[];
  arn: { type: string; iamTemplate: string | null };
  cloudTrail: { responseArnKey: string | null; requestNameKeys: string[] };
  describe: { operation: string; createdByMember: string | null; requiredInputs: string[] };
  list: {
    operation: string;
    summaries: string;
    arn: string | null;
    name: string | null;
    creationTime: string;
    requiredInputs: string[];
  };
  stop: { operation: string } | null;
  delete: { operation: string } | null;
}

const compare = existsSync(catalogPath) ? describe : describe.skip;
compare("the researched catalog (skipped where ../shared/facts is absent)", () => {
  const rows: CatalogRow[] = existsSync(catalogPath) ? JSON.parse(readFileSync(catalogPath, "utf8")).resources : [];

  test("names the same creators", () => {
    expect(kinds.map((kind) => kind.create).sort()).toEqual(rows.map((row) => row.operation).sort());
  });

  test.each(rows.map((row) => [row.operation, row] as const))("%s: the same answer", (create, row) => {
    const kind = kindByCreate(create);
    const use = operations[create];
    expect(kind?.kind).toBe(row.resource);
    expect(kind?.answer).toBe(row.cloudTrail.responseArnKey);
    expect(kind?.type).toBe(row.arn.type);
    expect(use?.describe.call).toBe(row.describe.operation);
    expect(use?.describe.createdBy).toBe(row.describe.createdByMember !== null);
    expect(use?.list).toMatchObject({
      call: row.list.operation,
      items: row.list.summaries,
      arn: row.list.arn,
      name: row.list.name,
      created: row.list.creationTime,
      needs: row.list.requiredInputs,
    });
    expect(use?.stop?.call ?? null).toBe(row.stop?.operation ?? null);
    expect(use?.delete?.call ?? null).toBe(row.delete?.operation ?? null);
  });

  test.each(rows.map((row) => [row.operation, row] as const))("%s: a template of the same depth", (create, row) => {
    const template = kindByCreate(create)?.template;
    if (!template || row.arn.iamTemplate === null || create === "CreateWorkteam") return;
    expect(template.split("/").length).toBe(row.arn.iamTemplate.split("/").length);
  });
});
