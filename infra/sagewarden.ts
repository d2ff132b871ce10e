import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type App,
  CliCredentialsStackSynthesizer,
  Duration,
  type IStackSynthesizer,
  type StackProps,
} from "aws-cdk-lib";
import { unitName, unitsOf } from "../shared/access/units.ts";
import { expectedRules } from "../shared/act/expected-rules.ts";
import { closedBuckets } from "../shared/connections/closed-buckets.ts";
import { regionsOf, type Settings } from "../shared/model/settings.ts";
import { tagKeysOf } from "../shared/model/tag-keys.ts";
import { names, profilesStack } from "../shared/names.ts";
import { registeredRoles } from "../shared/vendor-rules.ts";
import { dataBuckets } from "../shared/vendors/data-buckets.ts";
import { definitionsFor } from "./definitions.ts";
import { operatorAddresses } from "./operators.ts";
import { AccessStack } from "./stacks/access.ts";
import { CollectorStack } from "./stacks/collector.ts";
import { ConnectionsStack } from "./stacks/connections.ts";
import { HomeStack } from "./stacks/home.ts";
import { inStacks, ProfilesStack } from "./stacks/profiles.ts";
import { RunbooksStack } from "./stacks/runbooks.ts";
import { TrailStack } from "./stacks/trail.ts";
import { VendorsStack, vendorsWeMake } from "./stacks/vendors.ts";

export interface Options {
  /** The local account: what its CloudFormation lacks is left out, and the bootstrap's roles are not needed. */
  lab: boolean;
  /** Folder name -> the folder that holds the function's bundle. */
  code: (folder: string) => string;
  /** Where files lie that the settings name. Absent: the current folder. */
  folder?: string;
}

/** The settings as the functions got them, for the command line to read from the deployed stack. */
const writeSettings = (settings: Settings, folder: string): string => {
  const file = join(folder, "settings.json");
  writeFileSync(file, JSON.stringify(settings));
  return file;
};

const addCollectors = (app: App, home: HomeStack, settings: Settings, common: StackProps, lab: boolean): void => {
  const expected = expectedRules(settings, home).filter(({ region }) => region !== home.region);
  for (const region of new Set(expected.map((rule) => rule.region))) {
    const here = new Set(expected.filter((rule) => rule.region === region).map(({ definition }) => definition.name));
    const collector = new CollectorStack(app, `${names.collectorStack}-${region}`, {
      ...common,
      stackName: names.collectorStack,
      description: `Sagewarden: forwards this region's records to ${home.region}`,
      env: { region },
      homeRegion: home.region,
      wanted: ({ name }) => here.has(name),
      registered: registeredRoles(settings),
      addresses: operatorAddresses(settings),
      lab,
    });
    collector.addStackDependency(home, "the permissions boundary is there");
  }
};

const addVendors = (app: App, home: HomeStack, settings: Settings, common: StackProps): void => {
  if (vendorsWeMake(settings).length === 0) return;
  const vendors = new VendorsStack(app, names.vendorsStack, {
    ...common,
    description: "Sagewarden: what third parties may do in this account",
    settings,
  });
  vendors.addStackDependency(home, "the function is there that says which roles are contained");
};

/** Where the settings have `access`: the stacks of Studio's teams. They need no other. */
export const addAccess = (
  app: App,
  settings: Settings,
  common: StackProps,
  { lab, folder = "." }: Omit<Options, "code">,
): void => {
  const { access } = settings;
  if (access === undefined) return;
  const stack = new AccessStack(app, names.accessStack, {
    ...common,
    description: "Sagewarden: who may come to SageMaker Studio, and what each team may do there",
    ...{ settings: { ...settings, access }, folder, lab },
  });
  const { domainId } = stack;
  if (domainId === undefined || !access.profiles) return;
  const isSso = access.domain !== undefined && "auth" in access.domain && access.domain.auth === "sso";
  for (const unit of unitsOf(settings)) {
    for (const [number, part] of inStacks(unit).entries()) {
      if (part.people.length === 0) continue;
      const profiles = new ProfilesStack(app, profilesStack(unitName(unit), number), {
        ...common,
        description: `Sagewarden: Studio's user profiles of ${unitName(unit)}`,
        ...{ domainId, unit: part, tagKeys: tagKeysOf(settings), isKept: !lab },
        ...(isSso && { singleSignOnUser: (person: string) => person }),
      });
      profiles.addStackDependency(stack, "the teams' roles are there, and in a domain in SSO mode the assignments");
    }
  }
};

/** Where a connection has `admins`: the policy of its bucket. It needs no other stack. */
export const addConnections = (app: App, settings: Settings, common: StackProps): void => {
  const buckets = closedBuckets(settings, new Date().toISOString().slice(0, 10));
  if (buckets.length === 0) return;
  new ConnectionsStack(app, names.connectionsStack, {
    ...common,
    description: "Sagewarden: who reaches the buckets of connections",
    buckets,
  });
};

/** All stacks of one account: the home region, a collector in every other region, and a trail where none is there. */
export const addStacks = (app: App, settings: Settings, options: Options): void => {
  const { lab, code } = options;
  const region = regionsOf(settings)[0] as string;
  const common: StackProps = lab ? { synthesizer: new CliCredentialsStackSynthesizer() as IStackSynthesizer } : {};
  const home = new HomeStack(app, names.stack, {
    ...common,
    description: "Sagewarden: keeps SageMaker resources owned",
    env: { region },
    settings,
    definitions: definitionsFor(settings),
    code,
    settingsFile: writeSettings(settings, app.outdir),
    lab,
  });
  addCollectors(app, home, settings, common, lab);
  addVendors(app, home, settings, { ...common, env: { region } });
  addAccess(app, settings, { ...common, env: { region } }, options);
  addConnections(app, settings, { ...common, env: { region } });
  // The local CloudFormation has no AWS::SSM::Document and no AWS::CloudTrail::Trail; the local trail is always on.
  if (lab) return;
  const runbooks = new RunbooksStack(app, names.runbooksStack, {
    ...common,
    description: "Sagewarden: contains and restores vendors' roles from Systems Manager",
    env: { region },
    addresses: operatorAddresses(settings),
  });
  runbooks.addStackDependency(home, "the permissions boundary is there");
  if (settings.trail !== "create") return;
  new TrailStack(app, names.trailStack, {
    ...common,
    description: "Sagewarden: the account's trail",
    env: { region },
    retention: Duration.parse(settings.retention.evidence),
    dataBuckets: dataBuckets(settings),
  });
};
