import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { fed } from "#shared/act/dead-rules.ts";
import { expectedRules } from "#shared/act/expected-rules.ts";
import type { LiveRole } from "#shared/aws/inspect/iam.ts";
import { parseSettings } from "#shared/settings/parse.ts";
import { definitions } from "../../infra/definitions.ts";
import { incidentWith } from "../vendors/fake-dispatcher.ts";
import type { Io } from "../verb.ts";
import type { Account } from "./account.ts";
import { accountChecks, examine, type Ground } from "./examine.ts";

const text = `mode: observe
region: us-east-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: {}
people: {}
`;
let cwd = "";
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
  await writeFile(join(cwd, "sagewarden.yaml"), text);
  await writeFile(join(cwd, "bad.yaml"), "mode: x\n");
});
afterAll(() => rm(cwd, { recursive: true }));

const io = (): Io => ({
  out: () => undefined,
  err: () => undefined,
  stdin: (async function* nothing() {})(),
  env: {},
  cwd,
});
const place = { partition: "aws", account: "111122223333" };

const expected = expectedRules(parseSettings(text, "s"), place);

/** An account in which everything is well. */
const healthy: Account = {
  caller: async () => ({ ...place, arn: "arn:aws:iam::111122223333:user/ops" }),
  stack: async () => ({
    status: "CREATE_COMPLETE",
    changedAt: undefined,
    outputs: { SettingsUrl: "https://s3/b/k", EvidenceBucketName: "b" },
  }),
  trails: async () => [
    {
      name: "t",
      homeRegion: "us-east-1",
      multiRegion: true,
      globalEvents: true,
      logging: true,
      management: { writes: true, reads: true, complete: true },
      objects: [],
    },
  ],
  rule: async (name) => {
    const found = expected.find(({ definition }) => definition.name === name);
    const { state = "", pattern = {} } = found?.definition ?? {};
    return found && { state, pattern: JSON.stringify(pattern), targetArns: [found.target] };
  },
  mappings: async (name) => {
    return [{ source: `arn:aws:sqs:us-east-1:111122223333:${fed[name]}`, state: "Enabled" }];
  },
  messages: async () => 0,
  role: async (name) => ({
    arn: `arn:aws:iam::111122223333:role/sagewarden/${name}`,
    boundary: `arn:aws:iam::111122223333:policy/sagewarden/${/(contain|restore)-vendor$/.test(name) ? "sagewarden-containment-boundary" : "sagewarden-boundary"}`,
    policies: ["p"],
    allowed: definitions
      .filter(({ functionName }) => functionName === name)
      .flatMap(({ permissions }) => permissions.flatMap(({ actions }) => actions)),
    denied: [],
  }),
  domains: async () => [],
  object: async () => JSON.stringify(parseSettings(text, "s")),
  listeners: async () => 1,
  hasSecret: async () => true,
  pause: async () => undefined,
  watched: async () => ({}),
  incidents: async () => [],
  incident: async () => undefined,
  probed: async () => undefined,
  versioning: async () => "Enabled",
  organization: async () => ({ type: "none" }),
};

const wellRole = async (name: string): Promise<LiveRole> => (await healthy.role(name)) as LiveRole;

const ground = (change: Partial<Account> = {}, more: Partial<Ground> = {}): Ground => ({
  account: () => ({ ...healthy, ...change }),
  probe: () => ({
    create: async () => "arn",
    remove: async () => undefined,
    tags: async () => ({ team: "A" }),
    outcome: async () => undefined,
    records: async () => [],
    wait: async () => undefined,
    now: () => 0,
  }),
  python: async () => "Python 3.11.7\n",
  experiment: () => "sagewarden-doctor-test",
  ...more,
});

const statuses = async (options: object, where: Ground): Promise<Record<string, string>> =>
  Object.fromEntries((await examine(options, io(), where)).checks.map(({ id, status }) => [id, status]));

const ids = accountChecks.map(({ id }) => id);

test("a healthy account: every check is ok", async () => {
  const expected = ["node", "python", "settings", "credentials", ...ids];
  expect(await statuses({}, ground())).toEqual(Object.fromEntries(expected.map((id) => [id, "ok"])));
});

describe("one thing broken: the check that fails says so, the others stay well", () => {
  test.each<[string, Partial<Account>, string]>([
    ["trail", { trails: async () => [] }, "fail"],
    ["rules", { mappings: async () => [] }, "fail"],
    ["rules", { rule: async () => undefined }, "fail"],
    ["dead-letters", { messages: async () => 1 }, "warn"],
    ["permissions", { role: async () => undefined }, "fail"],
    ["permissions", { role: async (name) => ({ ...(await wellRole(name)), allowed: [] }) }, "fail"],
    ["deployed-settings", { object: async () => "{}" }, "warn"],
    ["deployed-settings", { object: async () => "no json" }, "unknown"],
    ["containments", { incidents: async () => [incidentWith({ phase: "failed" })] }, "fail"],
    ["evidence", { versioning: async () => undefined }, "fail"],
    ["reach", { listeners: async () => undefined }, "fail"],
    ["pause", { pause: () => Promise.reject(new Error("denied")) }, "fail"],
    ["organization-policies", { organization: async () => ({ type: "management", organization: "o-a" }) }, "warn"],
    ["organization-policies", { organization: () => Promise.reject(new Error("throttled")) }, "unknown"],
    ["tag-propagation", { domains: () => Promise.reject(new Error("denied")) }, "unknown"],
  ])("%s %#", async (id, change, status) => {
    const found = await statuses({}, ground(change));
    expect(found[id]).toBe(status);
    expect(Object.entries(found).filter(([other, is]) => other !== id && is !== "ok")).toEqual([]);
  });

  test("no stack", async () => {
    const found = await statuses({}, ground({ stack: async () => undefined }));
    expect(found).toMatchObject({ stack: "fail", "deployed-settings": "fail", rules: "ok" });
  });
});

test("no credentials: that fails, and nothing else is asked", async () => {
  const asked = () => Promise.reject(new Error("asked"));
  const { checks } = await examine({ live: true }, io(), ground({ caller: asked, trails: asked }));
  expect(checks.find(({ id }) => id === "credentials")).toMatchObject({ status: "fail", detail: "asked" });
  for (const id of ids) expect(checks.find((check) => check.id === id)).toMatchObject({ status: "unknown" });
});

test("settings that are wrong: the place is named, nothing is asked of AWS", async () => {
  const { checks } = await examine(
    { config: "bad.yaml" },
    io(),
    ground(
      {},
      {
        account: () => {
          throw new Error("asked");
        },
      },
    ),
  );
  expect(checks.find(({ id }) => id === "settings")).toMatchObject({ status: "fail" });
  expect(checks.find(({ id }) => id === "settings")?.detail).toContain("bad.yaml:1:7: mode");
  expect(checks.filter(({ status }) => status === "unknown").map(({ id }) => id)).toEqual(["credentials", ...ids]);
});

describe("--live", () => {
  test("adds its check, its seconds and its shapes", async () => {
    const report = await examine({ live: true }, io(), ground());
    expect(report.checks.at(-1)).toMatchObject({ id: "live", status: "ok" });
    expect(report.live).toEqual({ seconds: 0, shapes: [] });
  });

  test("an error of it is unknown, not a crash", async () => {
    const where = ground(
      {},
      {
        probe: () => {
          throw new Error("no permission");
        },
      },
    );
    expect((await examine({ live: true }, io(), where)).checks.at(-1)).toMatchObject({
      id: "live",
      status: "unknown",
      detail: "no permission",
    });
  });
});
