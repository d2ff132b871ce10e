import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { App, CfnResource, Stack } from "aws-cdk-lib";
import { externalIdParameters } from "../../shared/names.ts";
import { flags } from "../flags.ts";
import { VendorExternalId } from "./vendor-external-id.ts";

interface Template {
  Parameters: Record<string, object>;
  Conditions: Record<string, object>;
  Resources: Record<string, { Type: string; Properties: { Value?: { "Fn::If": [string, unknown, unknown] } } }>;
}

const templateOf = (vendor: string): Template => {
  const outdir = mkdtempSync(join(tmpdir(), "sagewarden-external-id-"));
  try {
    const app = new App({ context: flags, analyticsReporting: false, outdir });
    const stack = new Stack(app, "Test", { env: { region: "us-east-1" } });
    const { value } = new VendorExternalId(stack, "Id", {
      vendor,
      secretName: `sagewarden/vendor/${vendor}/external-id`,
    });
    new CfnResource(stack, "User", { type: "Test::Uses::It", properties: { Value: value } });
    return app.synth().getStackByName("Test").template;
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

const template = templateOf("auger");

test("is made by Secrets Manager: 40 letters and digits", () => {
  expect(Object.values(template.Resources)).toContainEqual(
    expect.objectContaining({
      Type: "AWS::SecretsManager::Secret",
      Properties: expect.objectContaining({
        Name: "sagewarden/vendor/auger/external-id",
        GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true },
      }),
    }),
  );
});

test("is in the template by reference: one value, or two while a new one is handed over", () => {
  const [condition, both, one] = template.Resources.User?.Properties.Value?.["Fn::If"] ?? [];
  const { trusted, next } = externalIdParameters("auger");
  expect(template.Conditions[condition ?? ""]).toEqual({ "Fn::Not": [{ "Fn::Equals": [{ Ref: next }, "none"] }] });
  expect(template.Parameters).toMatchObject({ [trusted]: { Default: "AWSCURRENT:" }, [next]: { Default: "none" } });
  const reference = (Ref: string) => ({
    "Fn::Join": ["", ["{{resolve:secretsmanager:", expect.anything(), ":SecretString::", { Ref }, "}}"]],
  });
  expect(one).toEqual(reference(trusted));
  expect(both).toEqual([reference(trusted), reference(next)]);
});

test.each([
  ["AWSCURRENT:", "trusted", true],
  [":0123456789abcdef0123456789abcdef", "trusted", true],
  ["none", "trusted", false],
  ["none", "next", true],
  ["AWSCURRENT:", "next", false],
  [":short", "next", false],
  [":x}}{{resolve:ssm:y:0123456789abcdef0123", "next", false],
] as const)("%j may be %s: %s", (value, which, allowed) => {
  const { AllowedPattern = "" } = template.Parameters[externalIdParameters("auger")[which]] as {
    AllowedPattern?: string;
  };
  expect(new RegExp(`^(?:${AllowedPattern})$`).test(value)).toBe(allowed);
});
