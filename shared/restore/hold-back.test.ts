import { describe, expect, test } from "@jest/globals";
import type { CleanAudit } from "../model/clean-audit.ts";
import type { Snapshot } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import { digestOf } from "../record/clean-audits.ts";
import { augersExternalId, augersSettings, contractsWith, now, ourAccount } from "../vendors/fixture.ts";
import { allow, deny, image, policy, trusting } from "./fixture.ts";
import { heldBackOf, type Yardstick } from "./hold-back.ts";
import { holdingsOf } from "./holdings.ts";
import { allOf } from "./target.ts";

const contracts = contractsWith(augersSettings);
const ours = trusting("999988887777", augersExternalId);
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const good = image({ trust: policy(ours) });
const adminPolicy = { arn: admin, version: "v1", document: policy(allow("*")) };

const snapshotOf = (role: RoleImage, managed: Snapshot["managed"] = []): Snapshot => ({
  ...{ format: 1, incident: "i", takenAt: now, causes: [], image: role, managed, namedIn: [], unread: [] },
});

const cleanOf = (role: RoleImage, managed: Snapshot["managed"] = []): CleanAudit => ({
  ...{ role: role.arn, roleId: role.id, at: "2027-01-14T00:00:00Z", isClean: true },
  ...holdingsOf(
    {
      ...role,
      managed: role.attached.map((arn) => ({ arn, document: managed.find((one) => one.arn === arn)?.document })),
    },
    digestOf,
  ),
});

const heldBack = (snapshot: Snapshot, change: Partial<Yardstick> = {}): readonly string[] => {
  const [contract] = contracts;
  const place = { account: ourAccount, partition: "aws" };
  const yardstick = {
    clean: cleanOf(good),
    contract,
    contracts,
    settings: augersSettings,
    place,
    now,
    digest: digestOf,
  };
  return allOf(heldBackOf(snapshot, { ...yardstick, ...change })).map(({ what }) => what);
};

const with_ = (inline: RoleImage["inline"]): Snapshot => snapshotOf({ ...good, inline: [...good.inline, ...inline] });
const wide = { name: "own-admin", document: policy(allow("*")) };

describe("what came since the last clean audit", () => {
  test.each<[string, Snapshot, readonly string[]]>([
    ["nothing came", snapshotOf(good), []],
    ["an administrator's policy", with_([wide]), ["own-admin"]],
    [
      "a bucket of others",
      with_([{ name: "more", document: policy(allow("s3:GetObject", "arn:aws:s3:::payroll/*")) }]),
      ["more"],
    ],
    [
      "more of its own bucket",
      with_([{ name: "more", document: policy(allow("s3:PutObject", "arn:aws:s3:::auger-acme/*")) }]),
      [],
    ],
    ["a Deny", with_([{ name: "less", document: policy(deny("s3:DeleteObject")) }]), []],
    [
      "one that was there says more",
      snapshotOf({ ...good, inline: [{ name: "data", document: policy(allow("*")) }] }),
      ["data"],
    ],
    [
      "one that was there is printed in another way",
      snapshotOf({
        ...good,
        inline: [{ name: "data", document: JSON.stringify(JSON.parse(good.inline[0]?.document ?? ""), null, 4) }],
      }),
      [],
    ],
    ["an attached one", snapshotOf({ ...good, attached: [admin] }, [adminPolicy]), [admin]],
    [
      "an attached one that could not be read",
      snapshotOf({ ...good, attached: [admin.replace("aws:", "111122223333:")] }),
      [admin.replace("aws:", "111122223333:")],
    ],
    ["a stranger in the trust", snapshotOf({ ...good, trust: policy(ours, trusting("444455556666")) }), ["trust:1"]],
    [
      "a stranger in the trust, with a name",
      snapshotOf({ ...good, trust: policy({ ...trusting("444455556666"), Sid: "Door" }, ours) }),
      ["trust:Door"],
    ],
    [
      "a Deny in the trust",
      snapshotOf({ ...good, trust: policy(ours, { ...trusting("444455556666"), Effect: "Deny" }) }),
      [],
    ],
  ])("%s", (_, snapshot, held) => {
    expect(heldBack(snapshot)).toEqual(held);
  });

  test("what stood there at the clean audit is given back, however wide", () => {
    const role = { ...good, inline: [wide], attached: [admin], trust: policy(trusting("444455556666")) };
    const snapshot = snapshotOf(role, [adminPolicy]);
    expect(heldBack(snapshot, { clean: cleanOf(role, [adminPolicy]) })).toEqual([]);
    const other = [{ ...adminPolicy, document: policy(allow("*"), allow("iam:*")) }];
    expect(heldBack(snapshotOf(role, other), { clean: cleanOf(role, [adminPolicy]) })).toEqual([admin]);
  });

  test("the audit of another role by that name is none", () => {
    const role = { ...good, inline: [wide] };
    expect(heldBack(snapshotOf(role), { clean: { ...cleanOf(role), roleId: "AROAANOTHER" } })).toEqual([]);
  });
});

describe("without a clean audit or a contract", () => {
  const more = { name: "more", document: policy(allow("s3:PutObject", "arn:aws:s3:::auger-acme/*")) };
  const first = { ...cleanOf({ ...good, inline: [wide] }), isClean: false };
  const none = { contract: undefined, contracts: [] };

  test.each<[string, Snapshot, Partial<Yardstick>, readonly string[]]>([
    ["no audit has seen it", with_([wide]), { clean: undefined }, []],
    ["none was clean: what the first saw is given back", snapshotOf({ ...good, inline: [wide] }), { clean: first }, []],
    [
      "none was clean: what came later is judged",
      with_([more, { ...wide, name: "wider" }]),
      { clean: first },
      ["wider"],
    ],
    ["no contract any more: all that came is held back", with_([more]), none, ["more"]],
    ["no contract, and none was clean", with_([more, wide]), { ...none, clean: first }, []],
  ])("%s", (_, snapshot, change, held) => {
    expect(heldBack(snapshot, change)).toEqual(held);
  });
});

test("why names the audit and the rule, and no external id", () => {
  const place = { account: ourAccount, partition: "aws" };
  const yardstick = {
    clean: cleanOf(good),
    contract: contracts[0],
    contracts,
    settings: augersSettings,
    place,
    now,
    digest: digestOf,
  };
  const [held] = allOf(heldBackOf(with_([wide]), yardstick));
  expect(held?.why).toMatch(
    /^it came or changed since the clean audit of 2027-01-14T00:00:00Z, and the audit says [a-z-]+: /,
  );
  const trust = policy(ours, trusting("999988887777", "another-external-id"));
  expect(JSON.stringify(heldBackOf(snapshotOf({ ...good, trust }), yardstick))).not.toContain("another-external-id");
});
