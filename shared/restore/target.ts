import { closedTrust } from "../contain/policies.ts";
import type { RoleImage } from "../model/role-image.ts";
import { statementsIn, withStatements } from "../policy/document.ts";
import { isObject } from "../policy/read-statement.ts";
import type { HeldBack, Judged } from "./hold-back.ts";
import { withoutStamps } from "./ours.ts";

export const nothingHeld: Judged = { inline: [], managed: [], trust: [] };

/** What the role will be: the snapshot, without what is held back and without stamps of other incidents. */
export const targetOf = (snapshot: RoleImage, { inline, managed, trust }: Judged): RoleImage => {
  const image = withoutStamps(snapshot);
  const isHeld = (list: readonly HeldBack[], name: string): boolean => list.some(({ what }) => what === name);
  return {
    ...image,
    inline: image.inline.flatMap((one) => (isHeld(inline, one.name) ? denialsOf(one) : [one])),
    attached: image.attached.filter((arn) => !isHeld(managed, arn)),
    trust: trustWithout(image.trust, new Set(trust.map(({ index }) => index))),
  };
};

/** What it denies is kept: without it the rest of the role would be wider than it was. */
const denialsOf = ({ name, document }: RoleImage["inline"][number]): RoleImage["inline"] => {
  const denials = statementsIn(document).map((statement) => isObject(statement) && statement.Effect === "Deny");
  return denials.includes(true)
    ? [{ name, document: withStatements(document, (index) => denials[index] === true) }]
    : [];
};

const trustWithout = (trust: string, held: ReadonlySet<number>): string => {
  if (held.size === 0) return trust;
  return held.size === statementsIn(trust).length ? closedTrust() : withStatements(trust, (index) => !held.has(index));
};

export const allOf = ({ inline, managed, trust }: Judged): readonly HeldBack[] => [
  ...inline,
  ...managed,
  ...trust.map(({ what, why }) => ({ what, why })),
];
