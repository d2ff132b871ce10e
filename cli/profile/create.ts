import { plainText } from "#shared/notify/plain-text.ts";
import { changesTo } from "#shared/people/changes.ts";
import { profileWanted } from "#shared/people/wanted.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { domainNamed, hindrance, meansToWrite, type ProfileMeans } from "./ground.ts";
import { asProfile, changeLines, type ToldProfile } from "./told.ts";

export interface WriteOptions extends CommonOptions {
  domain?: unknown;
  dryRun?: unknown;
}

/** Makes it, or says why not. A profile that is there is never changed: `profile update` shows what it would change. */
const make = async (person: string, { domain, dryRun }: WriteOptions, means: ProfileMeans): Promise<ToldProfile> => {
  const wanted = profileWanted(person, means.ground);
  const there = domainNamed(domain, await means.domains());
  const live = await means.profile(there.id, wanted.name);
  const now = live && { ...live, executionRole: live.executionRole ?? there.executionRole };
  const changes = changesTo(wanted, now ?? { tags: {}, executionRole: undefined }, means.ground.keys);
  const told = { profile: asProfile(wanted, there.id, live?.arn ?? null), changes };
  if (live !== undefined) return { status: changes.length === 0 ? "unchanged" : "differs", ...told };
  const reason = await hindrance(there, wanted, means);
  if (reason !== undefined) return { status: "refused", ...told, reason };
  if (dryRun) return { status: "planned", ...told };
  const arn = await means.calls.create({ domainId: there.id, name: wanted.name }, wanted.tags, wanted.executionRole);
  return { status: "created", profile: { ...told.profile, arn }, changes };
};

const words: Readonly<Record<ToldProfile["status"], string>> = {
  created: "is made; SageMaker has it ready in a moment",
  updated: "is put right",
  unchanged: "is there, as the directory has it",
  planned: "would be written",
  differs: "is there, and is not as the directory has it: sagewarden profile update",
  refused: "is refused",
};

/** Exit 1: it was refused, or is there and different. */
export const show = (told: ToldProfile, { json }: CommonOptions, io: Pick<Io, "out" | "err">): number => {
  const { status, profile, changes, reason } = told;
  if (json) io.out(JSON.stringify(told));
  else {
    io.out(
      plainText(
        `${profile.name} in ${profile.domainId} ${words[status]}${reason === undefined ? "" : `: ${reason}`}`,
        2_000,
      ),
    );
    for (const line of changeLines(changes)) io.out(plainText(`  ${line}`, 2_000));
  }
  return status === "differs" || status === "refused" ? 1 : 0;
};

export const createProfile = async (
  person: string,
  options: WriteOptions,
  io: Pick<Io, "out" | "err">,
  means: ProfileMeans,
): Promise<number> => show(await make(person, options, means), options, io);

export const verb: Verb = {
  name: "create",
  summary: "makes a person's user profile: the tags team and studiouserid, the team's execution role",
  configure(command) {
    command
      .argument("<person>", "as in the directory; the profile has the same name")
      .option("--domain <id>", "the Studio domain, where there are several")
      .option("--dry-run", "says what would be done, and does nothing");
  },
  async run([person = ""], options, io) {
    const means = await meansToWrite("profile create", options, io);
    return means ? createProfile(person, options, io, means) : 1;
  },
};
