import { describe, expect, test } from "@jest/globals";
import { App, Stack } from "aws-cdk-lib";
import { BadInput } from "../../shared/model/errors.ts";
import { type DocumentOptions, documentIn } from "./documents.ts";

const options: DocumentOptions = {
  tagKeys: { team: "team", studiouserid: "studiouserid", project: "project" },
  ...{ border: ["team"], bucket: "shared", of: "TeamA" },
};
const stack = new Stack(new App(), "Test");

describe("a document in a template", () => {
  test("has the deployment's account and partition", () => {
    const document = JSON.stringify(stack.resolve(documentIn(stack, "studio/trust-execution", options)));
    expect(document).toContain('{"Ref":"AWS::AccountId"}');
    expect(document).toContain('{"Ref":"AWS::Partition"}');
    expect(document).not.toMatch(/<[a-z-]+>/);
  });

  test("keeps IAM's own variables", () => {
    expect(JSON.stringify(documentIn(stack, "studio/developer", options))).toContain(`\${aws:PrincipalTag/team}`);
  });

  test.each([
    ["nothing stands for a placeholder", "trust-saml", {}, "TeamA: policies/studio/trust-saml.json: <saml-provider>: "],
    [
      "it is too large for IAM",
      "trust-oidc",
      { team: "TeamA", "oidc-provider": "x", "oidc-audience": "y", "oidc-subjects": ["z".repeat(2_000)] },
      /^TeamA: policies\/studio\/trust-oidc.json: \d+ characters; allowed: 2048$/,
    ],
  ])("names the team where %s", (_, name, values, message) => {
    const act = () => documentIn(stack, `studio/${name}`, { ...options, values });
    expect(act).toThrow(BadInput);
    expect(act).toThrow(message);
  });
});
