import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { denyDocument, revokeDocument } from "../contain/policies.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { differences } from "./differences.ts";
import { after, allow, deny, drifted, forgedDeny, image, place, policy, roles, sessionDeny } from "./fixture.ts";
import { isClosed, withoutStamps } from "./ours.ts";
import { actsIn, hasRoomForStamp, isRaised, isShielded, planOf, raise, shieldFor } from "./plan.ts";
import { targetOf } from "./target.ts";

const pairs = roles.chain((snapshot) => drifted(snapshot).map((live) => ({ snapshot, live })));
const nothingHeld = { inline: [], managed: [], trust: [] };
const sizeOf = (all: RoleImage["inline"]): number =>
  all.reduce((sum, { document }) => sum + document.replaceAll(/\s/g, "").length, 0);

/** Every state from the raised shield to the end. */
const walk = (snapshot: RoleImage, live: RoleImage) => {
  const target = targetOf(snapshot, nothingHeld);
  const shield = shieldFor(target);
  const first = after(live, raise(shield, place));
  const states = [first];
  for (const act of actsIn(planOf(first, target, shield, place))) states.push(after(states.at(-1) as RoleImage, act));
  return { target, shield, states, last: states.at(-1) as RoleImage };
};

test("any drifted image becomes the snapshot", () => {
  fc.assert(
    fc.property(pairs, ({ snapshot, live }) => {
      const { target, last } = walk(snapshot, live);
      expect(differences(target, withoutStamps(last))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("the role denies everything until it is the snapshot", () => {
  fc.assert(
    fc.property(pairs, ({ snapshot, live }) => {
      const { target, states } = walk(snapshot, live);
      const open = states.filter((state) => !isShielded(state, place));
      for (const state of open) expect(differences(target, withoutStamps(state))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("what somebody wrote into the deny of another incident goes, and the deny stays", () => {
  const { last } = walk(
    image(),
    image({ inline: [...image().inline, { name: containment.chained, document: forgedDeny }] }),
  );
  expect(last.inline.find(({ name }) => name === containment.chained)?.document).toBe(policy(sessionDeny));
});

test("a second look finds nothing to do", () => {
  fc.assert(
    fc.property(pairs, ({ snapshot, live }) => {
      const { target, shield, last } = walk(snapshot, live);
      const { open, ...plan } = planOf(last, target, shield, place);
      expect(actsIn({ ...plan, open: [] })).toEqual([]);
      expect(open.map((act) => after(last, act))).toEqual(open.map(() => last));
    }),
    { numRuns: 200 },
  );
});

test("no quota is passed on the way, where the role was within it before", () => {
  fc.assert(
    fc.property(pairs, ({ snapshot, live }) => {
      const { states } = walk(snapshot, live);
      const first = states[0] as RoleImage;
      fc.pre(sizeOf(first.inline) <= 10_240 && first.attached.length <= 10 && snapshot.attached.length <= 10);
      for (const state of states) {
        // The stamp of the containment may be there already: it is written before, and asks for its room itself.
        expect(state.attached.length).toBeLessThanOrEqual(10);
      }
    }),
    { numRuns: 300 },
  );
});

const filled = (length: number): RoleImage["inline"] => {
  const empty = policy(allow("s3:")).length;
  return [{ name: "full", document: policy(allow(`s3:${"x".repeat(length - empty)}`)) }];
};
const ten = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::111122223333:policy/p${index}`);
const [stampSize, denySize] = [revokeDocument("2026-01-01T00:00:00Z").length, denyDocument().length];

test.each([
  [100, [], "inline", true],
  [10_240 - stampSize - denySize, ten, "inline", true],
  [10_240 - stampSize - denySize + 1, [], "managed", true],
  [10_240 - stampSize, [], "managed", true],
  [10_240 - stampSize + 1, [], "managed", false],
  [10_240, ten.slice(1), "managed", false],
  [10_240, ten, "boundary", false],
] as const)("%i characters and %j: shield %s, stamp %s", (length, attached, shield, hasRoom) => {
  const target = image({ inline: filled(length), attached });
  expect([shieldFor(target), hasRoomForStamp(target)]).toEqual([shield, hasRoom]);
});

test.each(["inline", "managed", "boundary"] as const)("the shield %s stands after it was raised", (shield) => {
  const raised = after(image(), raise(shield, place));
  expect([isRaised(shield, image(), place), isRaised(shield, raised, place), isShielded(raised, place)]).toEqual([
    false,
    true,
    true,
  ]);
});

test("a deny of ours that somebody hollowed out is no shield", () => {
  const hollow = image({ inline: [{ name: containment.deny, document: policy(deny("s3:Nothing")) }] });
  expect(isShielded(hollow, place)).toBe(false);
});

test("what goes goes first, the boundary stands before anything comes, the trust comes after all, our deny goes last", () => {
  const live = image({
    trust: policy(),
    inline: [
      { name: "extra", document: policy(allow("*")) },
      { name: containment.deny, document: denyDocument() },
    ],
    attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    tags: [{ key: "x", value: "y" }],
    profiles: ["p"],
    maxSession: 43_200,
  });
  const target = image({
    boundary: "arn:aws:iam::111122223333:policy/edge",
    attached: ["arn:aws:iam::111122223333:policy/p1"],
  });
  expect(actsIn(planOf(live, target, "inline", place)).map(({ type }) => type)).toEqual([
    ...["delete-inline", "detach", "remove-from-profile", "untag"],
    "boundary",
    ...["put-inline", "attach", "tag", "update"],
    "trust",
    "delete-inline",
  ]);
});

test("a trust that nobody can use is known for ours, in any order of its keys", () => {
  expect(isClosed(policy())).toBe(false);
  expect(isClosed(JSON.stringify(JSON.parse(image().trust)))).toBe(false);
});
