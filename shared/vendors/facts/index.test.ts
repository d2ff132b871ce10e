import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BadInput } from "../../model/errors.ts";
import { augersStatement, ourAccount } from "../fixture.ts";
import { factsFrom } from "./index.ts";

const trust = { Version: "2012-10-17", Statement: [augersStatement] };
const identity = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const arn = `arn:aws:iam::${ourAccount}:role/vendor/auger/vendor-auger`;
const customers = `arn:aws:iam::${ourAccount}:policy/readers`;

/** RoleDetail, as the CLI writes it. */
const detail = {
  Path: "/vendor/auger/",
  RoleName: "vendor-auger",
  RoleId: "AROAEXAMPLEAUGER00001",
  Arn: arn,
  CreateDate: "2026-06-01T00:00:00+00:00",
  AssumeRolePolicyDocument: trust,
  InstanceProfileList: [],
  RolePolicyList: [{ PolicyName: "inline", PolicyDocument: identity }],
  AttachedManagedPolicies: [
    { PolicyName: "readers", PolicyArn: customers },
    { PolicyName: "ReadOnlyAccess", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
  ],
  PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: customers },
  Tags: [{ Key: "sagewarden:vendor", Value: "auger" }],
  RoleLastUsed: { LastUsedDate: "2027-01-14T08:00:00+00:00", Region: "us-east-1" },
};
const managed = {
  PolicyName: "readers",
  Arn: customers,
  DefaultVersionId: "v2",
  PolicyVersionList: [
    { VersionId: "v2", IsDefaultVersion: true, Document: identity, CreateDate: "2026-06-01T00:00:00+00:00" },
    { VersionId: "v1", IsDefaultVersion: false, Document: trust, CreateDate: "2026-05-01T00:00:00+00:00" },
  ],
};
const details = {
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [detail],
  Policies: [managed],
  IsTruncated: false,
};
const role = { ...detail, MaxSessionDuration: 7_200, Description: "" };
const { RolePolicyList, AttachedManagedPolicies, ...ofGetRole } = role;

const read = (...contents: readonly (string | object)[]) =>
  factsFrom(contents.map((content, index) => ({ name: `file${index + 1}`, content })));
const text = (value: unknown): string => JSON.stringify(value, null, 2);
const only = (...contents: readonly (string | object)[]) => {
  const { facts } = read(...contents);
  expect(facts.roles).toHaveLength(1);
  const [first] = facts.roles;
  if (first === undefined) throw new Error("no role");
  return first;
};

describe("GetAccountAuthorizationDetails", () => {
  test("a role with all that it tells", () => {
    const found = only(text(details));
    expect(found).toMatchObject({
      arn,
      name: "vendor-auger",
      id: detail.RoleId,
      path: "/vendor/auger/",
      createdAt: "2026-06-01T00:00:00+00:00",
      lastUsed: { at: "2027-01-14T08:00:00+00:00", region: "us-east-1" },
      maxSession: undefined,
      services: undefined,
    });
    expect({ ...found.tags }).toEqual({ "sagewarden:vendor": "auger" });
    expect(found.trust.document?.statements).toHaveLength(1);
    expect(found.policies.map(({ name, arn, policy }) => [name, arn, policy?.document?.statements.length])).toEqual([
      ["inline", undefined, 1],
      ["readers", customers, 1],
      ["ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess", undefined],
    ]);
    expect(found.boundary).toMatchObject({ arn: customers, policy: { problems: [] } });
  });

  test("the account, and that these are all its roles", () => {
    expect(read(text(details)).facts).toMatchObject({
      account: ourAccount,
      partition: "aws",
      isWhole: true,
      users: undefined,
    });
  });

  test.each<[string, (policy: unknown) => unknown]>([
    ["objects", (policy) => policy],
    ["text", (policy) => JSON.stringify(policy)],
    ["text for a URL", (policy) => encodeURIComponent(JSON.stringify(policy))],
  ])("policies as %s", (_, form) => {
    const list = [{ PolicyName: "inline", PolicyDocument: form(identity) }];
    const one = { ...detail, AssumeRolePolicyDocument: form(trust), RolePolicyList: list };
    const found = only(text({ ...details, RoleDetailList: [one] }));
    expect(found.trust.problems).toEqual([]);
    expect(found.trust.document?.statements).toHaveLength(1);
    expect(found.policies[0]?.policy?.document?.statements).toHaveLength(1);
  });

  test("fields that begin small", () => {
    const small = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(small);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => {
          const isPolicy = /Document$/.test(key);
          return [key.charAt(0).toLowerCase() + key.slice(1), isPolicy ? inner : small(inner)];
        }),
      );
    };
    expect(text(read(text(small(details))).facts)).toEqual(text(read(text(details)).facts));
  });

  const first = { ...details, RoleDetailList: [detail], Policies: [], IsTruncated: true, Marker: "m" };
  const second = { ...details, RoleDetailList: [{ ...detail, Arn: `${arn}2`, RoleName: "vendor-auger2" }] };
  test.each([
    ["in several files", [text(first), text(second)]],
    ["in a list", [text([first, second])]],
    ["one after another in one file", [`${text(first)}\n${text(second)}`]],
  ])("pages %s", (_, files) => {
    const { facts } = read(...files);
    expect(facts.roles.map(({ arn }) => arn)).toEqual([arn, `${arn}2`]);
    expect(facts.isWhole).toBe(true);
  });

  test("a page that says that more follow is not all", () => expect(read(text(first)).facts.isWhole).toBeUndefined());

  test("no boundary, no tags, never used", () => {
    const { PermissionsBoundary, Tags, ...bare } = detail;
    const found = only(text({ ...details, RoleDetailList: [{ ...bare, RoleLastUsed: {} }] }));
    expect(found).toMatchObject({ boundary: "none", lastUsed: "never" });
    expect({ ...found.tags }).toEqual({});
  });

  test("last use that is not told is not known", () => {
    const { RoleLastUsed, ...older } = detail;
    expect(only(text({ ...details, RoleDetailList: [older] })).lastUsed).toBeUndefined();
  });

  test("a boundary whose document was not given", () => {
    expect(only(text({ ...details, Policies: [] })).boundary).toEqual({ arn: customers, policy: undefined });
  });
});

describe("GetRole and ListRoles", () => {
  test.each([
    ["an answer", { Role: ofGetRole }],
    ["a role", ofGetRole],
    ["a list of answers", [{ Role: ofGetRole }]],
    ["a list of roles", [ofGetRole]],
  ])("%s", (_, document) => {
    const found = only(text(document));
    expect(found).toMatchObject({ arn, maxSession: 7_200, boundary: { arn: customers } });
    // What it holds is not in the answer: not known, which is not nothing.
    expect(found.policies).toEqual([{ name: expect.any(String), policy: undefined }]);
  });

  test("GetRole completes the account's details, in any order", () => {
    for (const documents of [
      [details, { Role: ofGetRole }],
      [{ Role: ofGetRole }, details],
    ]) {
      expect(only(...documents.map(text))).toMatchObject({ maxSession: 7_200, policies: { length: 3 } });
    }
  });

  test("ListRoles tells no boundary, no tags and no last use", () => {
    const { PermissionsBoundary, Tags, RoleLastUsed, ...listed } = ofGetRole;
    const { facts } = read(text({ Roles: [listed] }));
    expect(facts.roles[0]).toMatchObject({
      maxSession: 7_200,
      boundary: undefined,
      tags: undefined,
      lastUsed: undefined,
    });
    expect(facts.isWhole).toBe(true);
  });

  test("an SDK's answer, with its dates", () => {
    const RoleLastUsed = { LastUsedDate: new Date("2027-01-14T08:00:00Z"), Region: "us-east-1" };
    const Role = { ...ofGetRole, CreateDate: new Date("2026-06-01T00:00:00Z"), RoleLastUsed };
    expect(only({ $metadata: {}, Role })).toMatchObject({
      createdAt: "2026-06-01T00:00:00.000Z",
      lastUsed: { at: "2027-01-14T08:00:00.000Z" },
    });
  });

  test("GetRolePolicy adds an inline policy", () => {
    const policy = { RoleName: "vendor-auger", PolicyName: "more", PolicyDocument: encodeURIComponent(text(identity)) };
    expect(only(text(policy), text(details)).policies.map(({ name }) => name)).toContain("more");
  });
});

test("a page that another follows, and no last one: said", () => {
  const first = { ...details, IsTruncated: true, Marker: "m" };
  expect(read(text(first), text(details)).problems).toEqual([]);
  expect(read(text(first)).problems).toEqual([{ where: "file1", what: expect.stringContaining("another page") }]);
});

describe("the credential report", () => {
  const user = `arn:aws:iam::${ourAccount}:user/vendors/bo`;
  const csv = [
    "user,arn,user_creation_time,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date",
    `bo,${user},2026-01-01T00:00:00+00:00,true,2026-02-01T00:00:00+00:00,N/A,false,N/A,N/A`,
  ].join("\n");
  const users = {
    ...details,
    UserDetailList: [
      {
        Path: "/vendors/",
        UserName: "bo",
        Arn: user,
        UserPolicyList: [],
        GroupList: ["g"],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
  };
  const groups = [
    {
      GroupName: "g",
      GroupPolicyList: [{ PolicyName: "of-g", PolicyDocument: identity }],
      AttachedManagedPolicies: [],
    },
  ];
  const bytes = [...new TextEncoder().encode(csv)];

  test.each<[string, string | object]>([
    ["CSV", csv],
    ["CSV with Windows' lines", csv.replaceAll("\n", "\r\n")],
    ["base64", btoa(csv)],
    ["base64 in lines", (btoa(csv).match(/.{1,76}/g) ?? []).join("\n")],
    [
      "in the answer",
      text({ Content: btoa(csv), ReportFormat: "text/csv", GeneratedTime: "2027-01-15T00:00:00+00:00" }),
    ],
    ["in the answer, unpacked", { Content: csv }],
    ["in the answer, bytes", { Content: { type: "Buffer", data: bytes } }],
    ["in the answer, numbered bytes", { Content: { ...bytes } }],
    ["in an SDK's answer", { Content: Uint8Array.from(bytes) }],
  ])("%s", (_, report) => {
    const { facts } = read(
      text({ ...users, GroupDetailList: groups }),
      typeof report === "string" ? report : text(report),
    );
    expect(facts.users).toMatchObject([{ arn: user, name: "bo", path: "/vendors/", policies: [{ name: "of-g" }] }]);
    expect(facts.users?.[0]?.keys).toEqual([
      { active: true, createdAt: "2026-02-01T00:00:00+00:00", lastUsedAt: undefined },
    ]);
  });

  test("a user of whom it alone speaks, and root, which is no user", () => {
    const [head = "", row = ""] = csv.split("\n");
    const root = row.replace(`bo,${user}`, `<root_account>,arn:aws:iam::${ourAccount}:root`);
    const { facts } = read(text(details), [head, root, row].join("\n"));
    expect(facts.users).toMatchObject([
      { arn: user, name: "bo", path: "/vendors/", tags: undefined, keys: [{ active: true }] },
    ]);
  });

  test("of a user who is newer than the report no keys are known", () => {
    const newer = { ...users.UserDetailList[0], UserName: "al", Arn: user.replace("/bo", "/al") };
    const { facts } = read(text({ ...users, UserDetailList: [newer] }), csv);
    expect(facts.users).toMatchObject([{ name: "al", keys: undefined }, { name: "bo" }]);
  });

  test("a user's boundary, with its document where that is given", () => {
    const arn = `arn:aws:iam::${ourAccount}:policy/b`;
    const bounded = { ...users.UserDetailList[0], PermissionsBoundary: { PermissionsBoundaryArn: arn } };
    const { facts } = read(text({ ...users, UserDetailList: [bounded] }));
    expect(facts.users).toMatchObject([{ boundary: { arn, policy: undefined } }]);
    expect(read(text(users)).facts.users).toMatchObject([{ boundary: "none" }]);
  });

  test("without it nobody knows of keys", () => {
    expect(read(text(users)).facts.users).toMatchObject([{ keys: undefined }]);
  });

  test("cut in the middle: the line", () => {
    expect(() => read(text(users), csv.slice(0, -10))).toThrow("file2:2: 7 cells, of 9 in the first line");
  });
});

describe("policies on resources", () => {
  const policy = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" }],
  };
  const queue = `arn:aws:sqs:us-east-1:${ourAccount}:q`;
  test.each([
    ["ours", { resourcePolicies: [{ resource: queue, policy }] }, queue],
    ["ours, as text", { resourcePolicies: [{ resource: queue, policy: text(policy) }] }, queue],
    ["GetBucketPolicy, with the bucket's name", { Bucket: "acme", Policy: text(policy) }, "arn:aws:s3:::acme"],
    ["GetBucketPolicy, as it is", { Policy: text(policy) }, "arn:aws:s3:::acme"],
    [
      "GetResourcePolicy",
      { ARN: "arn:aws:secretsmanager:us-east-1:1:secret:x", Name: "x", ResourcePolicy: text(policy) },
      "arn:aws:secretsmanager:us-east-1:1:secret:x",
    ],
    ["GetQueueAttributes", { Attributes: { QueueArn: queue, Policy: text(policy) } }, queue],
  ])("%s", (_, document, resource) => {
    const { facts, problems } = read(text(details), text(document));
    expect(problems).toEqual([]);
    expect(facts.resourcePolicies).toMatchObject([
      { resource, policy: { kind: "resource", document: { statements: [{}] } } },
    ]);
  });

  test("none given is not known; an empty list is none", () => {
    expect(read(text(details)).facts.resourcePolicies).toBeUndefined();
    expect(read(text(details), text({ resourcePolicies: [] })).facts.resourcePolicies).toEqual([]);
  });

  test("kinds of which none was given are not read, unless a document says that it has all", () => {
    const bucket = { Bucket: "acme", Policy: text(policy) };
    const unread = (...documents: object[]) => read(text(details), ...documents.map(text)).facts.unreadResources;
    expect(unread(bucket)).toEqual(["key", "secret", "queue", "topic", "function"]);
    expect(unread({ resourcePolicies: [], whole: ["bucket", "key", "secret"] })).toEqual([
      "queue",
      "topic",
      "function",
    ]);
  });

  test("one that does not say whose it is: said, the rest goes on", () => {
    const { facts, problems } = read(text(details), text({ Policy: text(identity) }));
    expect(problems).toEqual([{ where: "file2", what: expect.stringContaining("whose policy") }]);
    expect(facts.roles).toHaveLength(1);
  });
});

describe("service last accessed", () => {
  const services = [
    {
      ServiceName: "S3",
      ServiceNamespace: "s3",
      LastAuthenticated: "2027-01-01T00:00:00+00:00",
      LastAuthenticatedEntity: arn,
      TotalAuthenticatedEntities: 1,
    },
    { ServiceName: "EC2", ServiceNamespace: "ec2", TotalAuthenticatedEntities: 0 },
  ];
  const expected = [
    { service: "s3", lastAt: "2027-01-01T00:00:00+00:00" },
    { service: "ec2", lastAt: undefined },
  ];
  test.each([
    ["with the role's ARN", { Arn: arn, JobStatus: "COMPLETED", ServicesLastAccessed: services }],
    ["of a role that used something", { JobStatus: "COMPLETED", ServicesLastAccessed: services }],
  ])("%s", (_, answer) => expect(only(text(details), text(answer)).services).toEqual(expected));

  test.each([
    ["nobody can say whose", { JobStatus: "COMPLETED", ServicesLastAccessed: services.slice(1) }],
    ["not done", { Arn: arn, JobStatus: "IN_PROGRESS", ServicesLastAccessed: [] }],
  ])("%s: said", (_, answer) => {
    const { facts, problems } = read(text(details), text(answer));
    expect(facts.roles[0]?.services).toBeUndefined();
    expect(problems).toHaveLength(1);
  });
});

describe("bad input", () => {
  test("cut in the middle: which file, and where", () => {
    const whole = text(details);
    expect(() => read(whole, whole.slice(0, 400))).toThrow(BadInput);
    expect(() => read(whole, whole.slice(0, 400))).toThrow(/^file2:\d+:\d+: the document ends here/);
  });

  test.each([
    ["something else", { hello: 1 }, "file1: none of the documents"],
    ["something else in a list", [{ Role: ofGetRole }, 7], "file1[1]: none of the documents"],
    ["no role at all", { Policies: [managed] }, "file1: no role in them"],
    [
      "two accounts",
      [{ Role: ofGetRole }, { Role: { ...ofGetRole, Arn: "arn:aws:iam::444455556666:role/x" } }],
      "444455556666",
    ],
  ])("%s", (_, document, message) => {
    expect(() => read(text(document))).toThrow(BadInput);
    expect(() => read(text(document))).toThrow(message);
  });

  test("a role that cannot be used is said, the rest goes on", () => {
    const { facts, problems } = read(text({ ...details, RoleDetailList: [detail, { RoleName: "x" }, 7, null] }));
    expect(facts.roles).toHaveLength(1);
    expect(problems.map(({ where }) => where)).toEqual([1, 2, 3].map((i) => `file1: RoleDetailList[${i}]`));
  });

  test("names out of a prototype, giant names and deep nesting change nothing", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const odd = `{"__proto__":{"RoleDetailList":1},"RoleDetailList":[${text({
      ...detail,
      Tags: [
        { Key: "__proto__", Value: "x" },
        { Key: "k".repeat(1e6), Value: "" },
      ],
    })}],"constructor":${deep}}`;
    const found = only(odd);
    expect(Object.keys(found.tags ?? {})).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(found.tags)).toBeNull();
    const nested = only(`{"RoleDetailList":[${text(detail).replace(text(trust).replaceAll("\n", "\n  "), deep)}]}`);
    expect(nested.trust.document).toBeUndefined();
  });

  test("whatever JSON a document is, it is read or BadInput", () => {
    const name = fc.constantFrom(
      "Arn",
      "Role",
      "RoleDetailList",
      "Roles",
      "Tags",
      "Policies",
      "Policy",
      "Content",
      "UserDetailList",
      "AssumeRolePolicyDocument",
      "resourcePolicies",
      "ServicesLastAccessed",
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<unknown>(null, 1, "", arn, trust, detail),
        tie("list"),
        tie("object"),
      ),
      list: fc.array(tie("value"), { maxLength: 3 }),
      object: fc.dictionary(name, tie("value"), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(value, (document) => {
        try {
          read(text(document));
        } catch (error) {
          expect(error).toBeInstanceOf(BadInput);
        }
      }),
    );
  });
});
