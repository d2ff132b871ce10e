import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import type { Resource, Statement } from "../fixture.ts";
import { flags } from "../flags.ts";

/** Logical id, without its hash -> resource. */
export type Resources = Readonly<Record<string, Resource>>;

const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, "");

/** Intrinsic functions as text: `<Queue.Arn>`, `<AWS::AccountId>`, `arn:<AWS::Partition>:sqs:…`. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const { Ref: reference, "Fn::GetAtt": attribute, "Fn::Join": join_ } = value as Record<string, unknown>;
  if (typeof reference === "string") return `<${withoutHash(reference)}>`;
  if (Array.isArray(attribute)) return `<${withoutHash(String(attribute[0]))}.${attribute[1]}>`;
  if (Array.isArray(join_)) return join_[1].map(plain).join(join_[0]);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};

/** For tests: what one stack becomes. `build` gets a folder for what it needs, which is gone afterwards. */
export const resourcesOfStack = (build: (app: App, folder: string) => Stack): Resources => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-construct-"));
  try {
    const app = new App({ context: flags, analyticsReporting: false, outdir: join(folder, "out") });
    const { artifactId } = build(app, folder);
    const found = Object.entries(app.synth().getStackArtifact(artifactId).template.Resources);
    const resources = Object.fromEntries(found.map(([id, resource]) => [withoutHash(id), plain(resource) as Resource]));
    if (Object.keys(resources).length < found.length) throw new Error("two resources differ only by their hash");
    return resources;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** For tests: what the constructs that `build` puts into a stack become. */
export const resourcesOf = (build: (stack: Stack, folder: string) => void): Resources =>
  resourcesOfStack((app, folder) => {
    const stack = new Stack(app, "Test", { env: { region: "us-east-1" } });
    build(stack, folder);
    return stack;
  });

/** The only resource of its type. */
export const only = (resources: Resources, type: string): Resource => {
  const [found, ...others] = Object.values(resources).filter((resource) => resource.Type === type);
  if (found === undefined || others.length > 0) throw new Error(`not exactly one ${type}`);
  return found;
};

export const propertiesOf = (resources: Resources, type: string): readonly Resource["Properties"][] =>
  Object.values(resources).flatMap((resource) => (resource.Type === type ? [resource.Properties] : []));

/** The statements of a policy, without the resource that holds it. */
export const statementsIn = (
  resource: Pick<Resource, "Properties">,
  property = "PolicyDocument",
): readonly Statement[] => (resource.Properties[property] as { Statement: Statement[] }).Statement;

/** A folder with the least that Lambda takes as code. */
export const codeIn = (folder: string): string => {
  const code = join(folder, "code");
  mkdirSync(code);
  writeFileSync(join(code, "handler.mjs"), "export const handler = async () => {};\n");
  return code;
};
