import { inDirectory, type Settings } from "../model/settings.ts";
import { unstoppable } from "../sagemaker/act-decisions.ts";
import { kindNamed } from "../sagemaker/kinds.ts";

/** What the settings want done to an unowned resource of this kind in the mode `enforce`, as far as SageMaker can do it. */
export const plannedAction = (kind: string, { unowned }: Pick<Settings, "unowned">): "stop" | "delete" | "none" => {
  const wanted = inDirectory(unowned.perKind, kind)?.action ?? unowned.action;
  const row = kindNamed(kind);
  if (wanted === "stop") return row?.stoppable && inDirectory(unstoppable, kind) === undefined ? "stop" : "none";
  if (wanted !== "delete" || !row?.deletable) return "none";
  return row.losesData && !unowned.allowDataLoss.includes(kind) ? "none" : "delete";
};
