import { expect, test } from "@jest/globals";
import { closedTrust, denyDocument } from "../contain/policies.ts";
import type { RungLine } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { titleOf } from "./differences.ts";
import { driftOf } from "./drift.ts";
import { allow, image, place, policy, trusting } from "./fixture.ts";

const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const snapshot = image({ attached: [admin] });
const contained = (change: Partial<RoleImage> = {}): RoleImage =>
  image({
    attached: [admin],
    trust: closedTrust(),
    ...change,
    inline: [...(change.inline ?? snapshot.inline), { name: containment.deny, document: denyDocument() }],
  });
const line = (rung: RungLine["rung"], status: RungLine["status"]): RungLine => ({
  rung,
  status,
  evidence: { detail: "" },
});

test.each<[string, RoleImage, readonly RungLine[], readonly string[]]>([
  ["contained", contained(), [], []],
  ["untouched", snapshot, [], []],
  ["detached", contained({ attached: [] }), [line("detach", "done")], []],
  ["detached, as far as it came", contained({ attached: [] }), [line("detach", "failed")], []],
  [
    "detached by another",
    contained({ attached: [] }),
    [line("detach", "waiting")],
    [`attached policy ${admin}: removed`],
  ],
  ["trust opened", contained({ trust: policy(trusting("444455556666")) }), [], ["trust policy: changed"]],
  [
    "a policy more",
    contained({ inline: [...snapshot.inline, { name: "own", document: policy(allow("*")) }] }),
    [],
    ["inline policy own: added"],
  ],
  ["a tag", contained({ tags: [] }), [], ["tag sagewarden:vendor: removed"]],
  ["boundary of ours", contained({ boundary: place.denyBoundary }), [], []],
  ["another boundary", contained({ boundary: admin }), [], ["permissions boundary: added"]],
])("%s", (_, live, rungs, drift) => {
  expect(driftOf(snapshot, live, { place, incident: { rungs } }).map(titleOf)).toEqual(drift);
});
