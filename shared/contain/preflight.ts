import { onItself, onPolicies } from "../detect/audit/support/undoing.ts";
import type { Incident, Snapshot } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { mayGrant } from "../policy/grants.ts";
import { readPolicy } from "../policy/read.ts";
import { denyDocument, isOurPolicy } from "./policies.ts";
import type { Place } from "./world.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: a role's inline policies together, white space aside. */
const inlineQuota = 10_240;
/** Attached policies by default; a raised quota has up to 20, and IAM's own answer decides. */
const attachedQuota = 10;

const lengthOf = (text: string): number => text.replaceAll(/\s/g, "").length;

/** Characters of inline policies that are still free for a policy of this name, which replaces the one that is there. */
export const inlineRoom = ({ inline }: Pick<RoleImage, "inline">, name: string): number =>
  inlineQuota - inline.filter((one) => one.name !== name).reduce((sum, { document }) => sum + lengthOf(document), 0);

export const fitsInline = (live: Pick<RoleImage, "inline">, name: string, document: string): boolean =>
  lengthOf(document) <= inlineRoom(live, name);

export const placesLeft = ({ attached }: Pick<RoleImage, "attached">): number =>
  Math.max(0, attachedQuota - attached.length);

/** How a role may be denied everything. */
export type DenyForm = "inline" | "managed" | "boundary";

/** The form in which it is denied already, as far as names tell: `proof.ts` looks at the documents. */
export const denyFormOf = (live: RoleImage, { managedDeny, denyBoundary }: Place): DenyForm | undefined => {
  if (live.inline.some(({ name }) => name === containment.deny)) return "inline";
  if (live.attached.includes(managedDeny)) return "managed";
  return live.boundary === denyBoundary ? "boundary" : undefined;
};

/**
 * The forms to try, the first that has room first: IAM may know of more room than the default quotas, so that the others are
 * tried too before the boundary. That one replaces what is there, and needs a snapshot.
 */
export const denyForms = (live: RoleImage, { snapshot }: Pick<Incident, "snapshot">): readonly DenyForm[] => {
  const additive: DenyForm[] = [
    ...(fitsInline(live, containment.deny, denyDocument()) ? (["inline"] as const) : []),
    ...(placesLeft(live) > 0 ? (["managed"] as const) : []),
  ];
  const others = (["inline", "managed"] as const).filter((form) => !additive.includes(form));
  return [...additive, ...others, ...(snapshot === undefined ? [] : (["boundary"] as const))];
};

/** The image without what contains a role: how it was, or is, to its owner. */
export const withoutOurs = (image: RoleImage): RoleImage => ({
  ...image,
  inline: image.inline.filter(({ name }) => !isOurPolicy(name)),
  attached: image.attached.filter((arn) => !isOurPolicy(arn)),
});

/**
 * Actions by which the role's sessions might take our denial back within the seconds that IAM needs, before it holds everywhere.
 * Conditions are taken as met; an attached policy whose document is not there counts for nothing.
 */
export const undoingActions = (
  { image, managed }: Pick<Snapshot, "image" | "managed">,
  { managedDeny, denyBoundary }: Place,
): readonly string[] => {
  const documentOf = (arn: string) => managed.find((one) => one.arn === arn)?.document;
  const named = (name: string, document: string) => ({ name, policy: readPolicy(document, "identity") });
  const attached = image.attached.flatMap((arn) => {
    const document = documentOf(arn);
    return document === undefined ? [] : [named(arn, document)];
  });
  const held = [...image.inline.map(({ name, document }) => named(name, document)), ...attached];
  const limit = image.boundary === undefined ? undefined : documentOf(image.boundary);
  const boundary = image.boundary === undefined || limit === undefined ? undefined : named(image.boundary, limit);
  const may = (action: string, target: string): boolean => mayGrant(held, action, target, boundary).length > 0;
  return [
    ...onItself.filter((action) => may(action, image.arn)),
    ...onPolicies.filter((action) => [managedDeny, denyBoundary].some((arn) => may(action, arn))),
  ];
};
