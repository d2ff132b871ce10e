import { describe, expect, test } from "@jest/globals";
import { audit } from "../../shared/detect/audit/index.ts";
import type { AccountFacts, RoleFacts } from "../../shared/model/role-facts.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { names } from "../../shared/names.ts";
import { readPolicy } from "../../shared/policy/read.ts";
import { contractsOf } from "../../shared/vendors/contract.ts";
import { everything, place } from "../../shared/vendors/role/fixture.ts";
import { ofType, type Resource, type Synthesised, synthesise } from "../fixture.ts";

const vendors = {
  auger: {
    accounts: ["999988887777"],
    bucket: "auger-acmeorg",
    sourceIps: ["198.51.100.0/24"],
    roleSessionName: "^auger-",
    expires: "2027-12-31",
    owner: "alice",
  },
  reader: {
    accounts: ["888877776666"],
    bucket: [{ bucket: "lake", prefix: "exports/" }],
    externalId: "8d1f9c-Wq2Z-reader-4471",
  },
  tagger: { accounts: ["666655554444"], bucket: "tagger-data", sessionTags: ["job"], sourceIdentity: "^tagger-" },
  maker: { accounts: ["555544443333"], bucket: { create: "vendor", pattern: "maker-data-*" } },
  trainer: { ...everything, accounts: ["777766665555"] },
};
const settings = settingsSchema.parse({
  mode: "observe",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: {} },
  people: { alice: { team: "TeamA" } },
  vendors,
});
const stack = synthesise({ change: { vendors: settings.vendors } })[names.vendorsStack] as Synthesised;

/** The template as CloudFormation would fill it in: no rotation is under way, external ids are 40 characters. */
const filled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null) return value;
  const { Ref: reference, "Fn::Join": join, "Fn::If": choice } = value as Record<string, unknown>;
  if (reference === "AWS::AccountId") return place.account;
  if (typeof reference === "string" && /ExternalId[a-z]+$/.test(reference)) return "AWSCURRENT:";
  if (typeof reference === "string") return reference;
  if (Array.isArray(choice)) return filled(choice[2]);
  if (Array.isArray(join)) return resolved((filled(join[1]) as string[]).join(join[0]));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
};
const resolved = (text: string): string => {
  const id = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e9, 7);
  return text.startsWith("{{resolve:") ? `Zk4${String(id).padStart(9, "7")}`.repeat(4).slice(0, 40) : text;
};

const boundaryOf = (id: string): { arn: string; policy: ReturnType<typeof readPolicy> } => {
  const { Path, ManagedPolicyName, PolicyDocument } = (stack.resources[id] as Resource).Properties;
  const arn = `arn:aws:iam::${place.account}:policy${Path}${ManagedPolicyName}`;
  return { arn, policy: readPolicy(filled(PolicyDocument), "identity") };
};

const roleFacts = ({ Properties }: Resource): RoleFacts => {
  const {
    Path: path,
    RoleName: name,
    Policies,
    Tags,
    PermissionsBoundary,
    MaxSessionDuration,
  } = Properties as never as {
    Path: string;
    RoleName: string;
    Policies: { PolicyName: string; PolicyDocument: object }[];
    Tags: { Key: string; Value: string }[];
    PermissionsBoundary: { Ref: string };
    MaxSessionDuration: number;
  };
  return {
    arn: `arn:aws:iam::${place.account}:role${path}${name}`,
    name,
    id: `AROA${name.toUpperCase().padEnd(16, "X")}`,
    path,
    createdAt: "2026-11-01T00:00:00Z",
    trust: readPolicy(filled(Properties.AssumeRolePolicyDocument), "trust"),
    policies: Policies.map(({ PolicyName, PolicyDocument }) => ({
      name: PolicyName,
      policy: readPolicy(filled(PolicyDocument), "identity"),
    })),
    boundary: boundaryOf(PermissionsBoundary.Ref),
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    maxSession: MaxSessionDuration,
    lastUsed: { at: "2026-11-28T00:00:00Z", region: "us-east-1" },
    services: [],
  };
};

const facts: AccountFacts = {
  account: place.account,
  partition: "aws",
  roles: ofType(stack, "AWS::IAM::Role").map(([, role]) => roleFacts(role)),
  users: [],
  resourcePolicies: [],
  managed: new Map(),
  takenAt: "2026-11-29T00:00:00Z",
};
const contracts = contractsOf(settings, place);
const now = "2026-11-29T12:00:00Z";
const { findings, unknown } = audit(facts, contracts, settings, now);

describe("its own audit", () => {
  test.each(Object.keys(vendors))("finds nothing in the role of %s", (vendor) => {
    const found = findings.filter(({ role }) => role.endsWith(`/vendor-${vendor}`));
    expect(found.map(({ rule, severity, where, detail }) => ({ rule, severity, where, detail }))).toEqual([]);
  });

  test("finds nothing else, and saw all it needed", () => {
    expect([findings, unknown]).toEqual([[], []]);
    expect(facts.roles).toHaveLength(Object.keys(vendors).length);
  });

  test("sees the same roles beyond a contract that is narrower", () => {
    const narrower = contracts.map((contract) => ({ ...contract, buckets: [], services: ["sts"], passRoles: [] }));
    const beyond = audit(facts, narrower, settings, now).findings;
    expect(new Set(beyond.map(({ role }) => role)).size).toBe(facts.roles.length);
  });
});
