import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListUserProfilesCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { tagList } from "../model/tags.ts";
import { secondsOf } from "../model/time.ts";
import type { Party, Profile } from "../probe/model.ts";
import type { Means } from "../probe/team.ts";
import type { ProbeEdges } from "../probe-isolation.ts";
import { probesOver } from "../record/probes.ts";
import { environment } from "./environment.ts";
import { getCaller } from "./inspect/sts.ts";
import { type Credentials, credentialsFrom } from "./issued.ts";
import { liveNotify } from "./live-notices.ts";
import { liveTable } from "./live-table.ts";
import { type ClientConfig, clientsIn, sendCall } from "./probe-calls.ts";

/** Of the least that STS gives, and more than a run takes. */
const sessionSeconds = 900;

/** A session as people of the team have one. */
const credentialsOf = async (
  { roles, person, sessionTags }: Party,
  client: Pick<STSClient, "send">,
): Promise<Credentials> => {
  const { Credentials: given } = await client.send(
    new AssumeRoleCommand({
      ...{ RoleArn: roles.probe, RoleSessionName: person, SourceIdentity: person, DurationSeconds: sessionSeconds },
      Tags: tagList(sessionTags),
      TransitiveTagKeys: Object.keys(sessionTags),
    }),
  );
  return credentialsFrom(given);
};

const roleIsThere = async (arn: string, client: Pick<IAMClient, "send">): Promise<boolean> => {
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: arn.slice(arn.lastIndexOf("/") + 1) }));
    return Role?.Arn === arn;
  } catch (error) {
    if (/^NoSuchEntity/.test((error as Error).name)) return false;
    throw error;
  }
};

/** Of how many people of a team it is looked for. */
const mostAsked = 3;

const profileIn = async (
  people: readonly string[],
  client: Pick<SageMakerClient, "send">,
): Promise<Profile | undefined> => {
  for (const person of people.slice(0, mostAsked)) {
    const { UserProfiles = [] } = await client.send(new ListUserProfilesCommand({ UserProfileNameContains: person }));
    const found = UserProfiles.find(({ UserProfileName }) => UserProfileName === person);
    if (found?.DomainId !== undefined) return { domainId: found.DomainId, name: person };
  }
  return undefined;
};

/** The account, by the credentials of the function, or of whoever calls. */
export const liveMeans = (config: ClientConfig): Means => {
  const own = clientsIn(config);
  const sts = new STSClient(config);
  const iam = new IAMClient(config);
  const sagemaker = new SageMakerClient(config);
  return {
    take: async (party) => {
      const clients = clientsIn({ ...config, credentials: await credentialsOf(party, sts) });
      return (call) => sendCall(call, clients);
    },
    warden: (call) => sendCall(call, own),
    profileOf: (people) => profileIn(people, sagemaker),
    roleExists: (arn) => roleIsThere(arn, iam),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
};

/** All that the function stands on. `until`: ms since 1970. */
export const liveProbe = (settings: Settings, until: number): ProbeEdges => {
  const region = regionsOf(settings)[0] ?? "";
  const table = liveTable(environment("TABLE_NAME"));
  return {
    settings,
    where: async () => ({ region, ...(await getCaller({ region })) }),
    means: liveMeans({ region }),
    probes: probesOver(table, { keep: secondsOf(settings.retention.ledger) }),
    notify: liveNotify(table, settings),
    now: () => new Date().toISOString(),
    fresh: () => crypto.randomUUID().slice(0, 8),
    isOver: () => Date.now() > until,
  };
};
