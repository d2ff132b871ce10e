import type { Activity, Creation, IssuedSession, Retag } from "#shared/model/activity.ts";
import { epochOf } from "#shared/model/time.ts";
import { normalise } from "#shared/normalise/index.ts";
import { readEach, type TrailItem } from "../trail-files.ts";

/** What the files tell, in the order in which it is judged: all sessions first, then creations and retags by time. */
export interface Timeline {
  sessions: readonly IssuedSession[];
  changes: readonly (Creation | Retag)[];
  /** Records read, of whatever service. */
  records: number;
  isDamaged: boolean;
}

/** Reads everything that concerns us. Of damage and of records that cannot be used, `report` is told where they are. */
export const collectTimeline = async (
  items: AsyncIterable<TrailItem>,
  report: (message: string) => void,
): Promise<Timeline> => {
  const activities: Activity[] = [];
  let records = 0;
  const use = (record: unknown): void => {
    records += 1;
    for (const activity of normalise(record)) activities.push(activity);
  };
  const isDamaged = await readEach(items, use, report);
  return { ...inOrder(activities), records, isDamaged };
};

/** Files overlap, and one file is not in the order of time. */
export const inOrder = (activities: readonly Activity[]): Pick<Timeline, "sessions" | "changes"> => {
  const sessions = activities.flatMap((activity) => (activity.type === "session" ? [activity.session] : []));
  const changes = activities.filter(({ type }) => type === "creation" || type === "retag") as (Creation | Retag)[];
  const once = new Map(changes.map((change) => [identityOf(change), change]));
  const sorted = [...once.values()].toSorted((a, b) => epoch(a) - epoch(b) || rank(a) - rank(b));
  const announced = announcedByArn(sorted);
  return { sessions, changes: sorted.filter((change) => !isKnown(change, announced)) };
};

const epoch = ({ at }: Creation | Retag): number => epochOf(at) ?? 0;

/** Records have whole seconds: within one, what others come from goes first, and a retag after its resource. */
const makers = ["Domain", "UserProfile", "Space", "HyperParameterTuningJob", "AutoMLJob", "Pipeline"];
const rank = ({ type, resource }: Creation | Retag): number => {
  const index = makers.indexOf(resource.kind ?? "");
  return (index < 0 ? makers.length : index) + (type === "retag" ? 0.5 : 0);
};

/** A record that two accounts receive has the same id in both; RegisterDevices makes several resources by one. */
const identityOf = ({ eventId, account, resource }: Creation | Retag): string =>
  JSON.stringify([eventId, account, resource.arn]);

const announcedByArn = (changes: readonly (Creation | Retag)[]): ReadonlyMap<string, readonly Creation[]> => {
  const creations = changes.filter((change) => change.type === "creation");
  return Map.groupBy(creations, ({ resource }) => resource.arn);
};

/** ms by which the times of a call and of SageMaker's own event of the same creation may differ. */
const tolerance = 120_000;

/** Whether a state-change event tells of a creation that its call, or an earlier state of it, has told already. */
const isKnown = (change: Creation | Retag, announced: ReadonlyMap<string, readonly Creation[]>): boolean => {
  if (change.type !== "creation" || change.announcedBy !== "state-change") return false;
  const others = announced.get(change.resource.arn) ?? [];
  const same = others.filter((other) => Math.abs(epoch(other) - epoch(change)) <= tolerance);
  return same.some(({ announcedBy }) => announcedBy !== "state-change") || same[0] !== change;
};
