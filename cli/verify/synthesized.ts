import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { regionsOf } from "#shared/model/settings.ts";
import { keyOf } from "#shared/model/tag-keys.ts";
import { names } from "#shared/names.ts";
import { estateOfAccount } from "#shared/verify/estate/account.ts";
import { factsOfTemplate, knownOfTemplate } from "#shared/verify/estate/template.ts";
import type { Known } from "#shared/verify/estate/worked-as.ts";
import type { Estate } from "#shared/verify/model.ts";
import { loadSettings } from "../settings.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { teamsOf } from "./teams.ts";

/** Where `cdk synth` leaves the teams' roles. */
export const templateFile = "cdk.out/SagewardenAccess.template.json";

/** The roles that would be deployed, or undefined: nothing was synthesized here. */
export const synthesizedEstate = async (options: CommonOptions, io: Io): Promise<Estate | undefined> => {
  const text = await readFile(resolve(io.cwd, templateFile), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new BadInput(`${templateFile}: it cannot be read (${error.code})`, { cause: error });
  });
  if (text === undefined) return undefined;
  const settings = await loadSettings(options, io);
  io.err(`${templateFile}, as it was last synthesized`);
  const place = { account: accountIn(text), partition: "aws", region: regionsOf(settings)[0] ?? "us-east-1" };
  const template = parsed(text);
  const knownOf = (each: unknown): Known => knownOfTemplate(each, place, keyOf("team", settings));
  const own = knownOf(template);
  const ofProfiles = (await profileTemplates(io.cwd)).map(knownOf);
  const known = { marks: own.marks, workedAs: [own, ...ofProfiles].flatMap(({ workedAs }) => workedAs) };
  return estateOfAccount(factsOfTemplate(template, place), settings, teamsOf(settings), known);
};

/** Profiles are stacks of their own, which name the roles that their people work as. */
const profileTemplates = async (cwd: string): Promise<readonly unknown[]> => {
  const folder = resolve(cwd, dirname(templateFile));
  const files = (await readdir(folder)).filter(
    (file) => file.startsWith(`${names.profilesStack}-`) && file.endsWith(".template.json"),
  );
  return Promise.all(files.toSorted().map(async (file) => parsed(await readFile(join(folder, file), "utf8"), file)));
};

/** Of a template for any account one account is as good as another. */
const accountIn = (text: string): string => /arn:[^:"]*:iam::(\d{12}):/.exec(text)?.[1] ?? "111122223333";

const parsed = (text: string, file = templateFile): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput(`${file}: not JSON; allowed: what \`npm run synth\` leaves there`, { cause: error });
  }
};
