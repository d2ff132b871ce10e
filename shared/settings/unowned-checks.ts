import { inDirectory, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { unstoppable } from "../sagemaker/act-decisions.ts";
import { creators } from "../sagemaker/kinds.generated.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { list, type Path, type Problem } from "./words.ts";

type Unowned = Settings["unowned"];

const problem = (path: Path, message: string): Problem => ({ path: ["unowned", ...path], at: "value", message });

/** What is wrong with what shall happen to unowned resources. Names of kinds are checked elsewhere: unknown ones are left out. */
export const unownedProblems = ({ unowned }: Settings): readonly Problem[] => [
  ...order(unowned),
  ...Object.entries(unowned.perKind).flatMap(([kind, { action }]) =>
    actionProblem(kind, action, unowned).map((message) => problem(["perKind", kind, "action"], message)),
  ),
  ...losses(unowned),
];

const order = ({ remindAfter, actAfter }: Unowned): Problem[] =>
  secondsOf(remindAfter) < secondsOf(actAfter)
    ? []
    : [problem(["remindAfter"], `${remindAfter} is not before actAfter (${actAfter}); allowed: less than actAfter`)];

const actionProblem = (kind: string, action: "stop" | "delete" | "none", unowned: Unowned): string[] => {
  const row = kindNamed(kind);
  if (row === undefined || action === "none") return [];
  const hindrance = row.stoppable ? inDirectory(unstoppable, kind) : `SageMaker has no call to stop a ${kind}`;
  const allowed = [...(hindrance === undefined ? ["stop"] : []), ...(row.deletable ? ["delete"] : []), "none"];
  if (action === "stop") return hindrance === undefined ? [] : [`${hindrance}; allowed: ${list(allowed)}`];
  if (!row.deletable) return [`SageMaker has no call to delete a ${kind}; allowed: ${list(allowed)}`];
  if (!losesData(kind, unowned)) return [];
  const others = list(allowed.filter((name) => name !== "delete"));
  return [`deleting a ${kind} loses data; allowed: ${others}, or delete with ${kind} in unowned.allowDataLoss`];
};

const losesData = (kind: string, { allowDataLoss }: Unowned): boolean =>
  kindNamed(kind)?.losesData === true && !allowDataLoss.includes(kind);

/** One line for all kinds: whoever wants to delete everything has to name what is lost by it. */
const losses = (unowned: Unowned): Problem[] => {
  if (unowned.action !== "delete") return [];
  const kinds = [...new Set(creators.flatMap(({ kind, deletable }) => (deletable ? [kind] : [])))];
  const lost = kinds.filter((kind) => !Object.hasOwn(unowned.perKind, kind) && losesData(kind, unowned));
  return lost.length === 0
    ? []
    : [
        problem(
          ["action"],
          `deleting loses data of ${list(lost)}; allowed: stop or none, with delete under unowned.perKind where nothing is lost, or each of these in unowned.allowDataLoss`,
        ),
      ];
};
