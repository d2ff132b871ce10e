import type { RoleWithTags } from "#shared/aws/inspect/iam.ts";
import type { StudioDomain, StudioProfile } from "#shared/aws/inspect/sagemaker.ts";
import type { ProfileCalls } from "#shared/aws/studio-profiles.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { tagKeysOf } from "#shared/model/tag-keys.ts";
import type { Ground } from "#shared/people/model.ts";
import { list, quoted, suggestion } from "#shared/settings/words.ts";
import { findDeployment } from "../deployed.ts";
import { heldIn } from "../pause/held-in.ts";
import type { CommonOptions, Io } from "../verb.ts";

/** What the verbs ask of AWS and the settings. Tests answer from a table. */
export interface ProfileMeans {
  ground: Ground;
  domains(): Promise<readonly StudioDomain[]>;
  profiles(): Promise<readonly StudioProfile[]>;
  /** Undefined: there is none. */
  profile(domainId: string, name: string): Promise<StudioProfile | undefined>;
  role(name: string): Promise<RoleWithTags | undefined>;
  calls: ProfileCalls;
}

/** More are in no account: SageMaker's quota for a domain is far below. */
const most = 100_000;

export const liveMeans = async (region: string, settings: Settings): Promise<ProfileMeans> => {
  const place = { region };
  const [{ getCaller }, sagemaker, iam, { profileCalls }, { classify }] = await Promise.all([
    import("#shared/aws/inspect/sts.ts"),
    import("#shared/aws/inspect/sagemaker.ts"),
    import("#shared/aws/inspect/iam.ts"),
    import("#shared/aws/studio-profiles.ts"),
    import("#shared/act/classify.ts"),
  ]);
  const { account, partition } = await getCaller(place);
  const today = new Date().toISOString().slice(0, 10);
  return {
    ground: { settings, keys: tagKeysOf(settings), partition, account, today },
    domains: () => sagemaker.listDomains(place),
    profiles: () => sagemaker.listProfiles(most, place),
    profile: (domainId, name) =>
      sagemaker.readProfile({ domainId, name }, place).catch((error: unknown) => {
        if (classify(error).kind === "gone") return undefined;
        throw error;
      }),
    role: (name) => iam.readTaggedRole(name, place),
    calls: profileCalls(place),
  };
};

/** Where something would be written. Undefined: it is refused, and why is on stderr. */
export const meansToWrite = async (
  verb: string,
  options: CommonOptions & { dryRun?: unknown },
  io: Pick<Io, "cwd" | "env" | "err">,
): Promise<ProfileMeans | undefined> => {
  const { isDeployed, isDifferent, region, settings } = await findDeployment(options, io);
  const hold = isDeployed && !options.dryRun ? await heldIn(region) : undefined;
  const why = isDifferent
    ? "the local settings differ from the deployed ones; deploy them, or name the file with --config"
    : hold?.why;
  if (why === undefined || options.dryRun) return liveMeans(region, settings);
  io.err(`${verb} is refused: ${why}`);
  return undefined;
};

/** The domain that was named, or the only one. Throws BadInput. */
export const domainNamed = (id: unknown, domains: readonly StudioDomain[]): StudioDomain => {
  const ids = domains.map((domain) => domain.id);
  const [only, ...others] = domains;
  if (id === undefined && only !== undefined && others.length === 0) return only;
  if (typeof id !== "string") throw new BadInput(`--domain ID is missing; allowed: ${list(ids)}`);
  const found = domains.find((domain) => domain.id === id);
  if (found !== undefined) return found;
  throw new BadInput(
    `--domain ${quoted(id)}: there is no such Studio domain here; allowed: ${list(ids)}${suggestion(id, ids)}`,
  );
};

/** Why no profile can work there with this role, or undefined. */
export const hindrance = async (
  { usesIam, id }: StudioDomain,
  { team, executionRole }: { team: string; executionRole: string },
  { role, ground }: Pick<ProfileMeans, "role" | "ground">,
): Promise<string | undefined> => {
  if (!usesIam) {
    return `the domain ${id} lets people in by Identity Center, which makes the profiles; studiouserid decides in a domain with AuthMode IAM only`;
  }
  const live = await role(executionRole.split("/").at(-1) ?? "");
  if (live?.arn !== executionRole) return `there is no role ${executionRole}: npm run deploy makes the team's roles`;
  return live.tags[ground.keys.team] === team
    ? undefined
    : `the role ${executionRole} has not the tag ${ground.keys.team} = ${quoted(team)}: sagewarden people check`;
};
