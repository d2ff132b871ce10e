import type { StudioProfile } from "#shared/aws/inspect/sagemaker.ts";
import { inDirectory } from "#shared/model/settings.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { type Change, changesTo } from "#shared/people/changes.ts";
import type { Ground } from "#shared/people/model.ts";
import { hasLeft, isPlaced, profileOf } from "#shared/people/wanted.ts";
import { findDeployment } from "../deployed.ts";
import { wordTable } from "../text-table.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { domainNamed, liveMeans, type ProfileMeans } from "./ground.ts";
import { changeLines } from "./told.ts";

export const profileStatuses = ["ok", "differs", "left", "nobody", "missing"] as const;

/** One profile, or a person who has none. */
export interface ListedProfile {
  name: string;
  /** Null: there is none. */
  domainId: string | null;
  arn: string | null;
  tags: Record<string, string>;
  executionRole: string | null;
  /** `left`: the person has left · `nobody`: the directory has no such person, or no project of theirs · `missing`: the person has no profile. */
  status: (typeof profileStatuses)[number];
  changes: readonly Change[];
}

const judged = (profile: StudioProfile, ground: Ground): Pick<ListedProfile, "status" | "changes"> => {
  const person = inDirectory(ground.settings.people, profile.name);
  if (person === undefined) return { status: "nobody", changes: [] };
  if (hasLeft(person, ground.today)) return { status: "left", changes: [] };
  if (!isPlaced(profile.name, ground)) return { status: "nobody", changes: [] };
  const changes = changesTo(profileOf(profile.name, person.team, ground), profile, ground.keys);
  return { status: changes.length === 0 ? "ok" : "differs", changes };
};

const missing = (name: string): ListedProfile => ({
  name,
  ...{ domainId: null, arn: null, tags: {}, executionRole: null },
  status: "missing",
  changes: [],
});

/** By name; a person without a profile is a line too. */
export const profilesAgainst = (profiles: readonly StudioProfile[], ground: Ground): readonly ListedProfile[] => {
  const { people } = ground.settings;
  const names = new Set(profiles.map(({ name }) => name));
  const without = Object.entries(people).filter(
    ([id, person]) => !names.has(id) && !hasLeft(person, ground.today) && isPlaced(id, ground),
  );
  const listed = profiles.map((profile): ListedProfile => {
    const { name, domainId, arn, tags, executionRole = null } = profile;
    return { name, domainId, arn, tags: { ...tags }, executionRole, ...judged(profile, ground) };
  });
  return [...listed, ...without.map(([id]) => missing(id))].toSorted((one, other) =>
    one.name.localeCompare(other.name),
  );
};

const cells = ({ name, domainId, status, changes }: ListedProfile): string[] =>
  [name, domainId ?? "", status, changeLines(changes).join("; ")].map((text) => plainText(text, 2_000));

export const listProfiles = async (
  { json, domain }: CommonOptions & { domain?: unknown },
  io: Pick<Io, "out" | "err">,
  means: ProfileMeans,
): Promise<number> => {
  const domains = await means.domains();
  const only = domain === undefined ? undefined : domainNamed(domain, domains).id;
  const roles = new Map(domains.map(({ id, executionRole }) => [id, executionRole]));
  const found = (await means.profiles())
    .filter(({ domainId }) => only === undefined || domainId === only)
    .map((one) => ({ ...one, executionRole: one.executionRole ?? roles.get(one.domainId) }));
  const profiles = profilesAgainst(found, means.ground);
  if (json) io.out(JSON.stringify({ profiles }));
  else if (profiles.length > 0)
    io.out(wordTable(["profile", "domain", "status", "what would be put right"], profiles.map(cells)));
  else io.err("there is no user profile, and nobody in the directory");
  return 0;
};

export const verb: Verb = {
  name: "list",
  summary: "the profiles against the directory: right, different, nobody's, of people who left, missing",
  configure(command) {
    command.option("--domain <id>", "those of one Studio domain");
  },
  async run(_args, options, io) {
    const { region, settings } = await findDeployment(options, io);
    return listProfiles(options, io, await liveMeans(region, settings));
  },
};
