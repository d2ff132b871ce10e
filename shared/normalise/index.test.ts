import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Activity } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { kinds } from "../sagemaker/kinds.ts";
import { assumeRoleRecord, enveloped, stateChangeEvent, trainingJobRecord } from "./fixtures.ts";
import { normalise } from "./index.ts";

const arn = "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1";
const arns = (activities: readonly Activity[]) =>
  activities.map((activity) => (activity.type === "session" ? activity.session.accessKeyId : activity.resource.arn));
const reason = (input: unknown): string => {
  try {
    return `no error, but ${normalise(input).length} activities`;
  } catch (error) {
    return error instanceof PoisonRecord ? error.message : `not a PoisonRecord: ${error}`;
  }
};

describe("what concerns us", () => {
  test("a bare record", () => {
    expect(arns(normalise(trainingJobRecord()))).toEqual([arn]);
  });
  test("an EventBridge event", () => {
    expect(arns(normalise(enveloped(trainingJobRecord())))).toEqual([arn]);
  });
  test("a service event", () => {
    const record = { ...trainingJobRecord(), eventType: "AwsServiceEvent" };
    const event = enveloped(record, "aws.sagemaker", "AWS Service Event via CloudTrail");
    expect(normalise(event)).toMatchObject([{ announcedBy: "service-event", resource: { arn } }]);
  });
  test("SageMaker's own state-change event", () => {
    expect(normalise(stateChangeEvent())).toMatchObject([{ announcedBy: "state-change", resource: { arn } }]);
  });
  test("a session", () => {
    expect(arns(normalise(enveloped(assumeRoleRecord(), "aws.sts")))).toEqual(["ASIAISSUEDKEY"]);
  });
});

describe("what does not concern us", () => {
  const record = trainingJobRecord();
  test.each([
    [
      "another service's event of the same name",
      { ...record, eventSource: "amplify.amazonaws.com", eventName: "CreateApp" },
    ],
    ["a service whose name only begins like ours", { ...record, eventSource: "sagemaker.amazonaws.com.example.com" }],
    ["a read", { ...record, eventName: "ListTrainingJobs" }],
    ["a creation that takes no tags", { ...record, eventName: "CreatePresignedNotebookInstanceUrl" }],
    ["an STS call that issues nothing", { ...assumeRoleRecord(), eventName: "GetCallerIdentity" }],
    ["a failed call", { ...record, errorCode: "AccessDenied" }],
    [
      "a failed call with an answer",
      { ...record, errorCode: "ValidationException", responseElements: { message: "x" } },
    ],
    ["a failed call that tells only a message", { ...record, errorMessage: "Failed" }],
    ["an event forged by PutEvents", enveloped(record, "my.source")],
    ["an event forged with a source that has our name as a prefix", enveloped(record, "aws.sagemaker.evil")],
    ["an event whose source is a key of every object", enveloped(record, "constructor")],
    ["an event without a source", { ...enveloped(record), source: undefined }],
    ["an event whose record is another source's", enveloped(record, "aws.sts")],
    [
      "a pipeline execution's event",
      enveloped({}, "aws.sagemaker", "SageMaker Model Building Pipeline Execution Status Change"),
    ],
    ["an event of another type", enveloped({}, "aws.sagemaker", "SageMaker HyperPod Cluster Event")],
  ])("%s", (_, input) => {
    expect(normalise(input)).toEqual([]);
  });
});

describe("what is ours and cannot be used is poison, and the field is named", () => {
  const record = trainingJobRecord();
  const { eventID: _id, ...withoutId } = record;
  const { eventTime: _time, ...withoutTime } = record;
  test.each<[string, unknown]>([
    ["event: expected an object", null],
    ["event: expected an object", "text"],
    ["event: expected an object", [record]],
    ["eventSource: expected the name of a service", {}],
    ["eventSource: expected the name of a service", { eventName: "CreateTrainingJob" }],
    ["eventName: expected the name of an operation", { ...record, eventName: 7 }],
    ["eventID: expected an id", withoutId],
    ["eventID: expected an id", { ...record, eventID: "x".repeat(2 ** 20) }],
    ["eventTime: expected an ISO 8601 time", withoutTime],
    ["eventTime: expected an ISO 8601 time", { ...record, eventTime: "yesterday" }],
    ["awsRegion: expected a region such as us-east-1", { ...record, awsRegion: "../x" }],
    ["recipientAccountId: expected a 12-digit account id", { ...record, recipientAccountId: "12" }],
    ["detail: expected an object", enveloped("text")],
    ["detail: expected an object", enveloped(undefined)],
  ])("%s", (expected, input) => {
    expect(reason(input)).toBe(expected);
  });
});

describe("every creator", () => {
  const place = { awsRegion: "us-gov-west-1", recipientAccountId: "123456789012" };
  const request = (names: readonly string[]) => ({
    ...Object.fromEntries(names.map((name) => [name, `${name}-1`])),
    devices: [{ deviceName: "device-1" }, { deviceName: "device-2" }],
    tags: [{ key: "team", value: "TeamA" }],
  });
  const expected = (template: string): string =>
    `arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:${template.replace(/\{([^|}]+)[^}]*\}/g, "$1-1")}`;

  test.each(kinds.filter((kind) => kind.answer !== null).map((kind) => [kind.create, kind] as const))(
    "%s: the answer's ARN",
    (create, kind) => {
      const made = `arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:${kind.type}/made-1`;
      const answer = {
        ...Object.fromEntries(kind.output.map((key) => [key, `${made}-other`])),
        [kind.answer ?? ""]: made,
      };
      const record = { ...trainingJobRecord(), ...place, eventName: create };
      const seen = normalise({ ...record, requestParameters: request(kind.names), responseElements: answer });
      expect(seen).toMatchObject([
        { type: "creation", resource: { arn: made, kind: kind.kind }, requestTags: { team: "TeamA" } },
      ]);
    },
  );

  test.each(kinds.filter((kind) => kind.template !== null).map((kind) => [kind.create, kind] as const))(
    "%s: the ARN made from the request where the answer has none",
    (create, kind) => {
      const record = { ...trainingJobRecord(), ...place, eventName: create, responseElements: null };
      const seen = arns(normalise({ ...record, requestParameters: request(kind.names) }));
      const first =
        kind.create === "RegisterDevices" ? "device-fleet/deviceFleetName-1/device/device-1" : kind.template;
      expect(seen[0]).toBe(expected(first ?? ""));
    },
  );

  test.each(kinds.filter((kind) => kind.template === null).map((kind) => [kind.create, kind] as const))(
    "%s: poison where only the answer can tell",
    (create, kind) => {
      const record = { ...trainingJobRecord(), eventName: create, requestParameters: request(kind.names) };
      expect(reason({ ...record, responseElements: null })).toContain(`responseElements.${kind.answer}: absent`);
    },
  );
});

describe("hostile input", () => {
  test("any JSON ends in activities or in poison", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (request, answer, identity) => {
        const record = { ...trainingJobRecord(), requestParameters: request, responseElements: answer };
        for (const input of [request, { ...record, userIdentity: identity }, enveloped(request), enveloped(record)])
          expect(reason(input)).not.toContain("not a PoisonRecord");
      }),
    );
  });

  test("any value in any field of a perfect record ends in activities or in poison", () => {
    const bases = [trainingJobRecord, assumeRoleRecord, stateChangeEvent];
    fc.assert(
      fc.property(fc.constantFrom(...bases), fc.nat(), fc.nat(), fc.jsonValue(), (base, first, second, value) => {
        const record: Record<string, unknown> = base();
        const keys = Object.keys(record);
        const key = keys[first % keys.length] ?? "";
        const inner = record[key];
        if (typeof inner === "object" && inner !== null && second % 2 === 0) {
          const names = Object.keys(inner);
          Object.assign(inner, { [names[second % names.length] ?? "x"]: value });
        } else record[key] = value;
        expect(reason(record)).not.toContain("not a PoisonRecord");
      }),
    );
  });

  test("keys such as __proto__ are only keys", () => {
    const text = JSON.stringify(trainingJobRecord()).replace(
      '"tags":[{',
      '"__proto__":{"trainingJobName":"x"},"tags":[{"key":"__proto__","value":"polluted"},{',
    );
    const [creation] = normalise(JSON.parse(text));
    expect(creation).toMatchObject({ type: "creation" });
    if (creation?.type !== "creation") throw new Error("not a creation");
    expect(Object.keys(creation.requestTags).sort()).toEqual(["__proto__", "team"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("a million levels are not walked", () => {
    const deep = JSON.parse("[".repeat(1e6) + "]".repeat(1e6));
    const record = trainingJobRecord();
    const seen = normalise({
      ...record,
      requestParameters: { ...record.requestParameters, hyperParameters: deep, tags: deep },
    });
    expect(seen).toMatchObject([{ tagsComplete: false, resource: { arn } }]);
    expect(reason(deep)).toBe("event: expected an object");
  });

  test("names of 1 MiB stay out", () => {
    const huge = "x".repeat(2 ** 20);
    const record = { ...trainingJobRecord(), responseElements: null, requestParameters: { trainingJobName: huge } };
    expect(reason(record)).toBe("requestParameters.trainingJobName: expected a name, because the answer holds no ARN");
    const tags = [
      { key: huge, value: "x" },
      { key: "team", value: "TeamA" },
    ];
    const tagged = { ...trainingJobRecord(), requestParameters: { trainingJobName: "a", tags } };
    expect(normalise(tagged)).toMatchObject([{ requestTags: { team: "TeamA" }, tagsComplete: false }]);
  });

  test("no reason repeats what a caller wrote", () => {
    const record = { ...trainingJobRecord(), eventID: "<!channel> secret" };
    expect(reason(record)).not.toContain("secret");
  });
});

const realPath = fileURLToPath(new URL("../../../shared/data/cloudtrail-real.jsonl", import.meta.url));
const real: { envelope?: object; event: { eventSource: string; eventName: string; errorCode?: string } }[] = existsSync(
  realPath,
)
  ? readFileSync(realPath, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
  : [];
const onReal = real.length > 0 ? describe : describe.skip;

onReal("real records (skipped where ../shared/data is absent)", () => {
  const seen = real.map((line) => ({ ...line, activities: normalise(line.event) }));

  test("none is poison, and only ours say something", () => {
    const spoke = seen
      .filter(({ activities }) => activities.length > 0)
      .map(({ event }) => `${event.eventSource} ${event.eventName}`);
    expect(spoke.toSorted()).toEqual([
      "sagemaker.amazonaws.com CreateDomain",
      "sagemaker.amazonaws.com CreateDomain",
      "sagemaker.amazonaws.com CreateNotebookInstance",
      ...Array<string>(6).fill("sts.amazonaws.com AssumeRole"),
      "sts.amazonaws.com AssumeRoleWithSAML",
      "sts.amazonaws.com AssumeRoleWithWebIdentity",
    ]);
  });

  test("look-alikes of other services are in the data and say nothing", () => {
    const lookAlikes = [
      "CreateApp",
      "CreateCluster",
      "CreateProject",
      "CreatePipeline",
      "CreateImage",
      "AddTags",
      "StartSession",
    ];
    const found = seen.filter(({ event }) => lookAlikes.includes(event.eventName));
    expect(new Set(found.map(({ event }) => event.eventName))).toEqual(new Set(lookAlikes));
    expect(found.flatMap(({ activities }) => activities)).toEqual([]);
  });

  test("the creations name the resource, its role and who made it", () => {
    const creations = seen.flatMap(({ activities }) => activities).filter((activity) => activity.type === "creation");
    expect(
      creations.map(({ resource, executionRole, tagsComplete, principal }) => ({
        arn: resource.arn,
        executionRole,
        tagsComplete,
        user: principal.userName,
      })),
    ).toEqual([
      {
        arn: "arn:aws:sagemaker:us-east-1:999999999999:domain/d-i5xyilpzkest",
        executionRole: "arn:aws:iam::999999999999:role/service-role/AmazonSageMaker-ExecutionRole-20231004T131216",
        tagsComplete: true,
        user: "test@test.com",
      },
      {
        arn: "arn:aws:sagemaker:us-east-1:999999999999:domain/d-dml2esvpdmj6",
        executionRole: "arn:aws:iam::999999999999:role/service-role/AmazonSageMaker-ExecutionRole-20231004T131216",
        tagsComplete: true,
        user: "test@test.com",
      },
      {
        arn: "arn:aws:sagemaker:ap-northeast-1:999999999999:notebook-instance/mlj-notebook",
        executionRole: "arn:aws:iam::999999999999:role/service-role/AmazonSageMaker-ExecutionRole-20221018T092291",
        tagsComplete: true,
        user: "test@test.com",
      },
    ]);
  });

  test("no activity holds a session token", () => {
    expect(JSON.stringify(seen.flatMap(({ activities }) => activities))).not.toMatch(
      /sessionToken|IQoJb3JpZ2lu|AgoJb3Jp/,
    );
  });
});
