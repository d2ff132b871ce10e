import type { Actor } from "../actors.ts";
import type { Cell, Estate, RequestState, TagState } from "../model.ts";
import { objectsOf } from "../places.ts";
import { otherCase, type Tags } from "../tags.ts";
import { teamOf } from "../teams.ts";
import { typeOf } from "./rows.ts";

/** What a cell is about, as it stands in a request. */

type Owner = "self" | "teammate" | "other";

/** Whose it is: what the cell says, else what the tags say. A teammate's work is the first person's of the team. */
export const ownerOf = (cell: Pick<Cell, "owner" | "resourceTags" | "actor">): Owner | undefined => {
  if (cell.owner !== undefined) return cell.owner;
  switch (cell.resourceTags) {
    case "own":
      return cell.actor === "teammate" ? "teammate" : "self";
    case "other":
    case "wrong-case":
    case "both":
      return "other";
    default:
      return undefined;
  }
};

const personOf = (owner: Owner | undefined, { people }: Actor): string | undefined => owner && people[owner];
const teamName = (owner: Owner | undefined, { team, otherTeam }: Actor): string | undefined =>
  owner && (owner === "other" ? otherTeam : team);

export const resourceTags = (state: TagState, owner: Owner | undefined, actor: Actor, { tagKeys }: Estate): Tags => {
  const { team: key, studiouserid } = tagKeys;
  const person = personOf(owner, actor);
  const who: Tags = person === undefined ? {} : { [studiouserid]: person };
  switch (state) {
    case "own":
      return { [key]: actor.team, ...who };
    case "other":
      return { [key]: actor.otherTeam, ...who };
    case "untagged":
      return {};
    case "empty":
      return { [key]: "", [studiouserid]: "" };
    case "wrong-case":
      return { [otherCase(key)]: actor.otherTeam, ...who };
    case "both":
      return { [key]: actor.otherTeam, [otherCase(key)]: actor.team, ...who };
  }
};

export const requestTags = (state: RequestState, { team, otherTeam, people }: Actor, { tagKeys }: Estate): Tags => {
  const key = tagKeys.team;
  switch (state) {
    case "none":
      return {};
    case "own":
      return { [key]: team };
    case "other":
      return { [key]: otherTeam };
    case "own+guarded":
      return { [key]: team, [tagKeys.studiouserid]: people.other };
    case "wrong-case":
      return { [otherCase(key)]: team };
    case "both":
      return { [key]: team, [otherCase(key)]: otherTeam };
    case "unrelated":
      return { [`not-${key}`]: team };
  }
};

/** All share one. What is nobody's is in another, where nobody of them is. */
export const domainId = "d-studio";
const elsewhere = "d-elsewhere";

/** The ARN of something of somebody's: names begin with the team's, as its policies may demand. */
export const arnOf = (action: string, type: string, owner: Owner | undefined, actor: Actor, estate: Estate): string => {
  const team = teamName(owner, actor) ?? "nobody";
  const special = besides[`${action.split(":", 1)[0]}:${type}`]?.(team, owner, actor, estate);
  if (special !== undefined) return special;
  const { partition, region, account } = estate;
  const names: Readonly<Record<string, string>> = {
    ...{ Partition: partition, Region: region, Account: account, DomainId: owner ? domainId : elsewhere },
    ...{ UserProfileName: personOf(owner, actor) ?? "nobody", RepositoryName: `${team.toLowerCase()}/images` },
  };
  return typeOf(action, type).arn.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => names[name] ?? `${team}-${name}`);
};

type Special = (team: string, owner: Owner | undefined, actor: Actor, estate: Estate) => string;

/** Where the policies look at more than a name. */
const besides: Readonly<Record<string, Special>> = {
  "s3:object": (team, _owner, _actor, estate) => objectsOf(team, estate)[0] ?? "",
  "logs:log-stream": (team, _owner, _actor, { partition, region, account }) =>
    `arn:${partition}:logs:${region}:${account}:log-group:/aws/sagemaker/TrainingJobs:log-stream:${team}-job/algo-1`,
  "iam:role": (team, _owner, _actor, { principals, tagKeys, partition, account }) =>
    principals.find((each) => each.kind === "execution" && teamOf(each, tagKeys) === team)?.arn ??
    `arn:${partition}:iam::${account}:role/sagemaker/${team}/execution`,
};

/** The profile that an app, a space or a call of Studio's belongs to. */
export const profileArn = (owner: Owner | undefined, actor: Actor, estate: Estate): string =>
  arnOf("sagemaker:DescribeUserProfile", "user-profile", owner, actor, estate);
