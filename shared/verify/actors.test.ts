import { describe, expect, test } from "@jest/globals";
import { named } from "../policy/fixtures.ts";
import { type Actor, actorsOf } from "./actors.ts";
import { estate, openTrust, session, teamRole } from "./fixtures.ts";
import type { ActorId, Estate } from "./model.ts";

const actor = (id: ActorId, of: Estate = estate()): Actor => {
  const found = actorsOf(of).get(id)?.[0];
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

test.each<[ActorId, object, object]>([
  ["owner", { team: "TeamA", studiouserid: "alice" }, { self: "alice", teammate: "carol", other: "bob" }],
  ["teammate", { team: "TeamA", studiouserid: "carol" }, { self: "carol", teammate: "alice", other: "bob" }],
  ["other-team", { team: "TeamB", studiouserid: "bob" }, { self: "bob", teammate: "bob-2", other: "alice" }],
  ["no-team", { studiouserid: "bob" }, { self: "bob", teammate: "bob-2", other: "alice" }],
  ["execution", { team: "TeamB" }, { self: "bob", other: "alice" }],
])("%s", (id, tags, people) => {
  const { principal, ...rest } = actor(id);
  expect(principal.tags).toEqual(tags);
  expect(rest).toMatchObject({ people, refused: undefined });
});

test("a session's ARN leaves the role's path out, the context gives it", () => {
  expect(actor("owner")).toMatchObject({
    principal: { arn: "arn:aws:sts::111122223333:assumed-role/studio-TeamA/alice" },
    context: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/studio/studio-TeamA" },
  });
});

describe("somebody who says to be of the other team", () => {
  test("is refused where the trust policy names the team", () => {
    expect(actor("spoofed").refused).toMatchObject({ decision: "implicitDeny" });
  });

  test("is let in where it takes any tags", () => {
    const { principal, refused, team } = actor("spoofed", estate({}, { trust: openTrust }));
    expect([refused, principal.tags?.team, team]).toEqual([undefined, "TeamA", "TeamB"]);
  });

  test("is let in by an open door between strict ones", () => {
    const door = (id: string, team: object) =>
      [
        { Action: "sts:AssumeRoleWithSAML", StringEquals: {} },
        { Action: "sts:TagSession", StringEquals: team },
      ].map(({ Action, StringEquals }) => ({
        ...{ Effect: "Allow", Principal: { Federated: `arn:aws:iam::111122223333:saml-provider/${id}` }, Action },
        Condition: { StringEquals: { "saml:iss": `https://${id}`, ...StringEquals } },
      }));
    const strict = door("idp-a", { "aws:RequestTag/team": "TeamB" });
    const refused = (...doors: readonly object[][]) =>
      actor("spoofed", estate({}, { trust: named("trust.json", "trust", doors.flat()) })).refused?.decision;
    expect(refused(strict, strict)).toBe("implicitDeny");
    expect(refused(strict, door("idp-b", {}), strict)).toBeUndefined();
  });

  test("is let in where no trust policy is known", () => {
    expect(actor("spoofed", estate({}, { trust: undefined })).refused).toBeUndefined();
  });
});

test("people whom their own role does not let in are refused", () => {
  const stranger = teamRole("TeamA", [], { sessions: [session("TeamC", "alice")] });
  const { refused } = actor("owner", estate({ principals: [stranger, teamRole("TeamB", ["bob"])] }));
  expect(refused).toMatchObject({ decision: "implicitDeny" });
});

test("a teammate whom nobody names is like the first, by another name", () => {
  const of = estate({ principals: [teamRole("TeamA", ["alice"]), teamRole("TeamB", ["bob"])] });
  expect(actor("teammate", of).principal.tags).toEqual({ team: "TeamA", studiouserid: "alice-2" });
});

test("tag keys in another spelling of the settings'", () => {
  const of = estate({ tagKeys: { team: "TEAM", studiouserid: "StudioUserId" } });
  expect(actor("no-team", of).principal.tags).toEqual({ studiouserid: "bob" });
});

test("each role that a team has asks; without one nobody does", () => {
  const second = teamRole("TeamB", ["ben"], { name: "second" });
  const actors = actorsOf(estate({ principals: [teamRole("TeamB", ["bob"]), second] }));
  const names = [...actors].map(([id, each]) => [id, each.map(({ role }) => role.name)]);
  const both = ["studio-TeamB", "second"];
  expect(Object.fromEntries(names)).toEqual({
    ...{ owner: [], teammate: [], execution: [] },
    ...{ "other-team": both, "no-team": both, spoofed: both },
  });
});

test("whether the session may have one more tag", () => {
  expect(actor("other-team").mayHaveTag("admin")).toBe(false);
  expect(actor("other-team", estate({}, { trust: openTrust })).mayHaveTag("admin")).toBe(true);
});
