import type { LiveRule } from "#shared/aws/eventbridge.ts";
import type { DeployedStack } from "#shared/aws/inspect/cloudformation.ts";
import type { Trail } from "#shared/aws/inspect/cloudtrail.ts";
import type { LiveRole } from "#shared/aws/inspect/iam.ts";
import type { Mapping } from "#shared/aws/inspect/lambda.ts";
import type { StudioDomain } from "#shared/aws/inspect/sagemaker.ts";
import type { Caller } from "#shared/aws/inspect/sts.ts";
import { namedAs } from "#shared/aws/named-calls.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { Standing } from "#shared/model/organization.ts";
import type { Pause } from "#shared/model/pause.ts";
import type { WantedMap } from "#shared/model/vendor-link.ts";
import type { ProbeRow } from "#shared/probe/row.ts";

/** What doctor asks of AWS: one narrow question each. Tests answer from a table. */
export interface Account {
  caller(): Promise<Caller>;
  stack(name: string, region: string): Promise<DeployedStack | undefined>;
  trails(): Promise<readonly Trail[]>;
  rule(name: string, region: string): Promise<LiveRule | undefined>;
  mappings(functionName: string): Promise<readonly Mapping[]>;
  messages(queue: string): Promise<number | undefined>;
  role(name: string): Promise<LiveRole | undefined>;
  domains(region: string): Promise<readonly StudioDomain[]>;
  object(url: string): Promise<string>;
  /** Confirmed subscriptions; undefined when there is no such topic. */
  listeners(topicArn: string): Promise<number | undefined>;
  hasSecret(name: string): Promise<boolean>;
  /** The newest pause, in force or over; throws where it cannot be read. */
  pause(): Promise<Pause | undefined>;
  /** Whom the rules that are kept have to hear. */
  watched(): Promise<WantedMap>;
  /** Incidents of vendors' roles that have not ended. */
  incidents(): Promise<readonly Incident[]>;
  /** A role's newest. */
  incident(role: string): Promise<Incident | undefined>;
  /** How attempts across the teams' borders last ended. */
  probed(): Promise<ProbeRow | undefined>;
  /** `Enabled`, `Suspended`; undefined: it never was on. */
  versioning(bucket: string): Promise<string | undefined>;
  /** Which policies of an organisation limit an account. */
  organization(asked: { account: string; readRole: string | undefined }): Promise<Standing>;
}

/** The account that the SDK's environment leads to. Each service's client is loaded when it is asked. */
export const liveAccount = (region: string): Account => {
  const home = { region };
  const rule: Account["rule"] = async (name, region) => {
    const { liveRule } = await import("#shared/aws/eventbridge.ts");
    return namedAs("EventBridge DescribeRule", liveRule(region, name));
  };
  return {
    caller: async () => (await import("#shared/aws/inspect/sts.ts")).getCaller(home),
    stack: async (name, region) => (await import("#shared/aws/inspect/cloudformation.ts")).findStack(name, { region }),
    trails: async () => (await import("#shared/aws/inspect/cloudtrail.ts")).listTrails(home),
    rule,
    mappings: async (name) => (await import("#shared/aws/inspect/lambda.ts")).listMappings(name, home),
    messages: async (queue) => (await import("#shared/aws/inspect/sqs.ts")).countMessages(queue, home),
    role: async (name) => (await import("#shared/aws/inspect/iam.ts")).findRole(name, home),
    domains: async (region) => (await import("#shared/aws/inspect/sagemaker.ts")).listDomains({ region }),
    object: async (url) => (await import("#shared/aws/inspect/s3.ts")).readObject(url, home),
    listeners: async (arn) => (await import("#shared/aws/inspect/sns.ts")).countListeners(arn, home),
    pause: async () => (await import("#shared/aws/inspect/pause.ts")).readPauseOf(home),
    watched: async () => (await import("#shared/aws/inspect/ledger.ts")).deployedWatchList(home),
    incidents: async () => (await import("#shared/aws/inspect/ledger.ts")).deployedIncidents(home).open(),
    incident: async (role) => (await import("#shared/aws/inspect/ledger.ts")).deployedIncidents(home).current(role),
    probed: async () => (await import("#shared/aws/inspect/ledger.ts")).deployedProbes(home),
    versioning: async (bucket) => (await import("#shared/aws/inspect/s3.ts")).versioningOf(bucket, home),
    organization: async (asked) => (await import("#shared/aws/inspect/organizations.ts")).readStanding(asked, home),
    hasSecret: async (name) => (await import("#shared/aws/inspect/secrets-manager.ts")).hasSecret(name, home),
  };
};
