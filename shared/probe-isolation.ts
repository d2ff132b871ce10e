import { BadInput } from "./model/errors.ts";
import type { Finding } from "./model/finding.ts";
import type { Notice } from "./model/notice.ts";
import type { Settings } from "./model/settings.ts";
import { epochOf } from "./model/time.ts";
import { names } from "./names.ts";
import { findingsOf, noticesOf } from "./probe/findings.ts";
import type { Place, Probed } from "./probe/model.ts";
import { pairsOf, partiesOf } from "./probe/parties.ts";
import { probe } from "./probe/probe.ts";
import { rowOf } from "./probe/row.ts";
import type { Means } from "./probe/team.ts";
import type { Probes } from "./record/probes.ts";

export interface ProbeEdges {
  settings: Settings;
  where(): Promise<Pick<Place, "account" | "partition" | "region">>;
  means: Means;
  probes: Pick<Probes, "save">;
  notify(notice: Notice): Promise<void>;
  /** ISO 8601 */
  now(): string;
  /** In the names of what this run makes. */
  fresh(): string;
  isOver(): boolean;
}

/** One document of machine output. */
export type ProbeReply = Probed & { findings: readonly Finding[] };

/** The schedule's event names no team: all are meant. */
const namedIn = (event: unknown): readonly string[] => {
  const teams = typeof event === "object" && event !== null && "teams" in event ? event.teams : [];
  if (Array.isArray(teams) && teams.every((team) => typeof team === "string")) return teams;
  throw new BadInput("teams: allowed: a list of teams");
};

/** Tries every border, tells what was crossed, and keeps how it ended. Throws BadInput. */
export const probeIsolation = async (event: unknown, edges: ProbeEdges): Promise<ProbeReply> => {
  const named = namedIn(event);
  const { settings, means, isOver } = edges;
  const { access } = settings;
  if (access === undefined) throw new BadInput("access: missing in the settings; there is no border to try");
  if (access.probe === false) throw new BadInput("access.probe: false in the settings: nothing is tried");
  const { parties, place } = partiesOf({ ...settings, access }, await edges.where());
  for (const team of named) {
    if (!parties.some(({ unit }) => unit === team))
      throw new BadInput(`"${team}" is no team with access; allowed: ${parties.map(({ unit }) => unit).join(", ")}`);
  }
  const at = edges.now();
  const day = Math.floor((epochOf(at) ?? 0) / 86_400_000);
  const run = `${names.probe}${edges.fresh()}`;
  const probed = await probe({ place, pairs: pairsOf(parties, day, named), means, run, at, isOver });
  await edges.probes.save(rowOf(probed, named));
  for (const notice of noticesOf(probed, parties)) await edges.notify(notice);
  return { ...probed, findings: findingsOf(probed) };
};
