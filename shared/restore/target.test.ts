import { expect, test } from "@jest/globals";
import { closedTrust } from "../contain/policies.ts";
import { allow, deny, image, policy, trusting } from "./fixture.ts";
import type { Judged } from "./hold-back.ts";
import { allOf, targetOf } from "./target.ts";

const [edge, admin] = ["arn:aws:iam::111122223333:policy/edge", "arn:aws:iam::aws:policy/AdministratorAccess"];
const snapshot = image({
  attached: [edge, admin],
  inline: [
    { name: "both", document: policy(allow("*"), deny("iam:*")) },
    { name: "data", document: policy(allow("s3:*")) },
    { name: "more", document: policy(allow("ec2:*")) },
  ],
  trust: policy(trusting("999988887777"), trusting("444455556666")),
});
const held = (judged: Partial<Judged>): Judged => ({ inline: [], managed: [], trust: [], ...judged });
const one = (what: string) => ({ what, why: "it came" });

test("nothing held back is the snapshot", () => {
  expect(targetOf(snapshot, held({}))).toEqual(snapshot);
});

test("held back policies are left out, and what one of them denied is kept", () => {
  const target = targetOf(snapshot, held({ inline: [one("both"), one("more")], managed: [one(admin)] }));
  expect(target.inline).toEqual([{ name: "both", document: policy(deny("iam:*")) }, snapshot.inline[1]]);
  expect(target.attached).toEqual([edge]);
});

test("of a trust the other statements stay; with none left nobody gets in", () => {
  const second = { ...one("trust:1"), index: 1 };
  expect(targetOf(snapshot, held({ trust: [second] })).trust).toBe(policy(trusting("999988887777")));
  const both = held({ trust: [{ ...one("trust:0"), index: 0 }, second] });
  expect(targetOf(snapshot, both).trust).toBe(closedTrust());
  expect(allOf(both).map(({ what }) => what)).toEqual(["trust:0", "trust:1"]);
});
