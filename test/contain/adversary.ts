import type { RoleImage } from "#shared/model/role-image.ts";
import { containment } from "#shared/names.ts";
import { below, type Random } from "../simulator/random.ts";
import type { Credential, MemoryIam, Session } from "./iam.ts";
import { policyText } from "./roles.ts";
import { place } from "./stage.ts";

export const everythingAllowed = policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]);
export const vendorAccount = "arn:aws:iam::999988887777:root";
const openTrust = policyText([{ Effect: "Allow", Principal: { AWS: vendorAccount }, Action: "sts:AssumeRole" }]);

interface Scene {
  iam: MemoryIam;
  random: Random;
  /** The vendor's role, as it was. */
  role: RoleImage;
  /** A role that the vendor's may take, which others use too. */
  shared: string;
}

/** One thing that somebody does with what they hold. False: IAM refused it. */
type Deed = (by: Credential, scene: Scene) => boolean;

const undo = (iam: MemoryIam, by: Credential, role: string): boolean => {
  const may = iam.as(by);
  const done = [
    may.role("deleteInline", role, containment.deny),
    may.role("deleteInline", role, containment.revoke),
    may.role("detach", role, place.managedDeny),
  ];
  return done.some(Boolean);
};

const name = (random: Random, prefix: string): string => `${prefix}-${below(random, 3)}`;

export const deeds: Readonly<Record<string, Deed>> = {
  "takes our denials away": (by, { iam, role }) => undo(iam, by, role.name),
  "writes over our deny": (by, { iam, role }) =>
    iam.as(by).role("putInline", role.name, containment.deny, everythingAllowed),
  "stamps a time long ago": (by, { iam, role }) => {
    const at = "2001-01-01T00:00:00Z";
    const Condition = { DateLessThan: { "aws:TokenIssueTime": at } };
    const document = policyText([{ Effect: "Deny", Action: "*", Resource: "*", Condition }]);
    return iam.as(by).role("putInline", role.name, containment.revoke, document);
  },
  "opens the trust": (by, { iam, role }) => iam.as(by).role("setTrust", role.name, openTrust),
  "takes the boundary away": (by, { iam, role }) => iam.as(by).role("setBoundary", role.name, undefined),
  "gives itself everything": (by, { iam, role, random }) =>
    iam.as(by).role("putInline", role.name, name(random, "more"), everythingAllowed),
  "fills the room for policies": (by, { iam, role }) => {
    const document = policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: "a".repeat(4_000) }]);
    return [1, 2].map((at) => iam.as(by).role("putInline", role.name, `fill-${at}`, document)).some(Boolean);
  },
  "takes the shared role": (by, { iam, shared, random }) =>
    iam.as(by).assume(shared, name(random, "next")) !== undefined,
  "takes its own role again": (by, { iam, role, random }) =>
    iam.as(by).assume(role.name, name(random, "again")) !== undefined,
  "makes a user": (by, { iam, random }) =>
    iam.as(by).createUser(name(random, "eve"), [{ name: "all", document: everythingAllowed }]),
  "makes a key": (by, { iam, random }) => iam.as(by).createKey(name(random, "eve")) !== undefined,
  "makes a role": (by, { iam, random, role }) => {
    const made = {
      ...role,
      name: name(random, "back-door"),
      path: "/",
      trust: openTrust,
      inline: [],
      attached: [],
      profiles: [],
    };
    const may = iam.as(by);
    return may.role("create", made) && may.role("putInline", made.name, "all", everythingAllowed);
  },
  "opens a key again": (by, { iam, random }) => {
    const user = iam.allUsers()[below(random, 3)];
    const key = user?.keys[0];
    return user !== undefined && key !== undefined && iam.as(by).setKey(user.name, key.id, "Active");
  },
  "frees a user": (by, { iam, random }) => {
    const user = name(random, "eve");
    const may = iam.as(by);
    return [containment.deny, containment.revoke].map((policy) => may.deleteUserPolicy(user, policy)).some(Boolean);
  },
  "frees the shared role": (by, { iam, shared }) => iam.as(by).role("deleteInline", shared, containment.chained),
  "calls the vendor's account": (_, { iam, role, random }) =>
    iam.assume({ arn: vendorAccount }, role.name, { sessionName: name(random, "new"), externalId: "e-1" }) !==
    undefined,
  "comes by the back door": (_, { iam, random }) =>
    iam.assume({ arn: vendorAccount }, name(random, "back-door"), { sessionName: "b" }) !== undefined,
};

/** Somebody who holds what the vendor's sessions held and made, and does one thing after the other, as far as IAM lets them. */
export const adversaryOn = (scene: Scene, isTheirs: (key: string) => boolean) => ({
  act: (): string | undefined => {
    const { iam, random } = scene;
    const held = iam.credentials().filter(({ key }) => isTheirs(key));
    const names = Object.keys(deeds);
    const what = names[below(random, names.length)] as string;
    const by = held[below(random, held.length)];
    return by !== undefined && deeds[what]?.(by, scene) ? `${what} with ${by.key}` : undefined;
  },
});

export const firstSession = (iam: MemoryIam, role: string): Session =>
  iam.assume({ arn: vendorAccount }, role, { sessionName: "first", externalId: "e-1" }) as Session;
