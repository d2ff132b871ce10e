import { hasFailed, operationOf } from "../../detect/signals/support/acts.ts";
import { subjectOf } from "../../detect/signals/support/subject.ts";
import type { Contract } from "../../model/contract.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { bucketUses } from "./buckets.ts";
import { counted, creations, services, takers, totals } from "./collect.ts";
import type { AccessReport, LedgerPart, Reach } from "./report.ts";
import { sessionTree } from "./sessions.ts";
import { type AccessSource, unseenBy } from "./unseen.ts";

/** Whose acts are told, and where they come from. */
export interface AccessQuestion {
  role: string;
  contract: Contract | undefined;
  source: AccessSource;
  reach: Reach | null;
  ledger: LedgerPart | null;
}

/** What a watched role did, from acts in any order: the blast radius. */
export const accessOf = (acts: Iterable<readonly [VendorAct, Watched]>, question: AccessQuestion): AccessReport => {
  const { contract, role, source, reach, ledger } = question;
  const total = totals();
  const parts = {
    takenBy: takers(),
    sessions: sessionTree(),
    addresses: counted(({ sourceIp }) => sourceIp),
    agents: counted(({ userAgent }) => userAgent?.slice(0, 120), { limit: 50 }),
    regions: counted(({ region }) => region),
    services: services(contract),
    buckets: bucketUses(contract),
    secrets: counted(secretRead),
    changed: counted(change),
    created: creations(),
    editedBy: counted(edit, { of: ({ watched }) => watched.how === "changed" }),
  };
  for (const [act, watched] of acts) for (const part of [total, ...Object.values(parts)]) part.add(act, watched);
  const lists = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.list()]));
  const { dataEvents, ...sums } = total.list();
  const whose = { vendor: contract?.vendor ?? null, role, registered: contract !== undefined };
  const report = { ...whose, ...sums, ...(lists as Pick<AccessReport, keyof typeof parts>), ledger, reach };
  return { ...report, unseen: unseenBy(report, { source, dataEvents }) };
};

/** Not acts on objects, which the buckets show, nor what failed. */
const change = (act: VendorAct): string | undefined => {
  const operation = operationOf(act);
  const isRead = act.readOnly ?? /^(Get|List|Describe|Head|BatchGet|Lookup|Search|Simulate)/.test(operation);
  if (isRead || hasFailed(act) || act.category === "data" || act.service === "sts") return undefined;
  return [act.service, operation, subjectOf(act) ?? ""].join(" ").trim();
};

const secretRead = (act: VendorAct): string | undefined => {
  const isSecret = /^(Batch)?GetSecretValue$/.test(operationOf(act));
  const isParameter = act.service === "ssm" && act.request.withDecryption === true;
  return hasFailed(act) || !(isSecret || isParameter) ? undefined : (subjectOf(act) ?? act.service);
};

const edit = (act: VendorAct): string => `${act.principal.arn ?? act.principal.type} ${operationOf(act)}`;
