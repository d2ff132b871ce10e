import { describe, expect, test } from "@jest/globals";
import type { Incident } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { isShielded } from "#shared/restore/plan.ts";
import { admin, day, hasStamp, hour, type Play, played, statuses, unlike } from "./restored.ts";
import { aRole, policyText } from "./roles.ts";
import { begin, place } from "./stage.ts";

describe("at the limits of a role", () => {
  const full = (length: number) => {
    const empty = policyText([{ Effect: "Allow", Action: "s3:", Resource: "*" }]).length;
    return [
      {
        name: "full",
        document: policyText([{ Effect: "Allow", Action: `s3:${"x".repeat(length - empty)}`, Resource: "*" }]),
      },
    ];
  };
  const ten = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::111122223333:policy/p${index}`);
  const managed = ten.map((arn) => ({ arn, version: "v1", document: admin }));

  test.each(["deny", "trust", "detach"] as const)(
    "no room for anything, up to %s: it stays denied until older sessions are over",
    async (upTo) => {
      const role = aRole({ inline: full(10_240), attached: ten, boundary: ten[0] });
      const { row, live, loop, stage } = await played({ upTo, role, iam: { managed } });
      expect([row.phase, statuses(row).sessions, isShielded(live() as RoleImage, place)]).toEqual([
        "restoring",
        "skipped",
        true,
      ]);
      await loop.run(begin + day);
      const closed = (await stage.row()) as Incident;
      expect([closed.phase, unlike(role, live()), hasStamp(live())]).toEqual(["closed", [], false]);
    },
  );

  test.each([
    ["by the run that waits", false],
    ["by another run", true],
  ])("asked for again meanwhile, it stays denied all the same: begun anew %s", async (_, isStarted) => {
    const role = aRole({ inline: full(10_240), attached: ten, boundary: ten[0] });
    let stolen: { key: string } | undefined;
    const askedAgain: Play["later"] = [
      {
        after: hour,
        what: async ({ row: current, incidents, world }) => {
          const row = (await current()) as Incident;
          const restore = { by: "bob", at: world.now(), all: false, acceptDrift: false };
          await incidents.save({ ...row, restore, version: row.version + 1 });
          const payload = { role: row.role, incident: row.id, again: row.version };
          if (isStarted) await world.start("restore", "another", payload);
          if (row.callback) await world.wake(row.callback.id);
        },
      },
    ];
    const { row, live, loop, stage } = await played({
      ...{ role, iam: { managed }, later: askedAgain, until: 2 * hour },
      prepare: ({ iam }) => {
        stolen = iam.assume({ arn: "arn:aws:iam::999988887777:root" }, role.name, { externalId: "e-1" });
      },
    });
    if (!stolen) throw new Error("nobody could take it");
    expect([row.phase, isShielded(live() as RoleImage, place)]).toEqual(["restoring", true]);
    expect(stage.iam.may(stolen.key, "s3:GetObject")).toBe(false);
    await loop.run(begin + 2 * day);
    expect([((await stage.row()) as Incident).phase, unlike(role, live())]).toEqual(["closed", []]);
  });

  test.each([
    [false, ["contained", true]],
    [true, ["closed", false]],
  ])("a policy that says more by the end of that wait opens with --accept-drift only: %s", async (acceptDrift, end) => {
    const role = aRole({ inline: full(10_240), attached: ten });
    const read = policyText([{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }]);
    const widened: Play["later"] = [
      {
        after: hour,
        what: ({ world }) => {
          const { managed: before } = world.roles;
          world.roles.managed = async (arn) => {
            const policy = await before(arn);
            return policy && arn === ten[0] ? { ...policy, version: "v2", document: admin } : policy;
          };
        },
      },
    ];
    const { live, loop, stage } = await played({
      ...{ role, later: widened, until: 2 * hour, restore: { acceptDrift } },
      iam: { managed: managed.map((policy) => ({ ...policy, document: read })) },
    });
    await loop.run(begin + 2 * day);
    const { phase } = (await stage.row()) as Incident;
    expect([phase, isShielded(live() as RoleImage, place)]).toEqual(end);
    const told = [...stage.outbox.values()].filter(({ type }) => type === "vendor-restore-refused");
    expect(JSON.stringify(told).includes(`attached policy ${ten[0]}: changed`)).toBe(!acceptDrift);
  });

  test("room for the stamp alone: it is denied by another form meanwhile", async () => {
    const role = aRole({ inline: full(10_000), attached: ten });
    const { row, live, stage } = await played({ upTo: "detach", role, iam: { managed } });
    expect([row.phase, unlike(stage.role, live()), hasStamp(live())]).toEqual(["restored", [], true]);
  });
});
