import { expect, test } from "@jest/globals";
import { estate, executionRole, session, teamRole } from "#shared/verify/fixtures.ts";
import { question } from "./fixture.ts";
import { groundOfEstate } from "./from-files.ts";

const of = estate();
const [first] = of.principals;
const sessionOf = (name: string) => `arn:aws:sts::${of.account}:assumed-role/studio-TeamA/${name}`;
const asked = (change: object) => groundOfEstate(of, question(change));

test("a session that the files name, and one that they do not", () => {
  expect(asked({ who: sessionOf("alice") }).asker).toMatchObject({
    arn: first?.arn,
    session: session("TeamA", "alice"),
  });
  expect(asked({ who: sessionOf("x") }).asker).toMatchObject({ tags: { team: "TeamA" }, session: undefined });
});

test("a role by its ARN; nobody else", () => {
  expect(asked({ who: first?.arn }).asker).toMatchObject({ layers: { identity: first?.policies } });
  expect(asked({ who: `arn:aws:iam::${of.account}:role/studio-TeamA` }).asker).toBeUndefined();
  expect(asked({ who: `arn:aws:iam::${of.account}:user/studio-TeamA` }).asker).toBeUndefined();
  expect(asked({ who: sessionOf("alice").replace(of.account, "999988887777") }).asker).toBeUndefined();
});

test("a boundary, and the organisation's policies", () => {
  const boundary = first?.trust;
  const scps = [[]];
  const bounded = estate({ scps, principals: [teamRole("TeamA", [], { boundary })] });
  expect(groundOfEstate(bounded, question({ who: sessionOf("alice") }))).toMatchObject({
    ...{ asker: { layers: { boundary } }, organization: { scps, rcps: [] }, from: "files" },
  });
});

test("a role that is asked about has its tags, and its trust for who takes it", () => {
  const { arn, trust } = executionRole("TeamB", "bob");
  const taken = asked({ who: sessionOf("alice"), resource: arn, action: "sts:AssumeRole" });
  expect(taken).toMatchObject({ resource: { tags: { team: "TeamB" }, policy: trust }, notes: [] });
  expect(asked({ who: sessionOf("alice"), resource: arn, action: "iam:PassRole" })).toMatchObject({
    ...{ resource: { policy: undefined }, notes: ["policies on resources are not among the files"] },
  });
});
