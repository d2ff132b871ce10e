import { Option } from "commander";
import type { Incident, RungId, RungLine, UpTo } from "#shared/model/incident.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { follow, isDone } from "./follow.ts";
import type { IncidentMeans } from "./incident-means.ts";
import { refusedLines, showLine, unclimbedLines } from "./rung-lines.ts";

const upTos = ["sessions", "deny", "trust", "detach", "delete"] as const satisfies readonly UpTo[];

interface ContainOptions extends CommonOptions {
  upTo?: UpTo;
  reason?: string;
  dryRun?: boolean;
}

/** One role's part of the command: its lines carry its ARN where there are several. */
interface Part {
  role: string;
  show(line: RungLine): void;
}

const dryRun = async ({ role, show }: Part, options: ContainOptions, means: IncidentMeans): Promise<number> => {
  const { upTo } = options;
  const { lines, refused } = await means.ask({ op: "plan", role, ...(upTo && { upTo }) });
  for (const line of refused === undefined ? lines : refusedLines(refused)) show(line);
  return refused === undefined && lines.every(({ status }) => status !== "refused") ? 0 : 1;
};

/** Whether it was taken, and as which incident; else why not. */
const begin = async (
  { role }: Part,
  { upTo, reason }: ContainOptions,
  means: IncidentMeans,
): Promise<{ refused: string } | { incident: Incident | undefined }> => {
  const why = reason ?? "asked for on the command line, without a reason";
  const { refused, incident } = await means.ask({ op: "contain", role, ...(upTo && { upTo }), reason: why });
  return refused === undefined ? { incident } : { refused };
};

const goOn = async ({ role, show }: Part, io: Pick<Io, "err">, means: IncidentMeans): Promise<number> => {
  const told = new Set<RungId>();
  const { incident, end } = await follow({ role, way: "contain" }, means, (line) => {
    told.add(line.rung);
    show(line);
  });
  if (end !== "settled" || incident === undefined) {
    const how = end === "interrupted" ? "Ctrl-C ended this command only" : "nothing new for a long time";
    io.err(`${role}: ${how}. The containment runs on in the account; the same command follows it again`);
    return 1;
  }
  for (const line of unclimbedLines(incident, told)) show(line);
  io.err(plainText(`${role}: incident ${incident.id} is ${incident.phase}: ${incident.why}`, 2_000));
  return isDone(incident, "contain") ? 0 : 1;
};

/**
 * All roles are asked for before the first is followed: what they can still do is lost while one waits. Exit 1: refused, failed,
 * waiting for a person, or still under way.
 */
export const contain = async (
  roles: readonly string[],
  options: ContainOptions,
  io: Pick<Io, "out" | "err">,
  means: IncidentMeans,
): Promise<number> => {
  const isAlone = roles.length === 1;
  const parts = roles.map(
    (role): Part => ({
      role,
      show: (line) => showLine(isAlone ? line : { ...line, role }, options, io),
    }),
  );
  const codes: number[] = [];
  if (options.dryRun) {
    for (const part of parts) codes.push(await dryRun(part, options, means));
    return Math.max(...codes);
  }
  const begun: Part[] = [];
  for (const part of parts) {
    const beginning = await begin(part, options, means);
    if ("refused" in beginning) {
      for (const line of refusedLines(beginning.refused)) part.show(line);
      io.err(plainText(`${part.role} is not contained: ${beginning.refused}`, 2_000));
      codes.push(1);
    } else begun.push(part);
  }
  for (const part of begun) codes.push(await goOn(part, io, means));
  return Math.max(...codes);
};

export const verb: Verb = {
  name: "contain",
  summary: "shuts a vendor's role rung by rung, each proven; --dry-run tells what would be done",
  configure(command) {
    command
      .argument("<name>", "the vendor, as in the settings, or the name or ARN of a vendor's role")
      .addOption(new Option("--up-to <rung>", "how far it goes by itself; else as the contract says").choices(upTos))
      .option("--reason <text>", "why, for the record and for those who are told")
      .option("--dry-run", "tells what each rung would do now, and writes nothing");
  },
  async run([name = ""], options, io) {
    const { withIncidents } = await import("./incident-ground.ts");
    return withIncidents(name, options, io, (roles, means) => contain(roles, options, io, means));
  },
};
