import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A stack of the project's name with one topic, as `cdk synth` would write it: neither the CDK nor a bundler runs for it. */
const app = `
import { mkdirSync, writeFileSync } from "node:fs";
const out = process.env.CDK_OUTDIR;
const topic = { Resources: { Topic: { Type: "AWS::SNS::Topic" } } };
const stack = { type: "aws:cloudformation:stack", environment: "aws://000000000000/us-east-1", properties: { templateFile: "stack.json" } };
mkdirSync(out, { recursive: true });
writeFileSync(out + "/stack.json", JSON.stringify(topic));
writeFileSync(out + "/manifest.json", JSON.stringify({ version: "36.0.0", artifacts: { Sagewarden: stack } }));
`;

/** A project for the lab that is deployed within seconds, or one whose app is another. Answers its folder. */
export const smallProject = (folder: string, command = "node app.mjs"): string => {
  const project = join(folder, "project");
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "app.mjs"), app);
  writeFileSync(join(project, "cdk.json"), JSON.stringify({ app: command }));
  return project;
};
