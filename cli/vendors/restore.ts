import { plainText } from "#shared/notify/plain-text.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { follow, isDone } from "./follow.ts";
import type { IncidentMeans } from "./incident-means.ts";
import { refusedLines, showLine } from "./rung-lines.ts";

interface RestoreOptions extends CommonOptions {
  all?: boolean;
  acceptDrift?: boolean;
}

/** Exit 1: refused, failed, or still under way; what differs is in the refused line. */
const restoreOne = async (
  role: string,
  options: RestoreOptions & { isAlone: boolean },
  io: Pick<Io, "out" | "err">,
  means: IncidentMeans,
): Promise<number> => {
  const show = (line: Parameters<typeof showLine>[0]): void =>
    showLine(options.isAlone ? line : { ...line, role }, options, io);
  const { all = false, acceptDrift = false } = options;
  const { refused, said, incident: before } = await means.ask({ op: "restore", role, all, acceptDrift });
  // Asked for already: it is followed.
  if (refused !== undefined && before?.phase !== "restoring") {
    const [first] = refusedLines(refused);
    if (first !== undefined) show(first);
    io.err(plainText(`${role} is not restored: ${refused}`, 2_000));
    return 1;
  }
  if (said !== undefined) io.err(plainText(`${role}: ${said}`, 2_000));
  const { incident, end } = await follow({ role, way: "restore" }, means, show);
  if (end !== "settled" || incident === undefined) {
    const how = end === "interrupted" ? "Ctrl-C ended this command only" : "nothing new for a long time";
    io.err(`${role}: ${how}. The restore runs on in the account; the same command follows it again`);
    return 1;
  }
  io.err(plainText(`${role}: incident ${incident.id} is ${incident.phase}: ${incident.why}`, 2_000));
  for (const { what, why } of incident.heldBack ?? []) io.err(plainText(`held back: ${what}: ${why}`, 2_000));
  // Of a role that is back already the rest may be refused: its snapshot's line says so.
  const isRefused = incident.restoreRungs?.some(({ rung, status }) => rung === "snapshot" && status === "refused");
  return isDone(incident, "restore") && !isRefused ? 0 : 1;
};

export const restore = async (
  roles: readonly string[],
  options: RestoreOptions,
  io: Pick<Io, "out" | "err">,
  means: IncidentMeans,
): Promise<number> => {
  const codes: number[] = [];
  for (const role of roles) codes.push(await restoreOne(role, { ...options, isAlone: roles.length === 1 }, io, means));
  return Math.max(...codes);
};

export const verb: Verb = {
  name: "restore",
  summary: "puts a contained role back as its snapshot has it; sessions from before stay dead",
  configure(command) {
    command
      .argument("<name>", "the vendor, as in the settings, or the name or ARN of a vendor's role")
      .option(
        "--all",
        "also what came outside the contract since the last clean audit, and keys that its sessions made",
      )
      .option("--accept-drift", "also when somebody has changed the role since it was contained");
  },
  async run([name = ""], options, io) {
    const { withIncidents } = await import("./incident-ground.ts");
    return withIncidents(name, options, io, (roles, means) => restore(roles, options, io, means));
  },
};
