import { isDeepStrictEqual } from "node:util";
import { BadInput } from "#shared/model/errors.ts";
import { regionsOf, type Settings, settingsSchema } from "#shared/model/settings.ts";
import { names } from "#shared/names.ts";
import { loadSettings, settingsFile } from "./settings.ts";
import type { CommonOptions, Io } from "./verb.ts";

/** What holds for a verb on a live account. */
export interface Deployment {
  /** The deployed settings, or those of a file that was named. */
  settings: Settings;
  /** The home region. */
  region: string;
  isDeployed: boolean;
  /** The local file differs from the deployed settings, and nobody named it. */
  isDifferent: boolean;
}

/** What is asked of AWS. Tests answer from a table. */
export interface DeploymentReads {
  outputs(region: string): Promise<Readonly<Record<string, string>> | undefined>;
  object(url: string, region: string): Promise<string>;
}

const liveReads: DeploymentReads = {
  outputs: async (region) =>
    (await (await import("#shared/aws/inspect/cloudformation.ts")).findStack(names.stack, { region }))?.outputs,
  object: async (url, region) => (await import("#shared/aws/inspect/s3.ts")).readObject(url, { region }),
};

const parsed = (text: string): Settings => {
  const { data, error } = settingsSchema.safeParse(JSON.parse(text));
  if (data) return data;
  throw new BadInput("the deployed settings are not what this version reads; npm run deploy", { cause: error });
};

/** The settings that hold on the live account: the deployed ones, unless a file was named. Says which, on stderr. */
export const findDeployment = async (
  options: CommonOptions,
  io: Pick<Io, "cwd" | "env" | "err">,
  reads: DeploymentReads = liveReads,
): Promise<Deployment> => {
  const local = await loadSettings(options, io);
  const { file, named } = settingsFile(options, io);
  const [region = ""] = regionsOf(local);
  const url = (await reads.outputs(region))?.SettingsUrl;
  if (url === undefined) {
    io.err(`${names.stack} is not deployed in ${region}: ${file} holds, and there is no ledger`);
    return { settings: local, region, isDeployed: false, isDifferent: false };
  }
  const deployed = parsed(await reads.object(url, region));
  const isDifferent = !isDeepStrictEqual(JSON.parse(JSON.stringify(local)), JSON.parse(JSON.stringify(deployed)));
  if (isDifferent)
    io.err(
      named
        ? `${file} holds: it differs from the deployed settings`
        : `the deployed settings hold: ${file} differs from them`,
    );
  else io.err("the deployed settings hold");
  return { settings: named ? local : deployed, region, isDeployed: true, isDifferent: isDifferent && !named };
};
