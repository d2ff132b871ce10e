import { nobody } from "../../names.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { matches } from "../../policy/glob.ts";
import type { Layers, NamedPolicy, PolicyDecision, Request } from "../../policy/model.ts";
import { type Actor, actorsOf } from "../actors.ts";
import type { Borders } from "../borders.ts";
import { isPossible, mostClosed, mostOpen } from "../decisions.ts";
import type { Cell, Estate, MatrixResult, Violation } from "../model.ts";
import { objectsOf } from "../places.ts";
import { isSameKey } from "../tags.ts";
import { isUnderRcps } from "../under-rcps.ts";
import { requestsOf, taggingOf } from "./requests.ts";

/** All cells at each border that says something new; at the others those of services where names decide, not tags. */
export const judgeBorders = (estate: Estate, { judged, alike }: Borders, cells: readonly Cell[]): MatrixResult => {
  const byName = cells.filter(
    ({ action, resourceTags }) => !action.startsWith("sagemaker:") && resourceTags === "other",
  );
  const results = [
    ...judged.map((teams) => judgeCells({ ...estate, teams }, cells)),
    ...alike.map((teams) => judgeCells({ ...estate, teams }, byName)),
  ];
  return {
    cells: cells.length,
    violations: results.flatMap(({ violations }) => violations),
    missing: results.flatMap(({ missing }) => missing),
    open: results.flatMap(({ open }) => open),
  };
};

/** Every cell's answer against what it must be, for each role that asks it at the estate's border. */
export const judgeCells = (estate: Estate, cells: readonly Cell[]): MatrixResult => {
  const actors = actorsOf(estate);
  const narrow = narrower();
  const answers = cells.map((cell) =>
    (actors.get(cell.actor) ?? []).map((actor): Violation => {
      const who = { role: actor.role.name, border: estate.teams };
      return { cell, ...who, ...decide(cell, actor, estate, narrow) };
    }),
  );
  const all = answers.flat();
  return {
    cells: cells.length,
    violations: all.filter((each) => each.cell.wanted === "denied" && isPossible(each)),
    missing: answers.flatMap(missingOf),
    open: all.filter((each) => each.cell.wanted === "open" && isPossible(each)),
  };
};

/** A team's work is there where one of its roles has it. */
const missingOf = (answers: readonly Violation[]): readonly Violation[] => {
  const [first] = answers;
  const isMissing =
    first?.cell.wanted === "allowed" &&
    first.border?.other !== nobody &&
    answers.every(({ decision }) => decision !== "allowed");
  return first && isMissing ? [first] : [];
};

type Decide = Pick<Violation, "decision" | "statement">;

/** Nothing is asked, so nothing is allowed. */
const nothing: Decide = { decision: "implicitDeny", statement: undefined };

const decide = (cell: Cell, actor: Actor, estate: Estate, narrow: Narrow): Decide => {
  const { refused } = actor;
  if (refused !== undefined && !isPossible(refused)) return refused;
  const answers = placesOf(cell, actor, estate).map((place) => {
    const requests = [
      ...requestsOf(cell, actor, estate, place),
      // Whatever tagging needs, it is no reason to call a create closed.
      ...(cell.wanted === "allowed" ? taggingOf(cell, actor, estate) : []),
    ];
    const decisions = requests.map((request) => answer(request, cell, actor, estate, narrow));
    // Each resource must be allowed.
    return mostClosed([...(refused ? [refused] : []), ...decisions]) ?? nothing;
  });
  // One place that is open is enough.
  return mostOpen<Decide>(answers) ?? nothing;
};

/** Another team's objects, where the estate does not say which they are, may be in several places. */
const placesOf = (
  { type, resourceTags }: Cell,
  { otherTeam }: Actor,
  estate: Estate,
): readonly (string | undefined)[] =>
  type === "object" && resourceTags === "other" ? objectsOf(otherTeam, estate) : [undefined];

/**
 * A tag in two spellings: AWS says that a condition matches the one or the other, but not both, so what the key in its right
 * spelling does not open stays closed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
const answer = (request: Request, cell: Cell, actor: Actor, estate: Estate, narrow: Narrow): PolicyDecision => {
  const layers = narrow(actor.layers, request.action);
  const decision = evaluate(request, layers);
  if (cell.resourceTags !== "both" || decision.decision !== "ambiguous") return decision;
  const { team } = estate.tagKeys;
  const tags = Object.entries(request.resource.tags ?? {}).filter(([key]) => key === team || !isSameKey(key, team));
  return evaluate({ ...request, resource: { ...request.resource, tags: Object.fromEntries(tags) } }, layers);
};

type Narrow = (layers: Layers, action: string) => Layers;

/** Only the statements that can be about an action: most are not, and each is asked thousands of times. */
const narrower = (): Narrow => {
  const known = new Map<Layers, Map<string, Layers>>();
  return (layers, action) => {
    const ofLayers = known.get(layers) ?? new Map<string, Layers>();
    known.set(layers, ofLayers);
    const found = ofLayers.get(action) ?? narrowed(layers, action);
    ofLayers.set(action, found);
    return found;
  };
};

const narrowed = ({ identity, boundary, session, scps, rcps, ...rest }: Layers, action: string): Layers => {
  const all = (policies: readonly NamedPolicy[]) => policies.map((policy) => about(policy, action));
  return {
    ...rest,
    identity: all(identity),
    ...(boundary && { boundary: about(boundary, action) }),
    ...(session && { session: all(session) }),
    ...(scps && { scps: scps.map(all) }),
    ...(rcps && { rcps: isUnderRcps(action) ? rcps.map(all) : [] }),
  };
};

/** Statements that were not understood stay: what they do is not known. */
const about = ({ name, policy }: NamedPolicy, action: string): NamedPolicy => {
  const { document, problems } = policy;
  if (document === undefined) return { name, policy };
  const unsure = new Set(problems.map(({ statement }) => statement));
  const statements = document.statements.filter(
    ({ index, actions }) =>
      unsure.has(index) || actions === undefined || actions.some((each) => matches(each, action, { ignoreCase: true })),
  );
  return { name, policy: { ...policy, document: { ...document, statements } } };
};
