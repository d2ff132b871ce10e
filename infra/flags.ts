import recommended from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };

/** CDK's feature flags, in the code so that the tests and `cdk` see the same app. */
export const flags = {
  ...recommended,
  // CloudFormation's own validation is an error, not a warning.
  "@aws-cdk/core:validateAgainstDefaultRules": true,
};
