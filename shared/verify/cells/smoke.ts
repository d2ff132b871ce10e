import { actorIds, type Cell, type Estate, type RequestState, type TagState, tagStates } from "../model.ts";
import { isPlaceKnown } from "./enumerate.ts";
import { rowOf } from "./rows.ts";
import { personalTypes, personalUrl, wantedBeside, wantedOfUrl, wantedOnCreate, wantedOnResource } from "./wanted.ts";

/** One action of each class, crossed with who owns the resource by its name and what its tags say: the matrix for every commit. */
const classes: readonly (readonly [string, string])[] = [
  ["sagemaker:DescribeEndpoint", "endpoint"],
  ["sagemaker:DescribeUserProfile", "user-profile"],
  ["sagemaker:DescribeNotebookInstance", "notebook-instance"],
  ["sagemaker:ListTags", "endpoint"],
  ["sagemaker:InvokeEndpoint", "endpoint"],
  ["sagemaker:DeleteExperiment", "experiment"],
  ["sagemaker:DeleteApp", "app"],
  ["sagemaker:DeleteFeatureGroup", "feature-group"],
  ["sagemaker:UpdateEndpoint", "endpoint"],
  ["sagemaker:UpdateUserProfile", "user-profile"],
  ["sagemaker:UpdateDomain", "domain"],
  ["sagemaker:StartNotebookInstance", "notebook-instance"],
  ["sagemaker:StopTrainingJob", "training-job"],
  ["sagemaker:AddTags", "experiment"],
  ["sagemaker:DeleteTags", "experiment"],
  ["sagemaker:AssociateTrialComponent", "experiment-trial"],
  ["sagemaker:BatchGetMetrics", "training-job"],
  ["sagemaker:CreatePresignedNotebookInstanceUrl", "notebook-instance"],
  ["sagemaker:CreatePresignedDomainUrl", "user-profile"],
  ["sagemaker:CreateTrainingJob", "training-job"],
  ["sagemaker:CreateUserProfile", "user-profile"],
  ["sagemaker:CreateApp", "app"],
  ["iam:PassRole", "role"],
  ["s3:GetObject", "object"],
];

const owners = ["self", "teammate", "other"] as const;

export const smokeCellsOf = (estate: Estate): readonly Cell[] =>
  actorIds.flatMap((actor) =>
    classes.flatMap(([action, type]) =>
      owners.flatMap((owner) => tagStates.map((state) => cell(estate, { actor, action, type, owner }, state))),
    ),
  );

const isMaking = (action: string): boolean => /^sagemaker:Create(?!Presigned)/.test(action);

type Asked = Pick<Cell, "actor" | "action"> & { type: string; owner: (typeof owners)[number] };

const cell = (estate: Estate, asked: Asked, state: TagState): Cell => {
  const isCreate = isMaking(asked.action);
  return {
    ...{ ...asked, wanted: wantedOf(estate, asked, state) },
    resourceTags: isCreate ? undefined : state,
    requestTags: isCreate ? asRequest(state) : undefined,
    network: asked.action === "sagemaker:CreatePresignedDomainUrl" ? "inside" : undefined,
  };
};

const asRequest = (state: TagState): RequestState =>
  state === "untagged" ? "none" : state === "empty" ? "own+guarded" : state;

const wantedOf = (estate: Estate, asked: Asked, state: TagState): Cell["wanted"] => {
  const { actor, action, type, owner } = asked;
  if (action === "sagemaker:CreatePresignedDomainUrl") return ofUrl(estate, asked, state);
  if (!action.startsWith("sagemaker:")) {
    const isKnown = isPlaceKnown(action, estate.bucket);
    return byName(wantedBeside(actor, owner === "other" ? owner : "own", true, isKnown), state);
  }
  const pair = { row: rowOf(action), type };
  if (isMaking(action)) return ofCreate(wantedOnCreate(actor, pair, asRequest(state)), asked);
  const wanted = wantedOnResource(actor, pair, state);
  if (action === personalUrl && owner !== "self" && wanted === "allowed") return "either";
  const isOwnPlace = personalTypes.has(type) && owner === "self" && state === "untagged";
  return isOwnPlace && wanted === "denied" ? wantedOnResource(actor, pair, "own") : wanted;
};

/** Where the name decides, tags that say something else may close what is the team's own. */
const byName = (wanted: Cell["wanted"], state: TagState): Cell["wanted"] =>
  wanted === "allowed" && state !== "own" ? "either" : wanted;

/** A name that looks like another's takes nothing from them, but an app is in somebody's profile. */
const ofCreate = (wanted: Cell["wanted"], { type, owner }: Asked): Cell["wanted"] => {
  if (wanted === "denied" || owner === "self") return wanted;
  return type === "app" && owner === "other" ? "denied" : "either";
};

/** A profile that is the asker's own by its person, whatever its team's tag says, is no border. */
const ofUrl = (estate: Estate, { actor, owner }: Asked, state: TagState): Cell["wanted"] => {
  if (owner !== "self" || state === "untagged" || state === "empty") return "denied";
  const isBound = estate.vpcEndpoint !== undefined;
  return byName(wantedOfUrl(actor, { resourceTags: "own", owner, network: "inside" }, isBound), state);
};
