import fc from "fast-check";
import { closedTrust, denyDocument, revokeDocument } from "../contain/policies.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import type { Act } from "./plan.ts";

/** Roles that are not sound, containments at their limits, and what a list of writes makes of a role. */

export const place = {
  managedDeny: `arn:aws:iam::111122223333:policy/sagewarden/${containment.managedDeny}`,
  denyBoundary: `arn:aws:iam::111122223333:policy/sagewarden/${containment.boundary}`,
};

export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const allow = (action: string, resource = "*"): object => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});
export const deny = (action: string): object => ({ Effect: "Deny", Action: action, Resource: "*" });

export const trusting = (account: string, externalId = "e-q7Vh2mXo"): object => ({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "sts:ExternalId": externalId } },
});

export const image = (change: Partial<RoleImage> = {}): RoleImage => ({
  arn: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
  id: "AROAEXAMPLEAUGER00001",
  name: "vendor-auger",
  path: "/vendor/auger/",
  createdAt: "2026-06-01T00:00:00Z",
  description: "reads",
  maxSession: 3_600,
  trust: policy(trusting("999988887777")),
  boundary: undefined,
  inline: [{ name: "data", document: policy(allow("s3:GetObject", "arn:aws:s3:::auger-acme/*")) }],
  attached: [],
  tags: [{ key: "sagewarden:vendor", value: "auger" }],
  profiles: [],
  ...change,
});

const names = (most: number, prefix: string): fc.Arbitrary<string[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 19 }), { maxLength: most })
    .map((all) => all.map((n) => `${prefix}${n}`).toSorted());

/** At the limit of inline policies with one of the last two lengths. */
const documents = fc
  .tuple(fc.constantFrom(10, 500, 2_000, 4_900), fc.boolean())
  .map(([length, denies]) => policy(denies ? deny("iam:*") : allow(`s3:${"x".repeat(length)}`)));

const inlineSize = (inline: RoleImage["inline"]): number =>
  inline.reduce((sum, { document }) => sum + document.replaceAll(/\s/g, "").length, 0);

export const roles: fc.Arbitrary<RoleImage> = fc
  .record({
    description: fc.constantFrom(undefined, "", "reads", "ä ö\n"),
    maxSession: fc.constantFrom(3_600, 7_200, 43_200),
    trust: fc.constantFrom(
      policy(trusting("999988887777")),
      policy(trusting("444455556666")),
      policy(trusting("999988887777"), trusting("444455556666")),
    ),
    boundary: fc.constantFrom(
      undefined,
      "arn:aws:iam::111122223333:policy/edge",
      "arn:aws:iam::111122223333:policy/other",
    ),
    inline: names(6, "__proto__")
      .chain((all) =>
        fc
          .tuple(...all.map(() => documents))
          .map((texts) => all.map((name, index) => ({ name, document: texts[index] ?? "" }))),
      )
      .filter((inline) => inlineSize(inline) <= 10_240),
    attached: names(10, "arn:aws:iam::111122223333:policy/p"),
    tags: names(12, "constructor").chain((keys) =>
      fc.constantFrom("", "v", "ü").map((value) => keys.map((key) => ({ key, value }))),
    ),
    profiles: names(2, "profile-"),
  })
  .map(image);

/** What a containment, as far as it came, and others made of a role. */
export const drifted = (snapshot: RoleImage): fc.Arbitrary<RoleImage> =>
  fc
    .record({
      other: roles,
      fields: fc.subarray<keyof RoleImage>([
        "description",
        "maxSession",
        "trust",
        "boundary",
        "inline",
        "attached",
        "tags",
        "profiles",
      ]),
      ours: fc.subarray(["stamp", "deny", "managed", "boundary", "trust", "chained", "forged"]),
    })
    .map(({ other, fields, ours }) => {
      const taken = Object.fromEntries(fields.map((field) => [field, other[field]]));
      return withOurs({ ...snapshot, ...taken }, ours);
    });

/** As an incident of another role leaves it, and as somebody wrote more into it. */
export const sessionDeny = {
  Sid: "Sagewarden0123456789abcdef",
  ...{ Effect: "Deny", Action: "*", Resource: "*" },
  Condition: { StringEquals: { "aws:userid": ["AROAEXAMPLEOTHER00001:one"] } },
};
export const forgedDeny = policy(sessionDeny, allow("*"));

const withOurs = (role: RoleImage, ours: readonly string[]): RoleImage => ({
  ...role,
  inline: [
    ...role.inline,
    ...(ours.includes("stamp") ? [{ name: containment.revoke, document: revokeDocument("2026-01-01T00:00:00Z") }] : []),
    ...(ours.includes("deny") ? [{ name: containment.deny, document: denyDocument() }] : []),
    ...(ours.includes("forged")
      ? [{ name: containment.chained, document: forgedDeny }]
      : ours.includes("chained")
        ? [{ name: containment.chained, document: denyDocument() }]
        : []),
  ],
  attached: ours.includes("managed") ? [...role.attached, place.managedDeny] : role.attached,
  boundary: ours.includes("boundary") ? place.denyBoundary : role.boundary,
  trust: ours.includes("trust") ? closedTrust() : role.trust,
});

/** What one write makes of a role; as IAM, it refuses nothing. */
export const after = (role: RoleImage, act: Act): RoleImage => writes[act.type](role, act as never);

const sorted = (all: readonly string[]): readonly string[] => [...new Set(all)].toSorted();

const writes: { [Type in Act["type"]]: (role: RoleImage, act: Extract<Act, { type: Type }>) => RoleImage } = {
  "put-inline": (role, { name, document }) => ({
    ...role,
    inline: [...role.inline.filter((one) => one.name !== name), { name, document }],
  }),
  "delete-inline": (role, { name }) => ({ ...role, inline: role.inline.filter((one) => one.name !== name) }),
  attach: (role, { arn }) => ({ ...role, attached: sorted([...role.attached, arn as string]) }),
  detach: (role, { arn }) => ({ ...role, attached: role.attached.filter((one) => one !== arn) }),
  boundary: (role, { arn }) => ({ ...role, boundary: arn }),
  trust: (role, { document }) => ({ ...role, trust: document }),
  update: (role, { to }) => ({ ...role, ...to }),
  tag: (role, { tags }) => ({
    ...role,
    tags: [...role.tags.filter(({ key }) => !tags.some((tag) => tag.key === key)), ...tags],
  }),
  untag: (role, { keys }) => ({ ...role, tags: role.tags.filter(({ key }) => !keys.includes(key)) }),
  "add-to-profile": (role, { profile }) => ({ ...role, profiles: sorted([...role.profiles, profile as string]) }),
  "remove-from-profile": (role, { profile }) => ({
    ...role,
    profiles: role.profiles.filter((one) => one !== profile),
  }),
};
