import { describe, expect, test } from "@jest/globals";
import { nobody } from "../model/owner.ts";
import { conclude, hear, isOpen, nothingHeard } from "./answers.ts";
import { directoryOf } from "./directory.ts";
import { at, settingsWith } from "./fixtures.ts";
import type { Found } from "./resolver.ts";

const directory = directoryOf(settingsWith());
const proof = (value: string) => ({ value, field: `field of ${value}`, strength: "proven" }) as const;
const heardOf = (...founds: readonly Found[]) =>
  founds.reduce((heard, found) => hear(heard, "session-tags", found, directory), nothingHeard);

describe("what is heard", () => {
  test("first stays", () => {
    const { owner } = heardOf({ studiouserid: proof("alice") }, { studiouserid: proof("bob"), team: proof("TeamB") });
    expect([owner.studiouserid?.value, owner.team?.value]).toEqual(["alice", "TeamA"]);
  });
  test("of a person whose team the directory lacks leaves the team open", () => {
    const { alice } = settingsWith().people;
    if (!alice) throw new Error("the fixture lost alice");
    const without = directoryOf(settingsWith({ people: { alice: { ...alice, team: "Gone" } } }));
    const heard = hear(nothingHeard, "iam-user", { studiouserid: proof("alice") }, without);
    expect(heard.owner).toMatchObject({ team: null, studiouserid: { value: "alice" } });
    expect(isOpen(heard, ["team"])).toBe(true);
    expect(isOpen(heard, ["studiouserid"])).toBe(false);
    expect(hear(heard, "role-tags", { team: proof("TeamA") }, without)).toMatchObject({
      owner: nobody,
      isExcluded: true,
    });
  });
  test("of an earlier team and a person of another excludes both, and ends it", () => {
    const heard = heardOf({ team: proof("TeamB") }, { studiouserid: proof("alice") });
    expect(heard.owner).toEqual(nobody);
    expect(heard.conflicts).toEqual([
      {
        tag: "team",
        claimed: "TeamB",
        claimedIn: "field of TeamB",
        proven: null,
        provenIn: "settings.people.alice.team, the person of field of alice",
      },
    ]);
    expect(isOpen(heard, ["team", "studiouserid"])).toBe(false);
  });
});

test("a claim of the very tag that a provisioner gave is not judged twice", () => {
  const heard = hear(nothingHeard, "request-tags", { team: proof("TeamA") }, directory);
  const claims = [{ tag: "team", value: "TeamA", field: "requestParameters.tags.team" }] as const;
  expect(conclude({ ...heard, claims }, directory, at)).toMatchObject({
    owner: heard.owner,
    conflicts: [],
    unproven: [],
  });
});
