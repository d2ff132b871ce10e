import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../../test/any-character.ts";
import type { RoleFacts } from "../../model/role-facts.ts";
import { readPolicy } from "../../policy/read.ts";
import {
  augersAccount,
  augersExternalId,
  augersRole,
  augersStatement,
  now,
  ourAccount,
  settingsWith,
  strangersAccount,
  trustWith,
} from "../fixture.ts";
import { outsidersOf } from "../trust/outsiders.ts";
import { actOf, assumeRecord, getObjectRecord } from "../watch/example-acts.ts";
import { contractOf, propose, type Sources } from "./propose.ts";
import { proposalText } from "./text.ts";
import { tallyOf } from "./usage.ts";
import type { Live } from "./who.ts";

const files: Sources = { records: "files", from: "2026-10-17T00:00:00Z", to: now, regions: [], isComplete: true };
const bucket = "arn:aws:s3:::auger-acmeorg";
const held = (...statements: readonly object[]) => [
  { name: "inline", policy: readPolicy({ Version: "2012-10-17", Statement: statements }, "identity") },
];
const allow = (Action: unknown, Resource: unknown) => ({ Effect: "Allow", Action, Resource });
const adopted: RoleFacts = {
  ...augersRole,
  policies: held(allow("s3:GetObject", `${bucket}/in/*`), allow("s3:PutObject", `${bucket}/out/*`)),
};

const liveOf = (role: RoleFacts, records: readonly object[] = [], change: Partial<Live> = {}): Live => {
  const around = {
    account: ourAccount,
    partition: "aws",
    organization: { accounts: [] },
    vendorAccounts: new Set(),
    now,
  };
  const outsiders = role.trust.document === undefined ? [] : outsidersOf(role.trust.document, around);
  const tally = tallyOf(role.arn);
  for (const record of records) tally.add(actOf(record));
  return { role, outsiders, usage: tally.usage(), showExternalId: false, now, ...change };
};
const proposed = (
  role: RoleFacts = adopted,
  records: readonly object[] = [],
  change: Partial<Live> = {},
  sources = files,
) => {
  const proposal = propose(liveOf(role, records, change), sources);
  const text = proposalText(proposal, ["head"]);
  return {
    ...proposal,
    text,
    contract: contractOf(proposal),
    row: (key: string) => proposal.rows.find((row) => row.key === key),
  };
};
const taken = (name: string, change: object = {}) => ({
  ...assumeRecord,
  requestParameters: { ...assumeRecord.requestParameters, roleSessionName: name, ...change },
});

/** The text below the settings that every file has. */
const parsed = (text: string) => {
  const [, vendors = ""] = /^vendors:\n([\s\S]*)$/m.exec(text) ?? [];
  return settingsWith(`\n${vendors}`).vendors;
};

describe("a role that is used as its policies say", () => {
  const proposal = proposed(adopted, [taken("auger-1"), taken("auger-2"), taken("auger-3"), getObjectRecord]);

  test("the text parses, and gives the contract that was proposed", () => {
    expect(parsed(proposal.text)).toMatchObject({ auger: proposal.contract });
  });

  test("says what was seen", () => {
    expect(proposal.vendor).toBe("auger");
    expect(proposal.contract).toMatchObject({
      roleArn: augersRole.arn,
      accounts: [augersAccount],
      bucket: [{ bucket: "auger-acmeorg", prefix: "in/", access: "read" }],
      regions: ["eu-west-1"],
      services: ["s3"],
      maxSession: "PT1H",
      sourceIps: ["198.51.100.0/24"],
      roleSessionName: "^auger-",
      expires: "2028-01-15",
      mode: "observe",
    });
    expect(proposal.row("bucket")?.why).toBe("what it read and wrote");
  });

  test("a bucket that it may use and was not seen to", () => {
    const role = { ...adopted, policies: held(allow("s3:GetObject", [`${bucket}/*`, "arn:aws:s3:::lake/*"])) };
    expect(proposed(role, [getObjectRecord]).row("bucket")).toMatchObject({
      value: [{ bucket: "auger-acmeorg" }],
      why: expect.stringContaining("if the trail records it: lake"),
    });
  });

  test("the external id is nowhere, until it is asked for", () => {
    expect(JSON.stringify(proposal)).not.toContain(augersExternalId);
    expect(proposal.text).not.toContain("an-external-id");
    expect(proposal.row("externalId")).toMatchObject({ basis: "open", why: expect.stringContaining("not shown") });
    const shown = proposed(adopted, [], { showExternalId: true });
    expect(parsed(shown.text).auger?.externalId).toBe(augersExternalId);
  });
});

describe("one thing is different", () => {
  test.each<[string, RoleFacts, readonly object[], string, object | undefined]>([
    [
      "no records: what the policies allow",
      adopted,
      [],
      "bucket",
      {
        basis: "guessed",
        value: [
          { bucket: "auger-acmeorg", prefix: "out/", access: "write" },
          { bucket: "auger-acmeorg", prefix: "in/", access: "read" },
        ],
      },
    ],
    [
      "write takes in read",
      { ...augersRole, policies: held(allow("s3:*", `${bucket}/*`)) },
      [],
      "bucket",
      { value: [{ bucket: "auger-acmeorg", prefix: "", access: "write" }] },
    ],
    [
      "a Deny takes a part away",
      { ...augersRole, policies: held(allow("s3:*", `${bucket}/*`), { ...allow("s3:Put*", "*"), Effect: "Deny" }) },
      [],
      "bucket",
      { value: [{ bucket: "auger-acmeorg", prefix: "", access: "read" }] },
    ],
    [
      "policies on every bucket",
      { ...augersRole, policies: held(allow("s3:*", "*")) },
      [],
      "bucket",
      { basis: "open", why: expect.stringContaining("reach *") },
    ],
    ["no bucket at all", { ...augersRole, policies: held(allow("sqs:*", "*")) }, [], "bucket", undefined],
    [
      "no records: services of the policies",
      { ...augersRole, policies: held(allow(["sqs:SendMessage", "S3:Get*"], "*")) },
      [],
      "services",
      { basis: "guessed", value: ["s3", "sqs"] },
    ],
    [
      "a longer session",
      { ...adopted, maxSession: 43_200 },
      [taken("auger-1", { durationSeconds: 14_400 })],
      "maxSession",
      { value: "PT4H" },
    ],
    [
      "no session was seen",
      { ...adopted, maxSession: 43_200 },
      [],
      "maxSession",
      { value: "PT1H", why: expect.stringContaining("PT12H") },
    ],
    [
      "names without a beginning in common",
      adopted,
      ["a", "b", "c"].map((name) => taken(name)),
      "roleSessionName",
      { basis: "open" },
    ],
    [
      "a name that the trust asks for",
      {
        ...adopted,
        trust: trustWith({ ...augersStatement, Condition: { StringLike: { "sts:RoleSessionName": "aug-*" } } }),
      },
      [],
      "roleSessionName",
      { basis: "known", value: "^aug-" },
    ],
    [
      "no external id in the trust",
      { ...adopted, trust: trustWith({ ...augersStatement, Condition: {} }) },
      [],
      "externalId",
      { basis: "open", why: expect.stringContaining("asks for none") },
    ],
    [
      "addresses in the trust",
      {
        ...adopted,
        trust: trustWith({ ...augersStatement, Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } } }),
      },
      [assumeRecord],
      "sourceIps",
      { basis: "known", value: ["203.0.113.0/24"] },
    ],
    [
      "addresses everywhere",
      adopted,
      [1, 2, 3, 4, 5].map((net) => ({ ...assumeRecord, sourceIPAddress: `198.51.${net}.7` })),
      "sourceIps",
      { basis: "open" },
    ],
    [
      "a trust in anybody",
      { ...adopted, trust: trustWith({ ...augersStatement, Principal: "*" }) },
      [assumeRecord],
      "accounts",
      { basis: "guessed", value: [augersAccount] },
    ],
    [
      "a trust that nobody can read",
      { ...adopted, trust: readPolicy("{", "trust") },
      [],
      "accounts",
      { value: ["000000000000"] },
    ],
    [
      "an account that never came",
      { ...adopted, trust: trustWith({ ...augersStatement, Principal: { AWS: [augersAccount, strangersAccount] } }) },
      [assumeRecord],
      "accounts",
      {
        value: [strangersAccount, augersAccount],
        why: expect.stringContaining(`nobody came from ${strangersAccount}`),
      },
    ],
    [
      "roles that it may hand over",
      { ...augersRole, policies: held(allow("iam:PassRole", "arn:aws:iam::111122223333:role/train-*")) },
      [],
      "passRoles",
      { value: ["arn:aws:iam::111122223333:role/train-*"] },
    ],
    [
      "any role that it may hand over",
      { ...augersRole, policies: held(allow("iam:*", "*")) },
      [],
      "passRoles",
      { basis: "open" },
    ],
    [
      "session tags of the trust",
      {
        ...adopted,
        trust: trustWith({
          ...augersStatement,
          Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } },
        }),
      },
      [],
      "sessionTags",
      { basis: "known", value: ["team"] },
    ],
    [
      "what the settings would not take",
      { ...augersRole, policies: held(allow("secretsmanager:GetSecretValue", "no arn")) },
      [],
      "secrets",
      { basis: "open", why: expect.stringContaining("do not take it") },
    ],
  ])("%s", (_, role, records, key, expected) => {
    const { row, text } = proposed(role, records);
    if (expected === undefined) expect(row(key)).toBeUndefined();
    else expect(row(key)).toMatchObject(expected);
    expect(Object.keys(parsed(text))).toHaveLength(1);
  });
});

describe("the vendor's name", () => {
  test.each<[string, Partial<RoleFacts>, string]>([
    ["its tag", {}, "auger"],
    ["its path", { tags: {} }, "auger"],
    ["the role's name", { tags: {}, path: "/", name: "Vendor-Fancy-Role" }, "fancy"],
    ["nothing usable", { tags: { "sagewarden:vendor": "…" }, path: "/", name: "role" }, "role"],
  ])("from %s", (_, change, expected) => {
    expect(propose(liveOf({ ...adopted, ...change }), files).vendor).toBe(expected);
  });
  test("or as asked", () => expect(propose(liveOf(adopted), files, "mine").vendor).toBe("mine"));
});

describe("what could not be known is said", () => {
  test.each<[string, Partial<Sources>, RegExp]>([
    ["LookupEvents has no data events", { records: "LookupEvents", regions: ["eu-west-1"] }, /data events/],
    [
      "LookupEvents is regional",
      { records: "LookupEvents", regions: ["eu-west-1"] },
      /Acts in other regions than eu-west-1/,
    ],
    ["it was cut", { records: "LookupEvents", isComplete: false }, /was cut/],
    ["no records", { records: "none" }, /no records were read/],
    ["no data event in the files", {}, /hold no data event/],
  ])("%s", (_, change, text) => {
    const { unknown, text: whole } = proposed(adopted, [], {}, { ...files, ...change });
    expect(unknown.join("\n")).toMatch(text);
    expect(whole).toMatch(text);
  });

  test("an attached policy whose document is missing", () => {
    expect(proposed({ ...adopted, policies: [{ name: "AuditAccess", policy: undefined }] }).unknown.join()).toContain(
      "AuditAccess",
    );
  });
});

test("whatever names and policies hold, the text parses and holds one vendor", () => {
  const hostile = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 20 }),
    fc.constantFrom("\nevil: 1", "# x", "\u2028", "__proto__", "*", `\${a}`),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, (one, two, three) => {
      const role: RoleFacts = {
        ...adopted,
        name: one || "r",
        path: "/",
        tags: { "sagewarden:vendor": two },
        trust: trustWith({
          ...augersStatement,
          Condition: { StringLike: { "sts:RoleSessionName": three, "aws:SourceIp": one } },
        }),
        policies: held(
          allow([two, "s3:*"], [three, `arn:aws:s3:::${one}/${two}*`]),
          allow("iam:PassRole", [`arn:aws:iam::1:role/${three}`]),
        ),
      };
      const { text, contract, vendor } = proposed(role, [taken(two || "x"), taken(three || "y")]);
      expect(parsed(text)).toMatchObject({ [vendor]: contract });
    }),
  );
});
