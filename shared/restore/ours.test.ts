import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { closedTrust, denyDocument, revokeDocument } from "../contain/policies.ts";
import { containment } from "../names.ts";
import { allow, image, place, policy, roles } from "./fixture.ts";
import { asIfUndone, isClosed, withoutStamps } from "./ours.ts";

const deny = { name: containment.deny, document: denyDocument() };
const stamp = { name: containment.revoke, document: revokeDocument("2026-01-01T00:00:00Z") };

test("whatever of a containment stands on the role, the rest is the snapshot", () => {
  const ours = fc.record({
    deny: fc.boolean(),
    stamp: fc.boolean(),
    managed: fc.boolean(),
    boundary: fc.boolean(),
    trust: fc.boolean(),
  });
  fc.assert(
    fc.property(roles, ours, (snapshot, has) => {
      const live = {
        ...snapshot,
        inline: [...snapshot.inline, ...(has.deny ? [deny] : []), ...(has.stamp ? [stamp] : [])],
        attached: has.managed ? [...snapshot.attached, place.managedDeny] : snapshot.attached,
        boundary: has.boundary ? place.denyBoundary : snapshot.boundary,
        trust: has.trust ? closedTrust() : snapshot.trust,
      };
      expect(asIfUndone(snapshot, live, { place, detached: false })).toEqual(snapshot);
    }),
  );
});

test("what a detach took off is no drift, what came beside it is", () => {
  const snapshot = image({ attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] });
  const added = { name: "added", document: policy(allow("*")) };
  const live = { ...snapshot, attached: [], inline: [added] };
  const undone = asIfUndone(snapshot, live, { place, detached: true });
  expect([undone.attached, undone.inline.map(({ name }) => name)]).toEqual([snapshot.attached, ["added", "data"]]);
  expect(asIfUndone(snapshot, live, { place, detached: false }).attached).toEqual([]);
});

test("stamps of any incident are nobody's policies", () => {
  const chained = { name: containment.chained, document: denyDocument() };
  const role = image({ inline: [stamp, chained, deny] });
  expect(withoutStamps(role).inline).toEqual([deny]);
});

const denying = JSON.parse(denyDocument()).Statement[0];
test.each([
  ["that allows", policy(allow("*"))],
  ["that denies and allows", policy(denying, allow("*"))],
  ["with an effect in another spelling", policy({ ...denying, effect: "Allow" })],
  ["with statements in another spelling", JSON.stringify({ Statement: [denying], statement: [allow("*")] })],
  ["with two effects", denyDocument().replace('"Effect"', '"Effect":"Allow","Effect"')],
  ["without a statement", policy()],
  ["that is no JSON", "{"],
])("a policy %s is somebody's, whatever its name", (_, document) => {
  const inline = [containment.chained, containment.revoke].map((name) => ({ name, document }));
  expect(withoutStamps(image({ inline })).inline).toEqual(inline);
});

test("the closed trust is known in any order of its keys", () => {
  const { Version, Statement } = JSON.parse(closedTrust());
  expect([isClosed(JSON.stringify({ Statement, Version }, null, 2)), isClosed(image().trust)]).toEqual([true, false]);
});
