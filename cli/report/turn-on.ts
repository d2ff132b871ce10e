import { counted } from "#shared/decide/counted.ts";
import { planOfSettings } from "#shared/decide/grace.ts";
import type { Settings } from "#shared/model/settings.ts";
import { keyOf } from "#shared/model/tag-keys.ts";
import type { Seen } from "#shared/record/span.ts";
import { isTakenForOlder, unprotected, unwritten, type Would } from "./would.ts";

/** One line of the settings, and what it would have done in the span. */
export interface TurnOn {
  /** `mode: enforce`, as it stands in the settings, keys joined by points. */
  line: string;
  /** How many resources or notices. */
  count: number;
  effect: string;
}

/** Which line of the settings turns on what was held back. */
export const linesThatTurnOn = (seen: Seen, would: readonly Would[], settings: Settings): readonly TurnOn[] => {
  const { creations } = unprotected(seen, settings);
  return [
    ...byMode(would, settings),
    ...byTag(creations, settings),
    ...byKind(creations, settings),
    existing(creations, settings),
  ].filter(({ count }) => count > 0);
};

const numbers = (would: readonly Would[]) => {
  const of = (what: Would["what"]): number => would.filter((one) => one.what === what).length;
  return { tags: of("tag"), stops: of("stop"), deletes: of("delete"), notices: of("notice") };
};

const byMode = (would: readonly Would[], { mode }: Settings): readonly TurnOn[] => {
  const { tags, stops, deletes, notices } = numbers(would.filter(({ line }) => line.startsWith("mode: ")));
  const acts = `${counted(stops, "resource")} would have been stopped, ${deletes} deleted`;
  const effect = mode === "observe" ? `the same, and ${acts}` : acts;
  return [
    ...(mode === "observe"
      ? [
          {
            line: "mode: tag",
            count: tags + notices,
            effect: `${counted(tags, "resource", "resources")} would have been tagged, ${counted(notices, "notice")} sent; nothing stopped or deleted`,
          },
        ]
      : []),
    ...(mode === "enforce" ? [] : [{ line: "mode: enforce", count: stops + deletes, effect }]),
  ];
};

/** A tag with a mode of its own is held back whatever the mode is. */
const byTag = (creations: Seen["creations"], settings: Settings): readonly TurnOn[] =>
  Object.entries(settings.tags)
    .filter(([, rule]) => rule.mode === "observe")
    .map(([name]) => {
      const key = keyOf(name, settings);
      const count = creations.filter((row) => Object.hasOwn(unwritten(row, settings), key)).length;
      return {
        line: `tags.${name}.mode: tag`,
        count,
        effect: `${key} would have been written to ${counted(count, "resource")}`,
      };
    });

/** Kinds that nothing is done to, although it could be. */
const byKind = (creations: Seen["creations"], settings: Settings): readonly TurnOn[] => {
  const unowned = creations.filter(({ outcome }) => outcome === "unowned");
  return [...Map.groupBy(unowned, ({ resource }) => resource.kind)].flatMap(([kind, rows]) => {
    if (planOfSettings(kind, settings).action !== "none") return [];
    const possible = (["stop", "delete"] as const).find((action) => wouldDo(kind, action, settings));
    if (possible === undefined) return [];
    const done = possible === "stop" ? "stopped" : "deleted";
    const effect = `${counted(rows.length, kind, `of kind ${kind}`)} without an owner would be ${done} after ${settings.unowned.actAfter}, in the mode enforce`;
    return [{ line: `unowned.perKind.${kind}.action: ${possible}`, count: rows.length, effect }];
  });
};

const existing = (creations: Seen["creations"], settings: Settings): TurnOn => {
  const rows = creations.filter(
    (row) =>
      row.outcome === "unowned" &&
      isTakenForOlder(row, settings) &&
      planOfSettings(row.resource.kind, settings).action !== "none",
  );
  const effect = `${counted(rows.length, "resource")} that the sweep found without an owner would be treated like new ones`;
  return { line: "unowned.existing: act", count: rows.length, effect };
};

const wouldDo = (kind: string, action: "stop" | "delete", { unowned }: Settings): boolean =>
  planOfSettings(kind, { unowned: { ...unowned, perKind: { [kind]: { action } } } }).action === action;
