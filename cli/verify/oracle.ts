import { type Command, Option } from "commander";
import { cellsOf } from "#shared/verify/cells/enumerate.ts";
import { type AskAll, type SecondOpinion, secondOpinion } from "#shared/verify/cells/second-opinion.ts";
import { smokeCellsOf } from "#shared/verify/cells/smoke.ts";
import type { Estate } from "#shared/verify/model.ts";

export const addOracle = (command: Command): void => {
  const asks = "asks IAM's policy simulator as well: where it says something else the cell counts as failed";
  command
    .addOption(new Option("--oracle <name>", asks).choices(["aws"]))
    .addOption(
      new Option("--oracle-cells <set>", "which cells it is asked").choices(["smoke", "all"]).default("smoke"),
    );
};

const liveSimulator = async (): Promise<AskAll> => {
  const [{ policySimulators }, { usualRegion }] = await Promise.all([
    import("#shared/aws/inspect/policy-simulator.ts"),
    import("#shared/aws/inspect/region.ts"),
  ]);
  return policySimulators({ region: await usualRegion() });
};

/** What IAM's policy simulator says to these cells: `all`, else the smoke set, which is asked in some hundred calls. */
export const askOracle = async (estate: Estate, cells = "smoke", simulator = liveSimulator): Promise<SecondOpinion> =>
  secondOpinion(estate, cells === "all" ? cellsOf(estate) : smokeCellsOf(estate), await simulator());

/** For people: how much of it was compared, and what not. */
export const oracleLines = (oracle: SecondOpinion | undefined): readonly string[] =>
  oracle === undefined
    ? []
    : [
        `AWS's policy simulator: ${oracle.cells} cells, ${oracle.compared} requests compared, ${oracle.disagreements.length} disagreements`,
        ...(oracle.without.length > 0 ? [`compared without ${oracle.without.join(" and ")}`] : []),
        ...oracle.limits.map(({ what, requests }) => `not compared: ${requests} requests, because ${what}`),
      ];
