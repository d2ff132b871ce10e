import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { BadInput } from "../shared/model/errors.ts";
import { bundle } from "./bundle.ts";
import { addChecks } from "./checks.ts";
import { flags } from "./flags.ts";
import { addStacks } from "./sagewarden.ts";
import { readSettings, withSlackApi } from "./settings.ts";

/** What `cdk` runs. `-c config=FILE` names the settings; `-c lab=true` is for the local account, where `-c slackApi=URL` is Slack. */
const main = (): void => {
  const app = new App({ context: flags, analyticsReporting: false });
  const lab = app.node.tryGetContext("lab") === "true";
  const read = readSettings(app.node.tryGetContext("config"));
  const settings = lab ? withSlackApi(read, app.node.tryGetContext("slackApi")) : read;
  addStacks(app, settings, { lab, code: (folder) => bundle(folder, settings, join(app.outdir, "functions")).dir });
  if (!lab) addChecks(app);
  app.synth();
};

try {
  main();
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
