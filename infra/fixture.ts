import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { names } from "../shared/names.ts";
import { parseSettings } from "../shared/settings/parse.ts";
import { addChecks } from "./checks.ts";
import { flags } from "./flags.ts";
import { addStacks } from "./sagewarden.ts";

const settingsText = `
mode: observe
region: us-east-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { TeamA: {} }
people: { alice: { team: TeamA, email: alice@example.com }, bob: { team: TeamA } }
approvers: [alice, bob]
`;

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  DependsOn?: string | string[];
}

/** One stack as it would be deployed. */
export interface Synthesised {
  region: string;
  resources: Readonly<Record<string, Resource>>;
  outputs: Readonly<Record<string, { Value: unknown }>>;
  /** All of it. */
  template: object;
}

export interface Wish {
  /** Settings in place of the usual ones. */
  change?: object;
  lab?: boolean;
  /** Adds what no check may let pass: a queue with nothing set. */
  spoil?: boolean;
}

/** For tests: what an app becomes. Stack id -> stack. Throws what a check found. */
export const checked = (app: App): Readonly<Record<string, Synthesised>> => {
  addChecks(app);
  const stacks = app.synth().stacks.map((stack): [string, Synthesised] => [
    stack.id,
    {
      region: stack.environment.region,
      resources: stack.template.Resources,
      outputs: stack.template.Outputs ?? {},
      template: stack.template,
    },
  ]);
  return Object.fromEntries(stacks);
};

/** For tests: the app as `cdk` would see it, without bundles. */
export const synthesise = ({
  change = {},
  lab = false,
  spoil = false,
}: Wish = {}): Readonly<Record<string, Synthesised>> => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-synth-"));
  try {
    const code = join(folder, "code");
    mkdirSync(code);
    writeFileSync(join(code, "handler.mjs"), "export const handler = async () => {};\n");
    const app = new App({ context: flags, analyticsReporting: false, outdir: join(folder, "out") });
    const settings = { ...parseSettings(settingsText, "fixture"), ...change };
    addStacks(app, settings, { lab, code: () => code });
    if (spoil) new Queue(app.node.findChild(names.stack), "Spoilt");
    return checked(app);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const ofType = (stack: Synthesised, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(stack.resources).filter(([, resource]) => resource.Type === type);

export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource?: unknown;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

export const statementsOf = (resource: Resource, property = "PolicyDocument"): readonly Statement[] =>
  (resource.Properties[property] as { Statement: Statement[] }).Statement;

export const listOf = <Item>(value: Item | readonly Item[] | undefined): readonly Item[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Item];
};

export const text = (value: unknown): string => JSON.stringify(value);
