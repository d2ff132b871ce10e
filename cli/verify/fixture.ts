import type { Cell, Chain, Violation } from "#shared/verify/model.ts";
import type { Proof } from "./proof.ts";

const cell = (change: Partial<Cell>): Cell => ({
  ...{ actor: "other-team", action: "sagemaker:DeleteEndpoint", type: "endpoint", resourceTags: "other" },
  ...{ requestTags: undefined, network: undefined, wanted: "denied", ...change },
});
const opened: Violation = {
  ...{ cell: cell({}), role: "studio-TeamB", border: { own: "TeamA", other: "TeamB" }, decision: "allowed" },
  statement: { policy: "developer.json", index: 1, sid: undefined },
};
const url = cell({
  action: "sagemaker:CreatePresignedDomainUrl",
  type: "user-profile",
  owner: "teammate",
  network: "inside",
});
const chain: Chain = {
  ...{ goal: "data-deleted", known: "C1" },
  steps: [
    { principal: "studio-TeamB as bob", action: "sagemaker:AddTags", resource: "arn:e", with: "tags team=TeamB" },
    { principal: "studio-TeamB as bob", action: "sagemaker:DeleteExperiment", resource: "arn:e" },
  ],
  statements: [{ policy: "read-only.json", index: 1, sid: "TagAnything" }, undefined],
};

const listModels = { actions: ["sagemaker:ListModels"], owner: "platform", reason: "names", expires: "2026-12-31" };

/** One of each thing that can be found. */
export const everythingFound: Proof = {
  openModels: undefined,
  borders: { judged: [{ own: "TeamA", other: "TeamB" }], alike: [{ own: "TeamB", other: "TeamA" }] },
  absent: [{ team: "TeamA", kind: "execution" }],
  unasked: [
    {
      ...{ role: "studio-TeamB", statement: { policy: "a.json", index: 0, sid: "Keys" }, pattern: "iam:*Key*" },
      ...{ resource: "*", actions: ["iam:DeleteAccessKey"], isGrave: true },
    },
    {
      ...{ role: "studio-TeamB", statement: { policy: "a.json", index: 1, sid: undefined }, pattern: "athena:*" },
      ...{ resource: "*", actions: [], isGrave: false },
    },
  ],
  cells: [
    cell({}),
    url,
    cell({ resourceTags: "own", wanted: "allowed" }),
    cell({ action: "sagemaker:ListModels", type: undefined, resourceTags: undefined, wanted: "open" }),
  ],
  matrix: {
    cells: 4,
    violations: [opened, { cell: url, decision: "ambiguous", statement: undefined }],
    missing: [
      { cell: cell({ resourceTags: "own", wanted: "allowed" }), decision: "implicitDeny", statement: undefined },
    ],
    open: [
      {
        cell: cell({ action: "sagemaker:ListModels", wanted: "open" }),
        decision: "allowed",
        statement: { policy: "a.json", index: 0, sid: "List" },
      },
      {
        cell: cell({ actor: "owner", action: "sagemaker:ListModels", wanted: "open" }),
        decision: "allowed",
        statement: { policy: "b.json", index: 0, sid: "List" },
      },
    ],
  },
  chains: [chain],
  lint: [
    {
      ...{ rule: "dead-pair", severity: "low", line: 4, remedy: "Give it its own." },
      statement: { policy: "a.json", index: 0, sid: "List" },
      what: "s3:GetObject is about none of these resources",
    },
  ],
  drift: [
    {
      statement: { policy: "a.json", index: 0, sid: "List" },
      ...{ effect: "Allow", pattern: "sagemaker:List*", action: "sagemaker:ListSecrets" },
    },
  ],
  ledger: {
    unlisted: ["sagemaker:Search"],
    expired: [listModels],
    unused: ["sagemaker:ListHubs"],
    entries: [listModels],
  },
};
export const contradicted: NonNullable<Proof["oracle"]> = {
  ...{ cells: 2592, compared: 2070, without: ["resource control policies"] },
  limits: [{ what: "it takes a key in one spelling", requests: 360 }],
  disagreements: [
    {
      ...{ cell: cell({}), resource: "arn:e", theirs: "allowed" },
      own: { decision: "implicitDeny", statement: undefined },
    },
    {
      ...{ cell: cell({ resourceTags: "own", wanted: "allowed" }), resource: "arn:f", theirs: "explicitDeny" },
      own: { decision: "allowed", statement: { policy: "developer.json", index: 0, sid: "UseOwn" } },
    },
  ],
};
export const nothingFound: Proof = {
  openModels: undefined,
  ...{ borders: { judged: [{ own: "TeamA", other: "TeamB" }], alike: [] }, absent: [], unasked: [] },
  cells: [cell({})],
  matrix: { cells: 1, violations: [], missing: [], open: [] },
  chains: [],
  ...{ lint: [], drift: [], ledger: { unlisted: [], expired: [], unused: [], entries: [] } },
};
