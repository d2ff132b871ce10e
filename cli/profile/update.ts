import { BadInput } from "#shared/model/errors.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { changesTo, writesOf } from "#shared/people/changes.ts";
import { profileWanted, type WantedProfile } from "#shared/people/wanted.ts";
import { list, quoted, suggestion } from "#shared/settings/words.ts";
import type { Io, Verb } from "../verb.ts";
import { show, type WriteOptions } from "./create.ts";
import { domainNamed, hindrance, meansToWrite, type ProfileMeans } from "./ground.ts";
import { asProfile, changeLines, type ToldProfile } from "./told.ts";

/** The role first: with the tags right and the role wrong, the person would work as another team. */
const write = async (
  { add, remove, role }: ReturnType<typeof writesOf>,
  { domainId, name, arn }: { domainId: string; name: string; arn: string },
  { calls }: ProfileMeans,
): Promise<void> => {
  if (role !== undefined) await calls.setRole({ domainId, name }, role);
  if (Object.keys(add).length > 0) await calls.addTags(arn, add);
  if (remove.length > 0) await calls.removeTags(arn, remove);
};

const liveOf = async ({ name }: WantedProfile, domainId: string, means: ProfileMeans) => {
  const live = await means.profile(domainId, name);
  if (live !== undefined) return live;
  const names = (await means.profiles()).filter((one) => one.domainId === domainId).map((one) => one.name);
  throw new BadInput(
    `${quoted(name)} has no profile in ${domainId} (sagewarden profile create); there are: ${list(names)}${suggestion(name, names)}`,
  );
};

const putRight = async (
  person: string,
  { domain, dryRun }: WriteOptions,
  io: Pick<Io, "err">,
  means: ProfileMeans,
): Promise<ToldProfile> => {
  const wanted = profileWanted(person, means.ground);
  const there = domainNamed(domain, await means.domains());
  const live = await liveOf(wanted, there.id, means);
  const now = { ...live, executionRole: live.executionRole ?? there.executionRole };
  const changes = changesTo(wanted, now, means.ground.keys);
  const told = { profile: asProfile(wanted, there.id, live.arn), changes };
  if (changes.length === 0) return { status: "unchanged", ...told };
  const reason = await hindrance(there, wanted, means);
  if (reason !== undefined) return { status: "refused", ...told, reason };
  if (dryRun) return { status: "planned", ...told };
  for (const line of changeLines(changes)) io.err(plainText(`${wanted.name}: ${line}`, 2_000));
  await write(writesOf(changes), live, means);
  io.err("apps that run keep what they were started with: end them, and they start with the new tags and role");
  return { status: "updated", ...told };
};

/** Exit 1: refused. */
export const updateProfile = async (
  person: string,
  options: WriteOptions,
  io: Pick<Io, "out" | "err">,
  means: ProfileMeans,
): Promise<number> => show(await putRight(person, options, io, means), options, io);

export const verb: Verb = {
  name: "update",
  summary: "puts a profile's tags and role right, and shows the difference first",
  configure(command) {
    command
      .argument("<person>", "as in the directory; the profile has the same name")
      .option("--domain <id>", "the Studio domain, where there are several")
      .option("--dry-run", "shows the difference, and does nothing");
  },
  async run([person = ""], options, io) {
    const means = await meansToWrite("profile update", options, io);
    return means ? updateProfile(person, options, io, means) : 1;
  },
};
