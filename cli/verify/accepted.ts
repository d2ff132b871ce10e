import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInput } from "#shared/model/errors.ts";
import type { NamedPolicy } from "#shared/policy/model.ts";
import { readPolicy } from "#shared/policy/read.ts";
import { actionNames } from "#shared/verify/action-names.generated.ts";
import { catalogue } from "#shared/verify/actions.generated.ts";
import { type ActionsLock, lockForm, lockOf } from "#shared/verify/drift.ts";
import { type Ledger, ledgerForm } from "#shared/verify/ledger.ts";
import { policiesOf } from "#shared/verify/lint/index.ts";
import type { Estate } from "#shared/verify/model.ts";
import { isWorkedAs } from "#shared/verify/teams.ts";
import { readForm } from "./read-form.ts";

/** What somebody has looked at and accepted; undefined: a folder of others' that keeps no such file. */
export interface Accepted {
  documents: readonly NamedPolicy[];
  /** The documents are an account's, under names of its own: a wildcard is accepted wherever it stands. */
  byPattern: boolean;
  lock: ActionsLock | undefined;
  ledger: Ledger | undefined;
}

const ourFolder = fileURLToPath(new URL("../../policies", import.meta.url));
/** Those that are deployed. */
const ourSets = ["org", "studio"];

/** Files of accepted things lie in the folder that was named; of our sets, which the constructs use, above them. */
const placeOf = (policies: string | undefined, cwd: string): { folder: string; isOurs: boolean } => {
  const folder = policies === undefined ? undefined : resolve(cwd, policies);
  const isOurs = folder === undefined || ourSets.some((set) => folder === join(ourFolder, set));
  return { folder: folder === undefined || isOurs ? ourFolder : folder, isOurs };
};

export const ourDocuments = (): readonly NamedPolicy[] =>
  ourSets.flatMap((set) =>
    readdirSync(join(ourFolder, set))
      .filter((file) => file.endsWith(".json") && file !== "verify.json")
      .toSorted()
      .map((file) => {
        const text = readFileSync(join(ourFolder, set, file), "utf8");
        return { name: `${set}/${file}`, policy: readPolicy(text, file.startsWith("trust-") ? "trust" : "identity") };
      }),
  );

export const readAccepted = async (
  estate: Estate,
  policies: string | undefined,
  cwd: string,
  isAccount = false,
): Promise<Accepted> => {
  const { folder, isOurs } = placeOf(policies, cwd);
  const [lock, ledger] = await Promise.all([
    readForm(join(folder, "actions.lock.json"), lockForm),
    readForm(join(folder, "unscopable.json"), ledgerForm),
  ]);
  const missing = lock === undefined ? "actions.lock.json" : ledger === undefined ? "unscopable.json" : undefined;
  if (isOurs && missing !== undefined) {
    throw new BadInput(`policies${sep}${missing}: there is no such file; \`git checkout\` brings it back`);
  }
  return { documents: documentsOf(estate, isOurs, isAccount), byPattern: isAccount, lock, ledger };
};

/** Of an account those of the roles that the teams have, and not of all that there are. */
const documentsOf = (estate: Estate, isOurs: boolean, isAccount: boolean): readonly NamedPolicy[] => {
  if (!isAccount) return isOurs ? ourDocuments() : policiesOf(estate);
  const ofTeams = estate.principals.filter((role) => isWorkedAs(role) || role.kind === "admin");
  return policiesOf({ ...estate, principals: ofTeams });
};

/** What the wildcards catch today is accepted from now on. Answers the file. */
export const acceptDrift = async (estate: Estate, policies: string | undefined, cwd: string): Promise<string> => {
  const { folder, isOurs } = placeOf(policies, cwd);
  const lock = lockOf(isOurs ? ourDocuments() : policiesOf(estate), actionNames, catalogue.version);
  const file = join(folder, "actions.lock.json");
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
  return file;
};
