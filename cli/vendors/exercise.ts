import type { Contract } from "#shared/model/contract.ts";
import type { UpTo } from "#shared/model/incident.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { textTable } from "../text-table.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { type Exercise, type ExerciseMeans, runExercise } from "./exercise-run.ts";

/** One document of machine output. */
export interface Exercised extends Exercise {
  vendor: string;
  /** ARN of the decoy. */
  role: string;
  /** ISO 8601 */
  startedAt: string;
  upTo: UpTo;
  passed: boolean;
}

/** As far as the contract says, but no further than what a restore gives back in seconds. */
export const upToOf = ({ contain }: Contract): UpTo =>
  contain.upTo === "detach" || contain.upTo === "delete" ? "trust" : contain.upTo;

const told = ({ seconds, oldSession }: Exercise): [string, string][] => {
  const shown = (value: number | null): string => (value === null ? "-" : `${value.toFixed(1)} s`);
  return [
    ["the old session's first AccessDenied", shown(seconds.denied)],
    ["contained, proven", shown(seconds.contained)],
    ["a new session refused", shown(seconds.newSessionRefused)],
    ["restored, proven (from that order)", shown(seconds.restored)],
    ["a good session works", shown(seconds.works)],
    ["the old session after the restore", oldSession ?? "-"],
  ];
};

/** Exit 1: something did not hold, or it could not be tried to its end. */
export const exercise = async (
  { contract, role, startedAt }: { contract: Contract; role: string; startedAt: string },
  { json }: CommonOptions,
  io: Pick<Io, "out" | "err">,
  means: ExerciseMeans,
): Promise<number> => {
  const upTo = upToOf(contract);
  const { vendor } = contract;
  const found = await runExercise({ role, upTo, vendor }, means, (text) => io.err(plainText(text)));
  const passed = found.failures.length === 0;
  const document: Exercised = { vendor, role, startedAt, upTo, passed, ...found };
  if (json) io.out(JSON.stringify(document));
  else io.out(textTable([`exercise of ${vendor}, up to ${upTo}`, ""], told(found)));
  for (const failure of found.failures) io.err(plainText(`it failed: ${failure}`, 2_000));
  return passed ? 0 : 1;
};

export const verb: Verb = {
  name: "exercise",
  summary: "tries a vendor's containment on a decoy of its role, and measures it; the decoy is removed",
  configure(command) {
    command.argument("<name>", "the vendor, as in the settings");
  },
  async run([name = ""], options, io) {
    const { withAccount } = await import("./incident-ground.ts");
    return withAccount(options, io, "exercise", async ({ settings, region, caller, means }) => {
      const { contractNamed } = await import("./contract-named.ts");
      const contract = contractNamed(name, settings, caller);
      const { decoyOf } = await import("#shared/vendors/role/decoy.ts");
      const { makeDecoy, removeDecoy, takeDecoy } = await import("#shared/aws/exercise/decoy.ts");
      const externalId = crypto.randomUUID();
      const decoy = decoyOf(contract, caller, externalId);
      const live: ExerciseMeans = {
        ...means,
        make: () => makeDecoy(decoy, { region }),
        remove: () => removeDecoy(decoy, { region }),
        take: () => takeDecoy(decoy, externalId, { region }),
      };
      return exercise({ contract, role: decoy.arn, startedAt: new Date().toISOString() }, options, io, live);
    });
  },
};
