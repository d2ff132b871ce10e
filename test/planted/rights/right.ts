import { allow, ourAccount, type Parts } from "../parts.ts";

/** What looks like a flaw and is none: nothing at medium or above may be said of it. */
export interface Right {
  title: string;
  change: (parts: Parts) => Partial<Parts>;
}

/** Allowed beside its contract's statements; the boundary lets it pass. */
export const allowing = (
  title: string,
  statements: (parts: Parts) => readonly object[],
  contract: object = {},
): Right => ({
  title,
  change: (parts) => ({
    inline: { ...parts.inline, extra: statements(parts) },
    boundary: [...(parts.boundary ?? []), allow("*")],
    contract: { ...parts.contract, ...contract },
  }),
});

export const role = (name: string): string => `arn:aws:iam::${ourAccount}:role/${name}`;
export const deny = (action: unknown, resource: object): object => ({ Effect: "Deny", Action: action, ...resource });
