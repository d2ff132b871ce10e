import { dirname, join } from "node:path";
import { App } from "aws-cdk-lib";
import { definition as vendCredentials } from "../functions/vend-credentials/definition.ts";
import { BadInput } from "../shared/model/errors.ts";
import { bundle } from "./bundle.ts";
import { addChecks } from "./checks.ts";
import { flags } from "./flags.ts";
import { addStacks } from "./sagewarden.ts";
import { readSettings, settingsFile, withMetadata, withSlackApi } from "./settings.ts";

/** What `cdk` runs. `-c config=FILE` names the settings; `-c lab=true` is for the local account, where `-c slackApi=URL` is Slack. */
const main = (): void => {
  const app = new App({ context: flags, analyticsReporting: false });
  const config = app.node.tryGetContext("config");
  const settings = readSettings(config);
  const lab = app.node.tryGetContext("lab") === "true";
  // For the functions only: what the command line compares with the local file stays as it was written.
  const bundled = lab ? withSlackApi(settings, app.node.tryGetContext("slackApi")) : settings;
  const folder = dirname(settingsFile(config));
  const settingsOf = (name: string) => (name === vendCredentials.folder ? withMetadata(bundled, folder) : bundled);
  addStacks(app, settings, {
    ...{ lab, folder },
    code: (name) => bundle(name, settingsOf(name), join(app.outdir, "functions")).dir,
  });
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
