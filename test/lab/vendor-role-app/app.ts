import { App, CliCredentialsStackSynthesizer, type IStackSynthesizer, Stack } from "aws-cdk-lib";
import { VendorRole } from "../../../infra/index.ts";
import { names } from "../../../shared/names.ts";
import { contracts, regions } from "./contracts.ts";

/** Somebody else's CDK app, which uses VendorRole as docs/vendor-role.md says. Its stack has our name, for `vendors rotate`. */
const app = new App({ analyticsReporting: false });
const stack = new Stack(app, names.vendorsStack, {
  env: { region: "us-east-1" },
  synthesizer: new CliCredentialsStackSynthesizer() as IStackSynthesizer,
});
const expires: string | undefined = app.node.tryGetContext("expires");
for (const [vendor, contract] of Object.entries(contracts)) {
  const changed = vendor === "auger" && expires !== undefined ? { ...contract, expires } : contract;
  // Nothing else of Sagewarden is in that account.
  new VendorRole(stack, vendor, { vendor, contract: changed, regions, isGuarded: false });
}
app.synth();
