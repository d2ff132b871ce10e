import type { NamedPolicy, PolicyKind, Request } from "../policy/model.ts";
import { readPolicy } from "../policy/read.ts";
import { type Border, policyDocument } from "./documents.ts";
import type { PolicyValues } from "./values.ts";

/** What stands for what in the tests: bob of TeamB asks. */
export const values: PolicyValues = {
  ...{ partition: "aws", account: "111122223333", region: "us-east-1", bucket: "shared" },
  ...{ "team-key": "team", "user-key": "studiouserid", "project-key": "project", "vpc-endpoint": "vpce-1" },
  ...{
    team: "TeamB",
    project: "p1",
    probe: "sagewarden-probe-TeamB",
    teams: ["TeamB"],
    projects: ["p1"],
    people: ["bob"],
  },
  ...{ "saml-provider": "corporate", "saml-audience": "https://signin.aws.amazon.com/saml" },
  "saml-issuer": "https://idp.example.com",
  ...{ "oidc-provider": "idp.example.com/x", "oidc-audience": "sagewarden", "oidc-subjects": ["bob@*"] },
  "permission-set": "Studio",
  provisioners: ["arn:aws:iam::*:role/terraform"],
};

/** A document under policies/ as the evaluator takes it. */
export const policyOf = (name: string, border?: Border, kind: PolicyKind = "identity"): NamedPolicy => ({
  name,
  policy: readPolicy(policyDocument(name, values, border), kind),
});

/** What a request brings where it has these tags. */
export const requestTags = (tags: Readonly<Record<string, string>>): Request["context"] => ({
  "aws:TagKeys": Object.keys(tags),
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
});
