import { expect, test } from "@jest/globals";
import { nobody } from "../model/owner.ts";
import { directoryOf } from "./directory.ts";
import { lookupsOf, recordedOwner, roleArn, sageMakerArn, settingsWith } from "./fixtures.ts";
import type { RecordedOwner } from "./lookups.ts";
import { ownerOfParent } from "./parent-owner.ts";
import type { Seen } from "./resolver.ts";

const parent = sageMakerArn("pipeline/nightly/execution/abc123");
const perfect: RecordedOwner = { ...recordedOwner(parent, "alice", "TeamA"), executionRole: roleArn("pipelines") };
const ask = (recorded: RecordedOwner | undefined, role?: string) => {
  const owners = recorded === undefined ? {} : { [parent]: recorded };
  const seen = { lookups: lookupsOf({ owners }), directory: directoryOf(settingsWith()) } as Partial<Seen> as Seen;
  return ownerOfParent(parent, "tag", seen, role);
};
const field = `tag: owner of ${parent}`;
const proof = (value: string) => ({ value, field, strength: "derived" });
const both = { team: proof("TeamA"), studiouserid: proof("alice"), unproven: [] };
const doubt = `the session's role is not the one that its jobs run with (${field})`;

test.each<[string, RecordedOwner | undefined, string | undefined, object]>([
  ["the recorded owner", perfect, roleArn("pipelines"), both],
  ["where nobody asks for the role", perfect, undefined, both],
  ["where the parent's role is not known", { ...perfect, executionRole: undefined }, roleArn("other"), both],
  [
    "not where the parent's jobs run with another role",
    perfect,
    roleArn("other"),
    {
      unproven: [
        { tag: "team", value: "TeamA", why: doubt },
        { tag: "studiouserid", value: "alice", why: doubt },
      ],
    },
  ],
  [
    "a team without a person",
    { ...perfect, owner: { ...perfect.owner, studiouserid: null } },
    undefined,
    { team: proof("TeamA"), unproven: [] },
  ],
  ["not of a parent that nobody owns", { ...perfect, owner: nobody }, undefined, { unproven: [] }],
  ["not of a parent that is not recorded", undefined, undefined, {}],
  [
    "not a person who is not in the directory any more",
    recordedOwner(parent, "mallory", "TeamA"),
    undefined,
    {
      team: proof("TeamA"),
      unproven: [{ tag: "studiouserid", value: "mallory", why: `the directory has no such person (${field})` }],
    },
  ],
])("%s", async (_, recorded, role, expected) => {
  expect(await ask(recorded, role)).toEqual(expected);
});
