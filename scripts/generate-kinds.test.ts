import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { modelVersion } from "#shared/sagemaker/kinds.generated.ts";
import { clientsDirectory, creatorsOf, generateKinds, outputPath, readModel } from "./generate-kinds.ts";
import type { ServiceModel } from "./service-model.ts";

const structure = (names: string[], required: string[] = []) => ({
  type: "structure",
  required,
  members: Object.fromEntries(names.map((name) => [name, { shape: name }])),
});

/** A service with one kind, as small as the generator accepts. */
const small = (): ServiceModel => ({
  metadata: { apiVersion: "2017-07-24" },
  operations: {
    AddTags: { input: { shape: "AddTagsInput" } },
    CreateAIThing: { input: { shape: "CreateInput" }, output: { shape: "CreateOutput" } },
    UpdateAIThing: { input: { shape: "CreateInput" } },
    DescribeAIThing: { input: { shape: "DescribeInput" }, output: { shape: "DescribeOutput" } },
    ListAIThings: { input: { shape: "ListInput" }, output: { shape: "ListOutput" } },
    DeleteAIThing: { input: { shape: "DeleteInput" } },
  },
  shapes: {
    AddTagsInput: structure(["ResourceArn", "Tags"]),
    CreateInput: structure(["AIThingName", "Tags", "RoleArn"], ["AIThingName"]),
    CreateOutput: structure(["AIThingArn"]),
    AIThingArn: { type: "string", pattern: "arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:ai-thing/.*" },
    DescribeInput: structure(["AIThingName"], ["AIThingName"]),
    DescribeOutput: structure(["AIThingName"]),
    ListInput: structure(["MaxResults"]),
    ListOutput: { type: "structure", members: { Things: { shape: "Things" }, NextToken: { shape: "NextToken" } } },
    Things: { type: "list", member: { shape: "Summary" } },
    Summary: structure(["AIThingArn", "AIThingName", "CreationTime", "AIThingStatus"]),
    DeleteInput: {
      type: "structure",
      required: ["AIThingName", "Token"],
      members: { AIThingName: { shape: "AIThingName" }, Token: { shape: "Token", idempotencyToken: true } },
    },
  },
});

const generate = (model: ServiceModel): string => generateKinds({ version: "1.0", model });

describe("generateKinds", () => {
  test("takes what makes something and accepts tags", () => {
    expect(creatorsOf(small())).toEqual(["CreateAIThing"]);
  });

  test("writes one row a line, in CloudTrail's casing", () => {
    expect(generate(small())).toContain(
      '  { kind: "AIThing", create: "CreateAIThing", names: ["aIThingName"], answer: "aIThingArn", output: ["aIThingArn"], ' +
        'type: "ai-thing", template: "ai-thing/{aIThingName}", stoppable: false, deletable: true },\n',
    );
  });

  test("leaves out the tokens that an SDK fills in", () => {
    expect(generate(small())).toContain('delete: { call: "DeleteAIThing", by: ["AIThingName"] }');
  });

  test("gives no template when Describe asks for an id that the request does not hold", () => {
    const model = small();
    model.shapes.DescribeInput = structure(["AIThingId"], ["AIThingId"]);
    expect(generate(model)).toContain("template: null");
  });

  test("gives no template when the ARN ends in an id of fixed length", () => {
    const model = small();
    model.shapes.AIThingArn = { type: "string", pattern: "arn:aws:sagemaker:[a-z]*:[0-9]{12}:ai-thing/[a-z0-9]{12}" };
    expect(generate(model)).toContain('type: "ai-thing", template: null');
  });

  test("takes the type from the kind's name where the model gives no pattern", () => {
    const model = small();
    model.shapes.AIThingArn = { type: "string", pattern: ".*" };
    expect(generate(model)).toContain('type: "ai-thing"');
  });

  test.each(["DescribeAIThing", "ListAIThings"])("refuses a kind without %s", (operation) => {
    const model = small();
    delete model.operations[operation];
    expect(() => generate(model)).toThrow(/^CreateAIThing: no (Describe|List) operation/);
  });

  test("gives the same bytes each time", () => {
    expect(generate(small())).toBe(generate(small()));
  });
});

const installed = existsSync(`${clientsDirectory}/botocore`) ? readModel(clientsDirectory) : undefined;
const withModel = installed === undefined ? test.skip : test;

withModel(
  "the table has a row for each creator of the installed botocore (skipped where .lab/clients is absent)",
  () => {
    const missing = creatorsOf(installed?.model ?? small()).filter(
      (create) => !readFileSync(outputPath, "utf8").includes(`create: "${create}"`),
    );
    expect(missing).toEqual([]);
  },
);

const same = modelVersion === `botocore ${installed?.version}` ? test : test.skip;
same("the table is fresh (skipped where another botocore is installed than it was made from)", () => {
  expect(generateKinds(installed ?? { version: "", model: small() })).toBe(readFileSync(outputPath, "utf8"));
});
