import { describe, expect, test } from "@jest/globals";
import { contractWith, everything, place } from "./fixture.ts";
import { allowed, grants } from "./grants.ts";
import type { StatementJson } from "./policy-json.ts";
import { takers } from "./roles.ts";

const of = (change: object, vendor?: string) => allowed(contractWith(change, vendor), place);
const actionsOf = (statements: readonly StatementJson[]) => statements.flatMap(({ Action }) => Action).toSorted();
const ofService = (service: string, change: object = {}) =>
  of({ bucket: undefined, passRoles: everything.passRoles, ...change, services: [service] });
const tag = { "aws:RequestTag/sagewarden:vendor": "auger" };
const own = { "aws:ResourceTag/sagewarden:vendor": "auger" };

describe("every service", () => {
  test.each(Object.keys(grants))("%s allows named actions only, and no writing of access", (service) => {
    const change = service === "secretsmanager" || service === "ssm" ? { secrets: everything.secrets } : {};
    const actions = actionsOf(ofService(service, change));
    const writesAccess = /^iam:(?!PassRole$)|Policy$|Permission|FunctionUrl|AccessEntry|CreateGrant|^s3:HeadBucket$/;
    expect(actions.filter((action) => action.includes("*") || writesAccess.test(action))).toEqual([]);
  });

  test("needs to be declared", () => {
    expect(of({ bucket: undefined, services: ["s3"] })).toEqual([]);
    expect(of({ bucket: undefined, services: ["constructor"] })).toEqual([]);
  });
});

describe("what is made", () => {
  const creations = /:(Create(?!Tags)|RunInstances)/;
  test.each(["lambda", "ec2", "eks", "sagemaker"])("by %s carries the vendor's tag", (service) => {
    const making = ofService(service).filter(({ Action }) => Action.some((action) => creations.test(action)));
    const places = /:(subnet|security-group|image)\//;
    const made = making.filter(({ Resource = [] }) => !Resource.some((arn) => places.test(arn)));
    expect(made.length).toBeGreaterThan(0);
    for (const { Condition } of made) expect(Condition?.StringEquals).toMatchObject(tag);
  });

  test.each(["lambda", "eks", "sagemaker"])("by %s needs a role that the contract names", (service) => {
    expect(actionsOf(ofService(service, { passRoles: [] })).filter((action) => /Create|PassRole/.test(action))).toEqual(
      [],
    );
  });

  test.each(Object.entries(takers))("by %s runs as a declared role, which %s takes", (service, taker) => {
    expect(ofService(service).find(({ Action }) => Action.includes("iam:PassRole"))).toMatchObject({
      Resource: everything.passRoles,
      Condition: { StringEquals: { "iam:PassedToService": [taker] } },
    });
  });
});

describe("what is there", () => {
  const acting = /:(Invoke|Update|Delete|Stop|Start|Terminate|Reboot)/;
  test.each(["lambda", "ec2", "eks", "sagemaker"])("is acted on by %s only where it carries the tag", (service) => {
    const acts = ofService(service).filter(({ Action }) => Action.some((action) => acting.test(action)));
    expect(acts.length).toBeGreaterThan(0);
    for (const { Condition } of acts) expect(Condition?.StringEquals).toMatchObject(own);
  });

  const tagging = (service: string) =>
    ofService(service).filter(({ Action }) =>
      Action.some((action) => /(TagResource|AddTags|CreateTags)$/.test(action)),
    );

  test("cannot be made its own by tagging it", () => {
    for (const service of ["lambda", "eks"]) {
      for (const { Resource = [], Condition } of tagging(service)) {
        expect(Resource.every((arn) => /[/:]vendor-auger-\*/.test(arn))).toBe(true);
        expect(Condition).toEqual({ StringEquals: tag, StringEqualsIfExists: own });
      }
    }
    expect(tagging("ec2").map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { ...tag, "ec2:CreateAction": "RunInstances" } },
    ]);
    expect(tagging("sagemaker").map(({ Condition }) => Condition)).toEqual([
      { StringEquals: tag, Null: { "sagemaker:TaggingAction": "false" } },
    ]);
  });
});

test("instances answer their metadata to tokens only, in networks that are the vendor's", () => {
  const launches = ofService("ec2").filter(({ Action }) => Action.includes("ec2:RunInstances"));
  expect(launches.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
    ["LaunchInstances", { StringEquals: { ...tag, "ec2:MetadataHttpTokens": "required" } }],
    ["LaunchWithParts", { StringEquals: tag }],
    ["LaunchIn", { StringEquals: own }],
    ["LaunchFromPublic", { Bool: { "ec2:Public": "true" } }],
    ["LaunchFromTagged", { StringEquals: own }],
  ]);
});

test.each([".", "_"])("names that are made have no %s, which not every service takes", (character) => {
  const patterns = ["lambda", "eks", "sagemaker"].flatMap((service) =>
    of({ ...everything, services: [service] }, `big${character}corp`).flatMap(({ Resource = [] }) => Resource),
  );
  const own = patterns.filter((arn) => arn.includes("vendor-big"));
  expect(new Set(own.map((arn) => /vendor-big.*?\*/.exec(arn)?.[0]))).toEqual(new Set(["vendor-big-corp-*"]));
});

test("names in SageMaker's ARNs are in lower case", () => {
  const train = of({ ...everything, services: ["sagemaker"] }, "Auger").find(({ Sid }) => Sid === "Train");
  expect(train?.Resource).toEqual(["arn:aws:sagemaker:*:111122223333:training-job/vendor-auger-*"]);
});

test.each([
  ["secretsmanager", ["secretsmanager:GetSecretValue"], everything.secrets.slice(0, 1)],
  ["ssm", ["ssm:GetParameter", "ssm:GetParameters"], everything.secrets.slice(1)],
])("%s reads what is declared of it", (service, actions, resources) => {
  const read = ofService(service, { secrets: everything.secrets });
  expect(read).toMatchObject([{ Action: actions, Resource: resources }]);
  expect(ofService(service)).toEqual([]);
});

test("roles that it goes on to are named", () => {
  expect(of(everything).at(-1)).toMatchObject({ Action: ["sts:AssumeRole"], Resource: everything.assumes });
  expect(of({ ...everything, assumes: [] }).flatMap(({ Action }) => Action)).not.toContain("sts:AssumeRole");
});
