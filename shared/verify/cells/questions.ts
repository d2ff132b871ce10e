import type { Layers, Request } from "../../policy/model.ts";
import { actorsOf } from "../actors.ts";
import { isPossible } from "../decisions.ts";
import type { Cell, Estate } from "../model.ts";
import { requestsOf } from "./requests.ts";

/** One request of a cell, and the policies that answer it. */
export interface Question {
  cell: Cell;
  request: Request;
  layers: Layers;
}

/** What is asked of policies in these cells: nothing where nobody is there to ask, or the trust does not let them in. */
export const questionsOf = (estate: Estate, cells: readonly Cell[]): readonly Question[] => {
  const actors = actorsOf(estate);
  return cells.flatMap((cell) =>
    (actors.get(cell.actor) ?? []).flatMap((actor) => {
      if (actor.refused && !isPossible(actor.refused)) return [];
      return requestsOf(cell, actor, estate).map((request) => ({ cell, request, layers: actor.layers }));
    }),
  );
};
