import type { Ledger } from "../edges.ts";
import type { Activity, Creation } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { type OwnEvent, ownEvents, ownSource } from "../model/own-event.ts";
import { epochOf, isoAt } from "../model/time.ts";
import type { Fields } from "../normalise/fields.ts";
import { isFields } from "../normalise/fields.ts";
import { normalise } from "../normalise/index.ts";
import { creators } from "../sagemaker/kinds.generated.ts";
import type { Run } from "./progress.ts";

export interface RecordPage {
  /** CloudTrail's JSON texts. */
  records: readonly string[];
  next: string | undefined;
}

export interface History {
  /** LookupEvents: 50 records a page. */
  lookUp(asked: {
    region: string;
    eventName: string;
    from: string;
    to: string;
    token: string | undefined;
  }): Promise<RecordPage>;
  ledger: Pick<Ledger, "byEvent" | "creations">;
  send(event: OwnEvent): Promise<void>;
}

/** LookupEvents answers twice a second in an account and region: what AWS tells need not be learnt. */
export const lookUps = { rate: 2, burst: 1 };

/** Minutes until a creation must be in the ledger; the event history lags by up to 15. */
const patience = 20;
const day = 86_400_000;

/** From where the last comparison ended, at most `day` ago and not before the deployment, to what must have arrived by now. */
export const spanOf = (startedAt: string, deployedAt: string, comparedUntil?: string): { from: string; to: string } => {
  const to = (epochOf(startedAt) ?? 0) - patience * 60_000;
  const known = [epochOf(comparedUntil ?? "") ?? to - day, epochOf(deployedAt) ?? 0];
  return { from: isoAt(Math.min(to, Math.max(...known))), to: isoAt(to) };
};

const parsed = (text: string): Fields | undefined => {
  try {
    const record: unknown = JSON.parse(text);
    return isFields(record) ? record : undefined;
  } catch {
    return undefined;
  }
};

/** What a record says was created. One that cannot be used went to the dead letters when it came. */
const creationsIn = (record: Fields): readonly Creation[] => {
  try {
    return normalise(record).filter((activity: Activity) => activity.type === "creation");
  } catch (error) {
    if (error instanceof PoisonRecord) return [];
    throw error;
  }
};

const isKnown = async ({ eventId, resource }: Creation, ledger: History["ledger"]): Promise<boolean> => {
  if (await ledger.byEvent(eventId)) return true;
  const rows = await ledger.creations(resource.arn);
  return rows.some(({ announcements }) => announcements.includes(eventId));
};

/** The record, if it says of a creation that no row of the ledger knows. */
const missedOf = async (text: string, ledger: History["ledger"]): Promise<Fields | undefined> => {
  const record = parsed(text);
  if (!record) return undefined;
  for (const creation of creationsIn(record)) if (!(await isKnown(creation, ledger))) return record;
  return undefined;
};

/**
 * Compares CloudTrail's history with the ledger, creator by creator, and sends on what never arrived: EventBridge delivers
 * CloudTrail's records with best effort only. Goes on where the cursor is.
 */
export const findMissed = async (
  run: Run,
  regions: readonly string[],
  span: { from: string; to: string },
  { lookUp, ledger, send }: History,
): Promise<void> => {
  const read = (region: string, eventName: string): Promise<void> =>
    run.read({
      id: `${region} LookupEvents ${eventName}`,
      operation: { region, service: "cloudtrail", name: "LookupEvents" },
      page: (token) => lookUp({ region, eventName, ...span, token }),
      take: async ({ records }) => {
        for (const text of records) {
          const record = await missedOf(text, ledger);
          if (!record) continue;
          await send({ source: ownSource, "detail-type": ownEvents.missed, detail: record });
          run.change((one) => ({ ...one, counts: { ...one.counts, missed: one.counts.missed + 1 } }));
        }
        return {};
      },
    });
  await Promise.all(
    regions.map(async (region) => {
      for (const { create } of creators) await read(region, create);
    }),
  );
  await run.save();
};
