import { type IncidentNoticeType, incidentNotice, type Said } from "../decide/incident-notices.ts";
import type { Incident } from "../model/incident.ts";
import type { Notice } from "../model/notice.ts";
import { contractsOf } from "../vendors/contract.ts";
import { change, type Held } from "./run.ts";
import type { IncidentWorld } from "./world.ts";

/**
 * Into the outbox, which takes each id once; then into the row, in one write with what it tells of (`told`): a run that is cut
 * off in between has told, and tells again under the same id. A drill tells nobody.
 */
export const tell = async (
  run: Held,
  row: Incident,
  said: Said,
  told: (before: Incident) => Incident = (before) => before,
): Promise<Incident> => {
  if (row.exercise) return change(run, told);
  const notice = noticeOf(row, said, run.world);
  await run.world.notify(notice);
  return change(run, (before) => {
    const next = told(before);
    return next.notices.includes(notice.id) ? next : { ...next, notices: [...next.notices, notice.id] };
  });
};

/** How many notices of a type the row knows of: tells the next one from them. */
export const timesTold = ({ notices }: Incident, type: IncidentNoticeType): string =>
  String(notices.filter((id) => id.startsWith(`${type}#`)).length + 1);

const noticeOf = (row: Incident, said: Said, { settings, place, now }: IncidentWorld): Notice => {
  const contract = contractsOf(settings, place).find(({ vendor }) => vendor === row.vendor);
  return incidentNotice(row, said, contract, now());
};
