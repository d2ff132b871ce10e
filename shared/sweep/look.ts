import { classify } from "../act/classify.ts";
import { isOnlyReported, lacksCase } from "../decide/grace.ts";
import { saysOwner } from "../decide/unowned-turn.ts";
import type { Ledger } from "../edges.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import type { Tags } from "../model/tags.ts";
import { caseIdOf } from "../record/case-id.ts";
import type { CaseStore } from "../record/cases.ts";
import type { Budget } from "./budget.ts";
import type { Ground, Recorded, Swept } from "./existing.ts";
import { judge } from "./judge.ts";
import { limited } from "./limited.ts";
import type { Listed } from "./listing.ts";

export interface Looks {
  ledger: Pick<Ledger, "creations">;
  exemption(arn: string): Promise<StoredExemption | undefined>;
  cases: Pick<CaseStore, "get">;
  /** One SageMaker call. */
  listTags(arn: string): Promise<Tags>;
}

/** What is read of the ledger at the same time. */
const atOnce = 16;

const slim = ({ eventId, eventName, createdAt, outcome, owner, reason, taggedAt }: CreationRow): Recorded => ({
  eventId,
  eventName,
  createdAt,
  outcome,
  owner,
  reason,
  ...(taggedAt === undefined ? {} : { taggedAt }),
});

export interface Looker {
  /** The ledger is asked while AWS's lists are still being read. */
  expect(arn: string): void;
  /** Undefined: it is gone by now. `tags` are those that the tagging API told. */
  look(resource: Listed, tags: Tags | undefined): Promise<Swept | undefined>;
}

/** Judges one resource after another. What would be acted on is read again where it lives: the tagging API lags. */
export const looker = (looks: Looks, budget: Budget, ground: Ground): Looker => {
  const limit = limited(atOnce);
  const rows = new Map<string, Promise<readonly Recorded[]>>();

  const rowsOf = (arn: string): Promise<readonly Recorded[]> => {
    const known = rows.get(arn) ?? limit(async () => (await looks.ledger.creations(arn)).map(slim));
    rows.set(arn, known);
    return known;
  };

  const liveTags = (arn: string): Promise<Tags> =>
    budget.run({ region: arn.split(":")[3] ?? "", service: "sagemaker", name: "ListTags" }, () => looks.listTags(arn));

  /** The ledger has its end, but its case has none that holds: the settings, an exemption, its tags are others by now. */
  const isUntalked = async ({ creation, decision, row }: Swept, tags: Tags = {}): Promise<boolean> => {
    const { settings, deployedAt, now } = ground;
    if (row?.outcome !== "unowned" || decision.verdict !== "unowned") return false;
    if (saysOwner(tags, settings) || isOnlyReported(creation, deployedAt, settings)) return false;
    return lacksCase(await looks.cases.get(caseIdOf(creation.resource.arn, row.eventId)), settings, now);
  };

  const look: Looker["look"] = async (resource, tags) => {
    const { arn } = resource;
    const existing = { resource, tags, rows: await rowsOf(arn) };
    rows.delete(arn);
    const first = judge(existing, ground);
    if (first.decision.verdict === "ok" || first.decision.verdict === "exempt") return first;
    const exemption = await limit(() => looks.exemption(arn));
    const differs = Object.keys(first.decision.write).length > 0;
    try {
      const second = judge({ ...existing, exemption, tags: differs ? await liveTags(arn) : tags }, ground);
      return { ...second, isNews: second.isNews || (await limit(() => isUntalked(second, tags))) };
    } catch (error) {
      if (classify(error).kind === "gone") return undefined;
      throw error;
    }
  };

  return { expect: (arn) => void rowsOf(arn).catch(() => undefined), look };
};
