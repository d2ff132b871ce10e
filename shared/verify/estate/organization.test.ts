import { expect, test } from "@jest/globals";
import type { Attached, Standing } from "../../model/organization.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { allow, identity, request } from "../../policy/fixtures.ts";
import { organizationLayers } from "./organization.ts";

const policy = (name: string, ...Statement: readonly object[]) => ({
  ...{ name, id: `p-${name}`, text: JSON.stringify({ Version: "2012-10-17", Statement }) },
});
const full = policy("FullAWSAccess", allow("*"));
const noReads = policy("no-reads", { Effect: "Deny", Action: "s3:GetObject", Resource: "*" });
const ownOnly = policy("own-only", { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "*" });
const everybody = policy("RCPFullAWSAccess", { ...allow("*"), Principal: "*" });
const on = (...policies: readonly ReturnType<typeof policy>[][]): Attached => ({
  type: "attached",
  levels: policies.map((each, index) => ({ target: `level-${index}`, policies: each })),
});
const member = (scps: Attached, rcps: Attached = { type: "disabled" }): Standing => ({
  ...{ type: "member", organization: "o-a", scps, rcps },
});
const decide = (standing: Standing) => {
  const { scps, rcps } = organizationLayers(standing);
  return evaluate(request(), { identity: [identity(allow("*"))], scps, rcps });
};

test.each<[string, Standing, string]>([
  ["in no organisation", { type: "none" }, "allowed"],
  ["the management account", { type: "management", organization: "o-a" }, "allowed"],
  ["not enabled", member({ type: "disabled" }), "allowed"],
  ["not known", member({ type: "unknown", why: "denied" }), "allowed"],
  ["full access on each level", member(on([full], [full])), "allowed"],
  ["nothing on one level", member(on([full], [])), "implicitDeny"],
  ["denied above", member(on([full, noReads], [full])), "explicitDeny"],
  ["denied to the resource", member(on([full]), on([everybody, ownOnly])), "explicitDeny"],
])("%s: %s", (_, standing, decision) => expect(decide(standing)).toMatchObject({ decision }));

test("the statement that denied is the policy's, by its name", () => {
  expect(decide(member(on([full, noReads]))).statement).toMatchObject({ policy: "no-reads", index: 0 });
});

test("what is not known is said", () => {
  const unknown: Attached = { type: "unknown", why: "denied" };
  expect(organizationLayers({ type: "unknown", why: "denied" }).unread).toEqual([
    "policies of the organisation are not read, so they limit nobody: denied",
  ]);
  expect(organizationLayers(member(on([full]), unknown)).unread).toEqual([
    "resource control policies of the organisation are not read, so they limit nobody: denied",
  ]);
  expect(organizationLayers(member(unknown, on([everybody]))).unread).toHaveLength(1);
  expect(organizationLayers(member(on([full]))).unread).toEqual([]);
});
