import { readFileSync } from "node:fs";
import { matches } from "../../shared/policy/glob.ts";
import { cellsOf } from "../../shared/verify/cells/enumerate.ts";
import { judgeCells } from "../../shared/verify/cells/judge.ts";
import { searchChains } from "../../shared/verify/chains/search.ts";
import { lint, policiesOf } from "../../shared/verify/lint/index.ts";
import type { Cell, Estate } from "../../shared/verify/model.ts";
import { type Change, estateOf, formOf, type Statement } from "../policy-sets.ts";
import { type Weakening, weakeningsOf } from "./weakenings.ts";

/**
 * Estates in which one document stands alone, so that no other hides what it lost: a role of a team with this policy only, an
 * execution role without its boundary, a boundary around all that an administrator may.
 */
const { roles, values } = formOf("studio");
type Role = (typeof roles)[number];

const isAttackers = (role: Role): boolean => JSON.stringify(role).includes("TeamB");

/** Of the team that attacks there is the other kind of role too, which then may nothing. */
const alone = (kind: "team" | "execution", change: object): readonly Role[] =>
  roles
    .filter((role) => kind !== "team" || role.kind !== "execution" || !isAttackers(role))
    .map((role) =>
      role.kind === kind ? { ...role, ...change } : role.kind === "team" ? { ...role, policies: [] } : role,
    );

const ofTeam = (policy: string) => [policy, alone("team", { policies: [policy] })] as const;
const ofTrust = (trust: string) => [trust, alone("team", { policies: ["developer.json"], trust })] as const;

const scenes: ReadonlyMap<string, readonly Role[]> = new Map([
  ...["read-only.json", "developer.json", "workspace.json", "supporting-services.json"].map(ofTeam),
  // It denies only.
  ["models.json", alone("team", { policies: ["developer.json", "models.json"] })],
  ["execution.json", alone("execution", { policies: ["execution.json"], boundary: null })],
  ["execution-boundary.json", alone("execution", { policies: ["administrator.json"] })],
  ...["trust-saml.json", "trust-oidc.json", "trust-iam-user.json", "trust-identity-center.json"].map(ofTrust),
  ["trust-execution.json", roles],
]);

const more = {
  ...{ "oidc-provider": "idp.example.com", "oidc-audience": "aws", "oidc-subjects": ["a", "b"] },
  "permission-set": "Studio",
};

const estateWith = (file: string, change: Change): Estate =>
  estateOf("studio", change, { roles: scenes.get(file), values: { ...values, ...more } });

const statementsIn = (file: string): readonly Statement[] =>
  JSON.parse(readFileSync(new URL(`../../policies/studio/${file}`, import.meta.url), "utf8")).Statement;

export const weakenings: readonly Weakening[] = [...scenes.keys()].flatMap((file) =>
  weakeningsOf(file, statementsIn(file)),
);

/** What verify finds before anything is weakened; of cells those of who has the document. */
interface Sound {
  cells: readonly Cell[];
  open: ReadonlySet<Cell>;
  lint: number;
  chains: number;
}

const soundOf = new Map<string, Sound>();
const sound = (file: string): Sound => {
  const known = soundOf.get(file);
  if (known !== undefined) return known;
  const estate = estateWith(file, {});
  const isExecution = file.startsWith("execution");
  const cells = cellsOf(estate).filter(({ actor }) => (actor === "execution") === isExecution);
  const found = { cells, open: openIn(estate, cells), lint: lintIn(estate), chains: chainsIn(estate) };
  soundOf.set(file, found);
  return found;
};

const openIn = (estate: Estate, cells: readonly Cell[]): ReadonlySet<Cell> =>
  new Set(judgeCells(estate, cells).violations.map(({ cell }) => cell));
const lintIn = (estate: Estate): number => lint(policiesOf(estate)).length;
const chainsIn = (estate: Estate): number => searchChains(estate, { depth: 3 }).length;

/** By what verify sees it; undefined: it does not. */
export const seenBy = ({ file, index, to }: Weakening): "cells" | "lint" | "chains" | undefined => {
  const before = sound(file);
  const estate = estateWith(file, {
    [file]: (statements) =>
      statements.map((each, at) => (at === index ? to : each)).filter((each) => each !== undefined),
  });
  const actions = [statementsIn(file)[index], to].flatMap((each) => [each?.Action ?? []].flat()).map(String);
  const asked = before.cells.filter(({ action }) =>
    actions.some((each) => matches(each, action, { ignoreCase: true })),
  );
  if ([...openIn(estate, asked)].some((cell) => !before.open.has(cell))) return "cells";
  if (lintIn(estate) > before.lint) return "lint";
  return chainsIn(estate) > before.chains ? "chains" : undefined;
};
