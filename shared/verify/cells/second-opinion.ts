import { evaluate } from "../../policy/evaluate.ts";
import type { Layers, NamedPolicy, PolicyDecision, Request } from "../../policy/model.ts";
import type { Cell, Estate } from "../model.ts";
import { questionsOf } from "./questions.ts";

/** What another engine says to one request; `limit`: why it cannot be asked this. */
export type Opinion = { decision: Exclude<PolicyDecision["decision"], "ambiguous"> } | { limit: string };
/** In their order. */
export type AskAll = (asked: readonly { request: Request; layers: Layers }[]) => Promise<readonly Opinion[]>;

/** Where two engines differ, nobody knows: the cell counts as failed. */
export interface Disagreement {
  cell: Cell;
  resource: string;
  own: PolicyDecision;
  theirs: PolicyDecision["decision"];
}

export interface SecondOpinion {
  cells: number;
  /** Requests that both have answered. */
  compared: number;
  disagreements: readonly Disagreement[];
  /** Why requests were not compared, and how many. */
  limits: readonly { what: string; requests: number }[];
  /** Layers that were left out on both sides, because the other engine does not judge them. */
  without: readonly string[];
}

export const secondOpinion = async (estate: Estate, cells: readonly Cell[], askAll: AskAll): Promise<SecondOpinion> => {
  const asked = questionsOf(estate, cells).map(({ cell, request, layers }) => ({
    ...{ cell, request: asGiven(request), ...comparable(layers) },
  }));
  const theirs = await askAll(asked);
  const limits = new Map<string, number>();
  const disagreements: Disagreement[] = [];
  let compared = 0;
  for (const [index, { cell, request, layers }] of asked.entries()) {
    const opinion = theirs[index] ?? { limit: "it gave no answer" };
    const own = evaluate(request, layers);
    const limit = "limit" in opinion ? opinion.limit : own.decision === "ambiguous" ? unknown : undefined;
    if (limit !== undefined) limits.set(limit, (limits.get(limit) ?? 0) + 1);
    if (limit !== undefined || "limit" in opinion) continue;
    compared++;
    if (own.decision !== opinion.decision) {
      disagreements.push({ cell, resource: request.resource.arn, own, theirs: opinion.decision });
    }
  }
  const without = [...new Set(asked.flatMap((each) => each.without))];
  return { ...{ cells: cells.length, compared, disagreements, without }, limits: inWords(limits) };
};

/** The other engine knows of no keys that may be there: what is not given is not there, for both. */
const asGiven = ({ isAbsent: _, ...request }: Request): Request => request;

const unknown = "we do not know it ourselves, which counts as open already";

const inWords = (limits: ReadonlyMap<string, number>): SecondOpinion["limits"] =>
  [...limits].map(([what, requests]) => ({ what, requests })).toSorted((one, other) => other.requests - one.requests);

/** What is left says as much about the rest: each layer can only take away. */
const comparable = ({ identity, boundary, session = [], scps = [], rcps = [] }: Layers) => {
  const isConditional = scps.flat().some(({ policy }) => hasConditions(policy));
  const layers: Layers = { identity, ...(boundary && { boundary }), ...(!isConditional && { scps }) };
  const without = [
    ...(session.length > 0 ? ["session policies"] : []),
    ...(isConditional ? ["service control policies, some of which have conditions"] : []),
    ...(rcps.length > 0 ? ["resource control policies"] : []),
  ];
  return { layers, without };
};

const hasConditions = ({ document }: NamedPolicy["policy"]): boolean =>
  document === undefined || document.statements.some(({ conditions }) => conditions.length > 0);
