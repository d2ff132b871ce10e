import { lookupOf } from "./context.ts";
import { evaluate } from "./evaluate.ts";
import type { Layers, NamedPolicy, PolicyDecision, Request, StatementRef } from "./model.ts";
import { type NearMiss, nearMisses } from "./near-miss.ts";
import { type Asked, type Said, saidBy } from "./statements.ts";

/** What the policies of one layer say by themselves. */
export interface LayerAnswer {
  /** `identity`, `boundary`, `session`, `resource`, `scp[0]` for the root's … */
  layer: string;
  says: "allows" | "denies" | "nothing" | "unclear";
  statement: StatementRef | undefined;
}

/** A decision with its reasons. */
export interface Why extends PolicyDecision {
  layers: readonly LayerAnswer[];
  /** Of layers that allow nothing: the statements that came nearest to it. Of what is not clear: the statements that are not. */
  nearest: readonly (NearMiss & { layer: string })[];
}

/** Why AWS would decide so. A layer without policies is left out: it limits nothing. */
export const why = (request: Request, layers: Layers): Why => {
  const asked: Asked = { request, lookup: lookupOf(request), hasBoundary: layers.boundary !== undefined };
  const decision = evaluate(request, layers);
  const answers = layersOf(layers).map(({ layer, policies }) => ({
    policies,
    answer: { layer, ...answerOf(saidBy(policies, asked)) },
  }));
  return {
    ...decision,
    layers: answers.map(({ answer }) => answer),
    nearest: answers.flatMap(({ policies, answer: { layer, says } }) =>
      isOf(decision, says) ? nearMisses(policies, asked, says === "nothing").map((miss) => ({ layer, ...miss })) : [],
    ),
  };
};

const isOf = ({ decision }: PolicyDecision, says: LayerAnswer["says"]): boolean =>
  (decision === "implicitDeny" && says !== "allows") || (decision === "ambiguous" && says === "unclear");

const layersOf = (layers: Layers): readonly { layer: string; policies: readonly NamedPolicy[] }[] => {
  const { identity, boundary, session = [], resource, scps = [], rcps = [] } = layers;
  const levels = (name: string, all: readonly (readonly NamedPolicy[])[]) =>
    all.map((policies, index) => ({ layer: `${name}[${index}]`, policies }));
  return [
    { layer: "identity", policies: identity },
    ...(boundary ? [{ layer: "boundary", policies: [boundary] }] : []),
    ...(session.length > 0 ? [{ layer: "session", policies: session }] : []),
    ...(resource ? [{ layer: "resource", policies: [resource] }] : []),
    ...levels("scp", scps),
    ...levels("rcp", rcps),
  ];
};

const answerOf = ({ deny, allow }: Said): Pick<LayerAnswer, "says" | "statement"> => {
  if (deny.truth === "yes") return { says: "denies", statement: deny.statement };
  if (deny.truth === "maybe") return { says: "unclear", statement: deny.statement };
  if (allow.truth === "yes") return { says: "allows", statement: allow.statement };
  if (allow.truth === "maybe") return { says: "unclear", statement: allow.statement };
  return { says: "nothing", statement: undefined };
};
