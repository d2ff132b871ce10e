import { trainingJob } from "../../lab/demo/inputs.ts";
import { type Call, call } from "./isolation-calls.ts";
import { executionOf, named, tagsOf, type World } from "./isolation-world.ts";

/** One of the chains that open the published policies, as bob of TeamB makes its calls. */
export interface Chain {
  id: string;
  what: string;
  calls: readonly Call[];
  /** What ours must not let bob do: the first call's permission that is missing. */
  refused: string;
}

const arnAt = (place: string) => (path: string) => `arn:aws:sagemaker:${place}:${path}`;
const bob = (operation: string, params: object, service?: string) => call("bob", operation, params, service);
const tag = (ResourceArn: string, tags: Readonly<Record<string, string>>) =>
  bob("AddTags", { ResourceArn, Tags: tagsOf(tags) });

const retagging = ({ set, domainId: DomainId, administrator }: World, arn: (path: string) => string): Chain[] => {
  const experiment = named(set, "experiment");
  const alice = { DomainId, UserProfileName: "alice" };
  const profile = arn(`user-profile/${DomainId}/alice`);
  const refused = "sagemaker:AddTags";
  return [
    {
      ...{ id: "C1", what: "retag an experiment, delete it", refused },
      calls: [
        tag(arn(`experiment/${experiment}`), { team: "TeamB" }),
        bob("DeleteExperiment", { ExperimentName: experiment }),
      ],
    },
    {
      ...{ id: "C2", what: "retag alice's profile, open it", refused },
      calls: [tag(profile, { studiouserid: "bob" }), bob("CreatePresignedDomainUrl", alice)],
    },
    {
      ...{ id: "C3", what: "retag alice's profile, give it a mighty role", refused },
      calls: [
        tag(profile, { team: "TeamB" }),
        bob("UpdateUserProfile", { ...alice, UserSettings: { ExecutionRole: administrator } }),
      ],
    },
    {
      ...{ id: "C14", what: "retag the shared domain, change it", refused },
      calls: [
        tag(arn(`domain/${DomainId}`), { team: "TeamB" }),
        bob("UpdateDomain", { DomainId, DefaultUserSettings: { ExecutionRole: administrator } }),
      ],
    },
  ];
};

const creating = ({ set, domainId: DomainId, roles, administrator }: World): Chain[] => {
  const mine = tagsOf({ team: "TeamB" });
  const forged = { DomainId, UserProfileName: "bobs-second" };
  return [
    {
      ...{ id: "C4", what: "a job of one's own with a mighty role", refused: "iam:PassRole" },
      calls: [bob("CreateTrainingJob", { ...trainingJob(named(set, "job"), administrator), Tags: mine })],
    },
    {
      ...{ id: "C6", what: "a new profile with TeamA's role, opened", refused: "sagemaker:CreateUserProfile" },
      calls: [
        bob("CreateUserProfile", {
          ...{ ...forged, Tags: tagsOf({ team: "TeamB", studiouserid: "bob" }) },
          UserSettings: { ExecutionRole: executionOf(roles, "TeamA") },
        }),
        bob("CreatePresignedDomainUrl", forged),
      ],
    },
    {
      ...{ id: "C8", what: "an app in alice's profile", refused: "sagemaker:CreateApp" },
      calls: [
        bob("CreateApp", { DomainId, UserProfileName: "alice", AppType: "KernelGateway", AppName: "bobs", Tags: mine }),
      ],
    },
  ];
};

const single = ({ set, domainId: DomainId }: World, arn: (path: string) => string): Chain[] => [
  {
    ...{ id: "C5", what: "the URL of TeamA's notebook", refused: "sagemaker:CreatePresignedNotebookInstanceUrl" },
    calls: [bob("CreatePresignedNotebookInstanceUrl", { NotebookInstanceName: named(set, "notebook") })],
  },
  {
    ...{ id: "C7", what: "delete alice's app", refused: "sagemaker:DeleteApp" },
    calls: [bob("DeleteApp", { DomainId, UserProfileName: "alice", AppType: "JupyterServer", AppName: "default" })],
  },
  {
    ...{ id: "C9", what: "ask TeamA's endpoint", refused: "sagemaker:InvokeEndpoint" },
    calls: [bob("InvokeEndpoint", { EndpointName: named(set, "endpoint"), Body: "1" }, "sagemaker-runtime")],
  },
  {
    ...{ id: "C10", what: "drop the team's tag from one's own", refused: "sagemaker:DeleteTags" },
    calls: [bob("DeleteTags", { ResourceArn: arn(`experiment/${named(set, "bobs")}`), TagKeys: ["team"] })],
  },
  {
    ...{ id: "C13", what: "read what is TeamA's, search through it", refused: "sagemaker:DescribeExperiment" },
    calls: [
      bob("DescribeExperiment", { ExperimentName: named(set, "read") }),
      bob("Search", { Resource: "Experiment" }),
    ],
  },
];

const beside = ({ set }: World, account: string): Chain[] => {
  const images = { repositoryName: named(set, "images") };
  const everybody = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "bob", Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
  });
  const destinationArn = `arn:aws:logs:us-east-1:${account}:destination:bobs`;
  const filter = { logGroupName: `/aws/sagemaker/${named(set, "jobs")}`, filterName: "bobs", filterPattern: "" };
  const delivery = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "es.amazonaws.com" }, Action: "logs:PutLogEvents", Resource: "*" },
    ],
  });
  return [
    {
      ...{ id: "C11", what: "TeamA's images: their policy, and one replaced", refused: "ecr:SetRepositoryPolicy" },
      calls: [
        bob("SetRepositoryPolicy", { ...images, policyText: everybody }, "ecr"),
        bob("PutImage", { ...images, imageManifest: manifest, imageTag: "latest" }, "ecr"),
      ],
    },
    {
      ...{ id: "C12", what: "logs of all teams sent elsewhere", refused: "logs:PutSubscriptionFilter" },
      calls: [
        bob("PutSubscriptionFilter", { ...filter, destinationArn }, "logs"),
        bob("PutResourcePolicy", { policyName: named(set, "bobs"), policyDocument: delivery }, "logs"),
      ],
    },
  ];
};
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: "application/vnd.docker.distribution.manifest.v2+json",
  config: { mediaType: "application/vnd.docker.container.image.v1+json", size: 2, digest: `sha256:${"0".repeat(64)}` },
  layers: [],
});

/** In this order: nothing that one takes away is needed by a later one. */
export const chainsIn = (world: World, region: string, account: string): readonly Chain[] => {
  const arn = arnAt(`${region}:${account}`);
  const all = [...single(world, arn), ...creating(world), ...retagging(world, arn), ...beside(world, account)];
  return all.toSorted((one, other) => Number(one.id.slice(1)) - Number(other.id.slice(1)));
};
