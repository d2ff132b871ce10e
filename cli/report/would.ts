import { planOfSettings } from "#shared/decide/grace.ts";
import { matchesAny } from "#shared/model/glob.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import type { Settings } from "#shared/model/settings.ts";
import { nameOf, tagKeysOf, tagsOfOwner } from "#shared/model/tag-keys.ts";
import type { Tags } from "#shared/model/tags.ts";
import { epochOf, isoAt, secondsOf } from "#shared/model/time.ts";
import type { CaseEnd, UnownedCase } from "#shared/model/unowned-case.ts";
import type { Seen } from "#shared/record/span.ts";

/** One thing that would have been done, had the settings allowed it. */
export interface Would {
  what: "tag" | "stop" | "delete" | "notice";
  resource: { arn: string; kind: string };
  /** ISO 8601: when it was created, would have been acted on, or people would have been told. */
  at: string;
  /** Tags: what would be written. Stop and delete: why. Notice: its title. */
  detail: string;
  /** The one line of the settings that turns it on, keys joined by points: `mode: enforce`. */
  line: string;
}

const lines = { stop: "mode: enforce", delete: "mode: enforce", notice: "mode: tag" } as const;

/** Every tag, stop, delete and notice that the settings held back, by time. */
export const wouldHave = (seen: Seen, settings: Settings): readonly Would[] => {
  const { creations, cases } = unprotected(seen, settings);
  return [
    ...creations.flatMap((row) => tagging(row, settings)),
    ...acts({ creations, cases, to: seen.to }, settings),
    ...seen.notices.flatMap(({ notice, state }): Would[] => {
      const { arn, kind = "" } = notice.resource;
      return state === "held"
        ? [{ what: "notice", resource: { arn, kind }, at: notice.at, detail: notice.title, line: lines.notice }]
        : [];
    }),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
};

/** What no mode touches is not held back by one. */
export const unprotected = (
  { creations, cases }: Pick<Seen, "creations" | "cases">,
  { protected: { resources } }: Settings,
): Pick<Seen, "creations" | "cases"> => ({
  creations: creations.filter(({ resource }) => !matchesAny(resource.arn, resources)),
  cases: cases.filter(({ creation }) => !matchesAny(creation.resource.arn, resources)),
});

const tagging = (row: CreationRow, settings: Settings): Would[] => {
  const tags = unwritten(row, settings);
  const words = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return words.length === 0
    ? []
    : [
        {
          what: "tag",
          resource: row.resource,
          at: row.createdAt,
          detail: words.join(", "),
          line: tagLine(tags, settings),
        },
      ];
};

/** A tag with a mode of its own is held back whatever the mode is. */
const tagLine = (tags: Tags, settings: Settings): string => {
  const names = Object.keys(tags).flatMap((key) => nameOf(key, settings) ?? []);
  const own = names.find((name) => settings.tags[name]?.mode === "observe");
  return own === undefined ? "mode: tag" : `tags.${own}.mode: tag`;
};

/** What is proven and was not written. The ledger has it as intent only where nothing else was to be said of the creation. */
export const unwritten = ({ outcome, intent, owner, taggedAt }: CreationRow, settings: Settings): Tags => {
  if (outcome === "observed") return intent;
  const isHeldBack = (outcome === "mismatch" || outcome === "unowned") && taggedAt === undefined;
  return isHeldBack ? tagsOfOwner(owner, tagKeysOf(settings)) : {};
};

const endings: Readonly<Partial<Record<CaseEnd, "stop" | "delete">>> = {
  "would-stop": "stop",
  "would-delete": "delete",
};

const idOf = (arn: string, eventId: string): string => JSON.stringify([arn, eventId]);

/** Cases that ended so, those whose time has passed, and what nobody owns and no case was opened for. */
const acts = (
  { creations, cases, to }: Pick<Seen, "creations" | "cases" | "to">,
  settings: Settings,
): readonly Would[] => {
  const known = new Set(cases.map(({ creation }) => idOf(creation.resource.arn, creation.eventId)));
  const without = creations.filter(
    (row) =>
      row.outcome === "unowned" && !known.has(idOf(row.resource.arn, row.eventId)) && !isTakenForOlder(row, settings),
  );
  return [
    ...cases.flatMap((row) => ended(row) ?? due(row.creation.resource, dueAt(row, settings), { row, to }, settings)),
    ...without.flatMap((row) => due(row.resource, after(row.createdAt, settings), { to }, settings)),
  ];
};

/** The sweep found it: it is taken for older than the deployment. */
export const isTakenForOlder = ({ announcedBy }: CreationRow, { unowned }: Settings): boolean =>
  announcedBy === "sweep" && unowned.existing === "report";

const ended = ({ creation, end }: UnownedCase): Would[] | undefined => {
  const what = end && endings[end.how];
  if (!end) return undefined;
  return what ? [{ what, resource: creation.resource, at: end.at, detail: end.detail, line: lines[what] }] : [];
};

/** In the mode enforce an open case is under way: nothing is held back. */
const due = (
  resource: Would["resource"],
  at: string,
  { row, to }: { row?: UnownedCase; to: string },
  settings: Settings,
): Would[] => {
  const { action } = planOfSettings(resource.kind, settings);
  if (settings.mode === "enforce" || action === "none" || at > to) return [];
  const detail = `nobody is proven to own it${row ? "" : ", and no case was opened"}`;
  return [{ what: action, resource, at, detail, line: lines[action] }];
};

const dueAt = ({ actAt, openedAt }: UnownedCase, settings: Settings): string => actAt ?? after(openedAt, settings);

const after = (at: string, { unowned }: Settings): string =>
  isoAt((epochOf(at) ?? 0) + secondsOf(unowned.actAfter) * 1000);
