import { expect, test } from "@jest/globals";
import { after, played, typesTold } from "./contained.ts";
import { aRole, policyText } from "./roles.ts";
import type { IncidentStage } from "./stage.ts";

test("a managed deny that somebody attached and that allows everything does not put off ours", async () => {
  const managedDeny = "arn:aws:iam::111122223333:policy/sagewarden/SagewardenDenyAllManaged";
  const document = policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]);
  const { stage } = await played({
    role: aRole({ attached: [managedDeny] }),
    iam: { managed: [{ arn: managedDeny, version: "v2", document }] },
    until: 100,
  });
  expect(stage.iam.role("vendor-acme")?.inline.map(({ name }) => name)).toContain("SagewardenDenyAll");
});

test.each<[string, (stage: IncidentStage) => Promise<unknown>]>([
  ["deletes the deny", ({ iam }) => iam.roles.deleteInline("vendor-acme", "SagewardenDenyAll")],
  ["opens the trust", ({ iam, role }) => iam.roles.setTrust("vendor-acme", role.trust)],
  [
    "overwrites the stamp",
    ({ iam, role }) =>
      iam.roles.putInline("vendor-acme", "SagewardenRevokeOlderSessions", role.inline[0]?.document ?? ""),
  ],
])("somebody %s: it is put back, counted and told", async (_, act) => {
  const { row, stage } = await played({}, (there, loop) => after(loop, 200, () => act(there)));
  expect(row.phase).toBe("contained");
  expect(row.disturbed.length).toBeGreaterThan(0);
  expect(typesTold(stage)).toContain("vendor-containment-disturbed");
  expect(stage.metrics).toContain("ContainmentDisturbed");
  expect(stage.marks.get(row.role)).toHaveProperty("again");
  const live = stage.iam.role("vendor-acme");
  expect(live?.inline.map(({ name }) => name)).toEqual(["SagewardenDenyAll", "SagewardenRevokeOlderSessions", "data"]);
  expect(live?.trust).toContain("SagewardenContained");
});

test.each([
  ["while it is watched", 200],
  ["while it is climbed", 1.5],
])("made anew %s, the role of the name is left alone, and the next incident is free to open", async (_, seconds) => {
  const anew = (stage: IncidentStage) => ({ ...stage.role, id: "AROANEW", createdAt: stage.world.now() });
  const { row, stage } = await played({ until: 400_000 }, (there, loop) =>
    after(loop, seconds, () =>
      there.iam.admin((all) => ({ ...all, roles: new Map(all.roles).set(there.role.name, anew(there)) })),
    ),
  );
  expect(row).toMatchObject({ phase: "failed", replacedBy: { id: "AROANEW" } });
  expect(row.why).toContain("what the new role does, or an order, opens the next incident");
  expect(stage.iam.role("vendor-acme")).toMatchObject({ inline: stage.role.inline, trust: stage.role.trust });
});

test("a role that was made again under its name is not the one: failed, and nothing is written to it", async () => {
  const { row, stage } = await played({}, (there, loop) =>
    after(loop, 100, () => {
      there.iam.admin((account) => ({
        ...account,
        roles: new Map(account.roles).set("vendor-acme", { ...there.role, id: "AROAMADEAGAIN" }),
      }));
    }),
  );
  expect(row).toMatchObject({ phase: "failed", why: expect.stringMatching(/AROAMADEAGAIN/) });
  expect(stage.iam.role("vendor-acme")?.inline).toEqual(stage.role.inline);
});
