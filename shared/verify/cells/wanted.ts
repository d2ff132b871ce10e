import type { ActorId, Cell, RequestState, TagState } from "../model.ts";
import { isTagged, type Pair } from "./rows.ts";

/** What must be the answer: one function for each part of the matrix. */

type Wanted = Cell["wanted"];
type Names = ReadonlySet<string>;
const named = (...names: readonly string[]): Names => new Set(names.map((name) => `sagemaker:${name}`));

/** What changes the ground that all teams stand on, or who may: an administrator's. */
const controlPlane = named(
  ...["CreateDomain", "UpdateDomain", "DeleteDomain", "CreateUserProfile", "UpdateUserProfile", "DeleteUserProfile"],
  ...["CreateStudioLifecycleConfig", "DeleteStudioLifecycleConfig"],
  ...["PutModelPackageGroupPolicy", "DeleteModelPackageGroupPolicy"],
);

/** Tags decide who may: a team does not change them, its own neither. */
const retagging = named("AddTags", "DeleteTags");

/** A person's own, whoever else is of the team: their profile decides, with tags or without. */
export const personalTypes: ReadonlySet<string> = new Set(["app", "space"]);

/** Opens a machine, which is the person's who has it. */
export const personalUrl = "sagemaker:CreatePresignedNotebookInstanceUrl";

/** They serve a model by its name, and no policy can ask which: closed where models are kept apart by their names. */
const servesUnasked = named(
  ...["CreateInferenceExperiment", "CreateInferenceRecommendationsJob", "CreateOptimizationJob"],
  ...["UpdateInferenceComponent", "UpdateInferenceExperiment"],
);

/** What a team cannot work without. More may be allowed on what is its own. */
const work =
  /^sagemaker:(Describe|List|Delete|Stop|Update|Start|InvokeEndpoint|CreateImageVersion$|CreateModelCardExportJob$|AssociateTrialComponent$|DisassociateTrialComponent$|BatchPutMetrics$|BatchGetMetrics$)/;

/** Whom nothing of a team's is for: they have none, or say to be of another. */
const isNobody = (actor: ActorId): boolean => actor === "no-team" || actor === "spoofed";

export const wantedOnResource = (actor: ActorId, pair: Pair, state: TagState): Wanted => {
  const { action } = pair.row;
  if (isNobody(actor) || state !== "own" || controlPlane.has(action) || retagging.has(action)) return "denied";
  if (action === personalUrl) return actor === "owner" ? "allowed" : "either";
  const isWork = work.test(action) && !servesUnasked.has(action);
  return canBeScoped(pair) && !personalTypes.has(pair.type) && isWork ? "allowed" : "either";
};

/** Whether tags can open it: every resource of the request has some that a policy can ask for. */
const canBeScoped = ({ row, type }: Pair): boolean =>
  [type, ...(row.together ?? [])].every((each) => isTagged({ row, type: each }));

export const wantedOnCreate = (actor: ActorId, { row, type }: Pair, state: RequestState): Wanted => {
  if (isNobody(actor) || controlPlane.has(row.action)) return "denied";
  if (personalTypes.has(type) && (state === "own" || state === "none")) return "either";
  if (row.action === "sagemaker:CreateSharedModel" || state !== "own") return "denied";
  return servesUnasked.has(row.action) ? "either" : "allowed";
};

/** Actions without a resource that tell or change nothing of another team's. */
const harmless = named(
  ...["CallWithBearerToken", "DescribeJobSchemaVersion", "GetSagemakerServicecatalogPortfolioStatus"],
  ...["RenderUiTemplate", "SearchTrainingPlanOfferings"],
);

export const wantedOfAll = (actor: ActorId, action: string): Wanted =>
  !isNobody(actor) && (action.startsWith("sagemaker:List") || harmless.has(action)) ? "open" : "denied";

/** Whose profile it is that a URL is asked for. */
export const wantedOfUrl = (
  actor: ActorId,
  { resourceTags, owner, network }: Pick<Cell, "resourceTags" | "owner" | "network">,
  isBound: boolean,
): Wanted => {
  const isOwn = resourceTags === "own" && owner !== "teammate";
  if (isNobody(actor) || actor === "execution" || !isOwn) return "denied";
  if (network === "inside") return "allowed";
  return isBound ? "denied" : "either";
};

/** Beside SageMaker: the team's own is there for it, where its place is known. */
export const wantedBeside = (actor: ActorId, state: TagState, isWork: boolean, isKnown = true): Wanted => {
  if (isNobody(actor) || state !== "own" || !isWork) return "denied";
  return isKnown ? "allowed" : "either";
};
