import { expect, test } from "@jest/globals";
import { nobody } from "../model/owner.ts";
import { directoryOf } from "./directory.ts";
import { lookupsOf, recordedOwner, sageMakerArn, settingsWith } from "./fixtures.ts";
import type { RecordedOwner } from "./lookups.ts";
import { ownerOfParent } from "./parent-owner.ts";
import type { Seen } from "./resolver.ts";

const parent = sageMakerArn("pipeline/nightly/execution/abc123");
const perfect: RecordedOwner = recordedOwner(parent, "alice", "TeamA");
const ask = (recorded: RecordedOwner | undefined) => {
  const owners = recorded === undefined ? {} : { [parent]: recorded };
  const seen = { lookups: lookupsOf({ owners }), directory: directoryOf(settingsWith()) } as Partial<Seen> as Seen;
  return ownerOfParent(parent, "tag", seen);
};
const field = `tag: owner of ${parent}`;
const proof = (value: string) => ({ value, field, strength: "derived" });
const both = { team: proof("TeamA"), studiouserid: proof("alice"), unproven: [] };

test.each<[string, RecordedOwner | undefined, object]>([
  ["the recorded owner", perfect, both],
  [
    "a team without a person",
    { ...perfect, owner: { ...perfect.owner, studiouserid: null } },
    { team: proof("TeamA"), unproven: [] },
  ],
  ["not of a parent that nobody owns", { ...perfect, owner: nobody }, { unproven: [] }],
  ["not of a parent that is not recorded", undefined, {}],
  [
    "not a person who is not in the directory any more",
    recordedOwner(parent, "mallory", "TeamA"),
    {
      team: proof("TeamA"),
      unproven: [{ tag: "studiouserid", value: "mallory", why: `the directory has no such person (${field})` }],
    },
  ],
])("%s", async (_, recorded, expected) => {
  expect(await ask(recorded)).toEqual(expected);
});
