import { allow, type Parts } from "../parts.ts";

/** One thing broken, and the rules that say so at medium or above: exactly these. */
export interface Flaw {
  title: string;
  break: (parts: Parts) => Partial<Parts>;
  expected: readonly string[];
  /** ARN of the role that is flawed, where it is another than the vendor's. */
  on?: (parts: Parts) => string;
}

type Statements = (parts: Parts) => readonly object[];

/** More is allowed, and the boundary is no help. */
export const allowing = (title: string, statements: Statements, ...expected: readonly string[]): Flaw => ({
  title,
  expected,
  break: (parts) => ({
    inline: { ...parts.inline, extra: statements(parts) },
    boundary: [...(parts.boundary ?? []), allow("*")],
  }),
});

/** The same for a contract that says more. */
export const declaring = (contract: object, flaw: Flaw): Flaw => ({
  ...flaw,
  break: (parts) => ({ ...flaw.break(parts), contract: { ...parts.contract, ...contract } }),
});

export const passTo = (service: string): object => ({
  StringEquals: { "iam:PassedToService": `${service}.amazonaws.com` },
});
