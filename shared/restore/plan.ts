import { denyDocument, revokeDocument } from "../contain/policies.ts";
import { denyText, readDenies } from "../contain/reach/session-denies.ts";
import type { IncidentWorld } from "../contain/world.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { sameDocument } from "../policy/canonical.ts";
import { withoutStamps } from "./ours.ts";

/** One write. */
export type Act =
  | { type: "put-inline"; name: string; document: string }
  | { type: "delete-inline"; name: string }
  | { type: "attach" | "detach"; arn: string }
  | { type: "boundary"; arn: string | undefined }
  | { type: "trust"; document: string }
  | { type: "update"; to: Pick<RoleImage, "maxSession" | "description"> }
  | { type: "tag"; tags: RoleImage["tags"] }
  | { type: "untag"; keys: readonly string[] }
  | { type: "add-to-profile" | "remove-from-profile"; profile: string };

type Place = Pick<IncidentWorld["place"], "managedDeny" | "denyBoundary">;

/**
 * What denies everything while the role is put back, so that no order of the writes opens it: the inline Deny, the attached
 * one, or the boundary.
 */
export type Shield = "inline" | "managed" | "boundary";

/** Characters of a role's inline policies together, white space aside, and attached policies: the default, it may be 20. */
const quota = { inline: 10_240, attached: 10 };

/** The stamp and the deny are on a role beside all that it had: they must leave room for it. A time has always the same length. */
const sizeOf = (document: string): number => document.replaceAll(/\s/g, "").length;
const stampSize = sizeOf(revokeDocument("2000-01-01T00:00:00Z"));
const denySize = sizeOf(denyDocument());

const inlineSize = ({ inline }: RoleImage): number => inline.reduce((sum, { document }) => sum + sizeOf(document), 0);

/** Whether the deny of older sessions can stand beside all that the role had. */
export const hasRoomForStamp = (target: RoleImage): boolean => inlineSize(target) + stampSize <= quota.inline;

/** The first that fits beside all that the role had. A boundary always does: there is one place, and it comes back last. */
export const shieldFor = (target: RoleImage): Shield => {
  if (inlineSize(target) + stampSize + denySize <= quota.inline) return "inline";
  return target.attached.length < quota.attached ? "managed" : "boundary";
};

export const raise = (shield: Shield, place: Place): Act => {
  if (shield === "inline") return { type: "put-inline", name: containment.deny, document: denyDocument() };
  return shield === "managed"
    ? { type: "attach", arn: place.managedDeny }
    : { type: "boundary", arn: place.denyBoundary };
};

export const isRaised = (shield: Shield, live: RoleImage, place: Place): boolean => {
  if (shield === "managed") return live.attached.includes(place.managedDeny);
  if (shield === "boundary") return live.boundary === place.denyBoundary;
  const deny = live.inline.find(({ name }) => name === containment.deny);
  return deny !== undefined && sameDocument(deny.document, denyDocument());
};

export const isShielded = (live: RoleImage, place: Place): boolean =>
  (["inline", "managed", "boundary"] as const).some((shield) => isRaised(shield, live, place));

/** In this order; each list is empty where the role is so already. */
export interface RestorePlan {
  /** Whatever is not the role's goes before anything comes: it makes room, and nothing is ever added to it. */
  takeAway: readonly Act[];
  boundary: readonly Act[];
  giveBack: readonly Act[];
  trust: readonly Act[];
  /** Our own denies: from here on the role is what it was. */
  open: readonly Act[];
}

/** What makes of the live role the target, the stamp aside. Both are whole images. */
export const planOf = (live: RoleImage, target: RoleImage, shield: Shield, place: Place): RestorePlan => ({
  takeAway: [...otherShields(live, target, shield, place), ...strangers(live, target, place)],
  boundary: shield === "boundary" ? [] : boundaryAct(live, target),
  giveBack: [...policies(live, target), ...rest(live, target)],
  trust: sameDocument(live.trust, target.trust) ? [] : [{ type: "trust", document: target.trust }],
  open: lower(live, target, shield, place),
});

export const actsIn = (plan: RestorePlan): readonly Act[] => [
  ...plan.takeAway,
  ...plan.boundary,
  ...plan.giveBack,
  ...plan.trust,
  ...plan.open,
];

const boundaryAct = (live: RoleImage, target: RoleImage): readonly Act[] =>
  live.boundary === target.boundary ? [] : [{ type: "boundary", arn: target.boundary }];

const hasInline = ({ inline }: RoleImage, wanted: string): boolean => inline.some(({ name }) => name === wanted);

/** Denies of ours beside the shield: a containment at its limits took another way than the role needs to come back. */
const otherShields = (live: RoleImage, target: RoleImage, shield: Shield, place: Place): readonly Act[] => [
  ...(shield !== "inline" && hasInline(live, containment.deny) && !hasInline(target, containment.deny)
    ? [{ type: "delete-inline" as const, name: containment.deny }]
    : []),
  ...(shield !== "managed" && live.attached.includes(place.managedDeny) && !target.attached.includes(place.managedDeny)
    ? [{ type: "detach" as const, arn: place.managedDeny }]
    : []),
];

/** Of what an incident denies there, nothing goes with what somebody else wrote into the same policy. */
const withoutStranger = ({ name, document }: RoleImage["inline"][number]): Act => {
  const own = name === containment.chained ? denyText(readDenies(document)) : undefined;
  return own === undefined ? { type: "delete-inline", name } : { type: "put-inline", name, document: own };
};

const strangers = (live: RoleImage, target: RoleImage, place: Place): readonly Act[] => {
  const keys = live.tags.map(({ key }) => key).filter((key) => !target.tags.some((tag) => tag.key === key));
  return [
    ...withoutStamps(live)
      .inline.filter(({ name }) => name !== containment.deny && !hasInline(target, name))
      .map(withoutStranger),
    ...live.attached
      .filter((arn) => arn !== place.managedDeny && !target.attached.includes(arn))
      .map((arn): Act => ({ type: "detach", arn })),
    ...live.profiles
      .filter((profile) => !target.profiles.includes(profile))
      .map((profile): Act => ({ type: "remove-from-profile", profile })),
    ...(keys.length > 0 ? [{ type: "untag" as const, keys }] : []),
  ];
};

/** The ones that shrink first: at no time is there more on the role than before or after. */
const policies = (live: RoleImage, target: RoleImage): readonly Act[] => {
  const changed = target.inline
    .map((one) => ({ ...one, was: live.inline.find(({ name }) => name === one.name)?.document }))
    .filter(({ was, document }) => was === undefined || !sameDocument(was, document))
    .toSorted((one, other) => growth(one) - growth(other));
  return [
    ...changed.map(({ name, document }): Act => ({ type: "put-inline", name, document })),
    ...target.attached.filter((arn) => !live.attached.includes(arn)).map((arn): Act => ({ type: "attach", arn })),
  ];
};

const growth = ({ document, was }: { document: string; was: string | undefined }): number =>
  sizeOf(document) - sizeOf(was ?? "");

const rest = (live: RoleImage, target: RoleImage): readonly Act[] => {
  const tags = target.tags.filter(({ key, value }) => !live.tags.some((tag) => tag.key === key && tag.value === value));
  const { maxSession, description } = target;
  const isUpdated = live.maxSession === maxSession && (live.description || undefined) === (description || undefined);
  return [
    ...(tags.length > 0 ? [{ type: "tag" as const, tags }] : []),
    ...(isUpdated ? [] : [{ type: "update" as const, to: { maxSession, description } }]),
    ...target.profiles
      .filter((profile) => !live.profiles.includes(profile))
      .map((profile): Act => ({ type: "add-to-profile", profile })),
  ];
};

const lower = (live: RoleImage, target: RoleImage, shield: Shield, place: Place): readonly Act[] => {
  if (shield === "boundary") return boundaryAct({ ...live, boundary: place.denyBoundary }, target);
  if (shield === "managed")
    return target.attached.includes(place.managedDeny) ? [] : [{ type: "detach", arn: place.managedDeny }];
  return hasInline(target, containment.deny) ? [] : [{ type: "delete-inline", name: containment.deny }];
};
