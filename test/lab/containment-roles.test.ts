import { CreateInstanceProfileCommand, CreatePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Incident } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment, containmentPolicies } from "#shared/names.ts";
import { differences } from "#shared/restore/differences.ts";
import { deadAfter } from "#shared/restore/times.ts";
import { arbitraryRole, managedPolicies } from "../contain/arbitrary-role.ts";
import { imageOf, incident, order, rolesOf } from "./containment-stage.ts";
import { demoLab, rootOf, startPatience } from "./harness.ts";
import { ahead, worn } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

/** CONTAIN_ROLES=50 is the acceptance figure: half an hour. A quarter of them, the first, are at every quota. */
const count = Number(process.env.CONTAIN_ROLES ?? 1);
const atOnce = 5;
/** s: what a role may allow at most. */
const longestSession = 43_200;
let lab: LeasedLab;

beforeAll(async () => {
  lab = await demoLab(ahead);
  const { iam } = rootOf(lab);
  for (const { arn, document } of managedPolicies)
    await iam.send(new CreatePolicyCommand({ PolicyName: nameIn(arn), PolicyDocument: document }));
  await lab.setSpeed(5);
}, startPatience);
afterAll(() => lab?.giveBack(worn));

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
const ours = (arn: string): string => `arn:aws:iam::${lab.account}:policy/${nameIn(arn)}`;

/** As the account has it: policies of its own, and instance profiles that no other role is in. */
const placed = (image: RoleImage, number: number): RoleImage => {
  const name = `generated-${number}`;
  return {
    ...image,
    ...{ name, path: "/partners/", arn: `arn:aws:iam::${lab.account}:role/partners/${name}` },
    attached: image.attached.map(ours),
    boundary: image.boundary && ours(image.boundary),
    profiles: image.profiles.map((profile) => `${name}-${profile}`),
  };
};

const make = async (image: RoleImage): Promise<RoleImage> => {
  const roles = rolesOf(lab);
  await roles.create(image);
  for (const { name, document } of image.inline) await roles.putInline(image.name, name, document);
  for (const arn of image.attached) await roles.attach(image.name, arn);
  for (const profile of image.profiles) {
    await rootOf(lab).iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: profile }));
    await roles.addToProfile(image.name, profile);
  }
  return imageOf(lab, image.name);
};

const until = (role: string, is: (row: Incident) => boolean): Promise<Incident> =>
  incident(lab, role, (row) => is(row) || row.phase === "failed", 300 + 60 * count);

/** Its inline policies leave no room for the deny of old sessions: it stays denied until the last of them is over. */
const waitsForSessions = ({ phase, restoreRungs = [] }: Incident): boolean =>
  phase === "restoring" && restoreRungs.some(({ rung, status }) => rung === "sessions" && status === "skipped");

const isBack = ({ phase }: Incident): boolean => phase === "restored" || phase === "closed";

/** Answers what is left to be compared when old sessions are over. */
const thereAndBack = async (image: RoleImage): Promise<RoleImage | undefined> => {
  const before = await make(image);
  const { arn: role, name } = before;
  const began = await order(lab, { op: "contain", role, upTo: "detach", reason: "generated" });
  expect([name, began.refused]).toEqual([name, undefined]);
  const contained = await until(role, ({ phase }) => phase === "contained");
  expect([name, contained.phase, contained.why]).toEqual([name, "contained", expect.any(String)]);
  expect(
    (await imageOf(lab, name)).attached.filter(
      (arn) => !containmentPolicies.some((ours) => nameIn(arn).startsWith(ours)),
    ),
  ).toEqual([]);
  expect((await order(lab, { op: "restore", role, all: true })).refused).toBeUndefined();
  const after = await until(role, (row) => isBack(row) || waitsForSessions(row));
  if (waitsForSessions(after)) return before;
  await expectEqual(before, after);
  return undefined;
};

const expectEqual = async (before: RoleImage, { phase, why }: Incident): Promise<void> => {
  const { name } = before;
  expect([name, isBack({ phase } as Incident), why]).toEqual([name, true, expect.any(String)]);
  const left = differences(before, await imageOf(lab, name)).filter(({ of }) => of !== containment.revoke);
  expect([name, left]).toEqual([name, []]);
};

test(`${count} generated roles are contained and come back as they were, but for the deny of old sessions`, async () => {
  const seed = { seed: 6, numRuns: count };
  const full = fc.sample(arbitraryRole({ isFull: true }), { ...seed, numRuns: Math.floor(count / 4) });
  const some = fc.sample(arbitraryRole(), { ...seed, numRuns: count - full.length });
  const images = [...full, ...some].map(placed);
  const waiting: RoleImage[] = [];
  for (let first = 0; first < images.length; first += atOnce) {
    const left = await Promise.all(images.slice(first, first + atOnce).map(thereAndBack));
    waiting.push(...left.filter((one) => one !== undefined));
  }
  await lab.skip(deadAfter(longestSession));
  for (const before of waiting) await expectEqual(before, await until(before.arn, isBack));
}, 3_600_000);
