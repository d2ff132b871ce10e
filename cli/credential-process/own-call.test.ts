import { describe, expect, test } from "@jest/globals";
import { callsAbove, markCall, refuseOwnProfile } from "./own-call.ts";

const sales = { role: "arn:aws:iam::111122223333:role/sales" };

test("a call below itself is refused, whichever calls are between", () => {
  const first = markCall(sales, { AWS_PROFILE: "sales" });
  const below = { AWS_PROFILE: "sales", [callsAbove]: first };
  expect(() => markCall({ ...sales }, below)).toThrow("its source is a profile that calls it again");
  const second = markCall({ role: "another" }, below);
  expect(() => markCall(sales, { ...below, [callsAbove]: second })).toThrow("calls it again");
});

test.each([
  ["another role", { role: "another" }, { AWS_PROFILE: "sales" }],
  ["another source", { ...sales, profile: "base" }, { AWS_PROFILE: "sales" }],
  ["another profile of the environment", sales, { AWS_PROFILE: "base" }],
])("%s below it is another call", (_what, options, env) => {
  const above = markCall(sales, { AWS_PROFILE: "sales" });
  expect(markCall(options, { ...env, [callsAbove]: above })).toMatch(/^[0-9a-f]{32},[0-9a-f]{32}$/);
});

test("the mark tells nothing of what was asked", () => {
  expect(markCall({ ...sales, externalId: "hidden" }, {})).not.toContain("hidden");
});

describe("a profile that says this very call", () => {
  const command = (more = "") => `/opt/bin/sagewarden credential-process --role "${sales.role}"${more}`;
  const ours = "its source is a profile that calls it again";
  test.each([
    ["the environment's", sales, { AWS_PROFILE: "sales" }, { sales: command() }, ours],
    ["boto3's", sales, { AWS_DEFAULT_PROFILE: "sales" }, { sales: command() }, ours],
    ["the usual one", sales, {}, { default: command() }, ours],
    ["the one that is named", { ...sales, profile: "x" }, {}, { x: command(" --profile x") }, ours],
    ["another role", { role: "another" }, { AWS_PROFILE: "sales" }, { sales: command() }, undefined],
    ["another source", { ...sales, profile: "x" }, {}, { x: command(" --profile base") }, undefined],
    ["another program", sales, {}, { default: "other --role x" }, undefined],
    ["no profile", sales, {}, {}, undefined],
  ])("%s", (_what, options, env, commands, message) => {
    const profiles = new Map(Object.entries(commands).map(([name, text]) => [name, { credential_process: text }]));
    const refuse = () => refuseOwnProfile(options, env, profiles);
    if (message === undefined) expect(refuse).not.toThrow();
    else expect(refuse).toThrow(message);
  });
});
