import { BadInput } from "#shared/model/errors.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import type { ProbeReply } from "#shared/probe-isolation.ts";
import { wordTable } from "../text-table.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

interface ProbeOptions extends CommonOptions {
  team?: readonly string[];
}

const rowsOf = ({ runs }: ProbeReply): readonly string[][] =>
  runs.flatMap(({ team, other, attempts }) =>
    attempts
      .filter(({ outcome }) => outcome !== "refused")
      .map(({ id, resource, outcome, error }) =>
        [outcome, `${team} on ${other}`, id, resource, error ?? ""].map((text) => plainText(text, 2_000)),
      ),
  );

/** Exit 1: a border was crossed, or an attempt proved nothing. */
export const showProbed = (reply: ProbeReply, { json }: CommonOptions, io: Pick<Io, "out" | "err">): number => {
  const rows = rowsOf(reply);
  if (json) io.out(JSON.stringify(reply));
  else if (rows.length > 0) io.out(wordTable(["outcome", "who", "attempt", "resource", "why"], rows));
  for (const { team, id, error, works } of reply.controls)
    if (!works) io.err(plainText(`${team} cannot do its own: ${id}: ${error}`, 2_000));
  for (const line of reply.left) io.err(plainText(`left behind: ${line}`, 2_000));
  const attempts = reply.runs.reduce((sum, run) => sum + run.attempts.length, 0);
  const { crossed, unknown } = reply;
  io.err(`${attempts} attempts at ${reply.runs.length} borders: ${crossed} crossed, ${unknown} proved nothing`);
  return crossed + unknown > 0 ? 1 : 0;
};

/** Has the deployed function try, and waits: its role alone may take the teams' probe roles. Undefined: nothing is deployed. */
const ask = async (teams: readonly string[], region: string, io: Io): Promise<ProbeReply | undefined> => {
  const { invokeProbe } = await import("#shared/aws/invoke-probe.ts");
  const { NotDeployed, OrderRefused } = await import("#shared/aws/invoke.ts");
  try {
    return await invokeProbe(teams, { region });
  } catch (error) {
    if (error instanceof OrderRefused) throw new BadInput(error.message, { cause: error });
    if (!(error instanceof NotDeployed)) throw error;
    io.err(error.message);
    return undefined;
  }
};

export const verb: Verb = {
  name: "probe",
  summary: "tries, as each team, what teams must not be able to do to each other; IAM must refuse all of it",
  configure(command) {
    command.option("--team <team...>", "only what these teams try, and what is tried on them");
  },
  async run(_args, options: ProbeOptions, io) {
    const { findDeployment } = await import("../deployed.ts");
    const { region, settings } = await findDeployment(options, io);
    if ((settings.access?.probe ?? false) === false)
      throw new BadInput(
        "probe: the settings have no access, or access.probe is false; allowed: with both (docs/access.md)",
      );
    const reply = await ask(options.team ?? [], region, io);
    return reply === undefined ? 1 : showProbed(reply, options, io);
  },
};
