import type { Request } from "../../policy/model.ts";
import { creators } from "../../sagemaker/kinds.generated.ts";
import { isAbsentIn } from "../absent-keys.ts";
import type { Actor } from "../actors.ts";
import type { ActionRow } from "../catalogue.ts";
import type { Cell, Estate, TagState } from "../model.ts";
import { serviceTags, type Tags } from "../tags.ts";
import { isTagged, rowOf, takesTags } from "./rows.ts";
import { arnOf, domainId, ownerOf, profileArn, requestTags, resourceTags } from "./things.ts";

/** The requests of one cell: AWS allows the call where each is allowed. `place`: the object that it is about. */
export const requestsOf = (cell: Cell, actor: Actor, estate: Estate, place?: string): readonly Request[] => {
  const row = rowOf(cell.action);
  const context = contextOf(cell, row, actor, estate);
  const resources = place === undefined ? resourcesOf(cell, row, actor, estate) : [{ arn: place }];
  return resources.map((resource) => {
    const account = resource.arn.split(":")[4] === "" && { "aws:ResourceAccount": estate.account };
    const ofResource = serviceTags(cell.action, resource.tags ?? {});
    return open(cell, actor, estate, {
      ...{ principal: actor.principal, action: cell.action, resource },
      context: { ...context, ...ofResource, ...account },
    });
  });
};

/** What is not said of a request counts against the cell, whatever it wants. */
const open = ({ wanted }: Cell, { mayHaveTag }: Actor, { tagKeys }: Estate, request: Request): Request => ({
  ...request,
  isAbsent: isAbsentIn({ request, tagKeys, isPlain: wanted === "allowed", mayHaveTag }),
});

/** A resource that is made with tags needs the permission to tag it as well. */
export const taggingOf = (cell: Cell, actor: Actor, estate: Estate): readonly Request[] => {
  const tags = cell.requestTags === undefined ? {} : requestTags(cell.requestTags, actor, estate);
  const [first] = requestsOf(cell, actor, estate);
  if (first === undefined || Object.keys(tags).length === 0 || !takesTags(rowOf(cell.action))) return [];
  const context = {
    ...{ ...first.context, "sagemaker:TaggingAction": cell.action.replace("sagemaker:", "") },
  };
  return [open(cell, actor, estate, { ...first, action: "sagemaker:AddTags", context })];
};

type Resource = Request["resource"];

const resourcesOf = (cell: Cell, row: ActionRow, actor: Actor, estate: Estate): readonly Resource[] => {
  const { type } = cell;
  if (type === undefined) return [{ arn: "*" }];
  const made = cell.requestTags === undefined ? undefined : madeBy(row);
  const others = [made ?? type, ...(row.together ?? [])].filter((each) => each !== type);
  const one = (each: string, state: TagState): Resource => {
    const isNew = each === made;
    const { owner } = cell;
    const whose = isNew
      ? (owner ?? "self")
      : ownerOf({ actor: cell.actor, resourceTags: state, ...(owner && each === type && { owner }) });
    const tags = isNew ? {} : resourceTags(state, whose, actor, estate);
    return { arn: arnOf(cell.action, each, whose, actor, estate), ...(isTagged({ row, type: each }) && { tags }) };
  };
  const asked = one(type, cell.resourceTags ?? "own");
  return [asked, ...[...new Set(others)].map((each) => one(each, "own"))];
};

/** What a create makes, of the types that it takes. */
const madeBy = ({ action, types }: ActionRow): string | undefined =>
  types.length === 1 ? types[0] : creators.find(({ create }) => `sagemaker:${create}` === action)?.type;

const contextOf = (cell: Cell, row: ActionRow, actor: Actor, estate: Estate): Request["context"] => ({
  ...actor.context,
  ...{ "aws:RequestedRegion": estate.region, "aws:SecureTransport": "true", "aws:PrincipalIsAWSService": "false" },
  ...networkOf(cell, estate),
  ...tagContext(cell, row, actor, estate),
  ...studioContext(cell, row, actor, estate),
  ...(row.keys.includes("sagemaker:ModelArn") && { "sagemaker:ModelArn": ownModel(actor, estate) }),
  ...(cell.action === "iam:PassRole" && { "iam:PassedToService": "sagemaker.amazonaws.com" }),
});

/** Served by a create: by its name it is the team's. */
const ownModel = (actor: Actor, estate: Estate): string =>
  arnOf("sagemaker:DescribeModel", "model", "self", actor, estate);

/** Of a bound network where the estate names one. Which address somebody has there nobody knows. */
const networkOf = ({ network }: Cell, { vpcEndpoint }: Estate): Request["context"] => {
  if (vpcEndpoint === undefined) return {};
  if (network === "outside") return { "aws:SourceVpce": [], "aws:SourceVpc": [], "aws:VpcSourceIp": [] };
  return { "aws:SourceVpce": vpcEndpoint };
};

const tagContext = (cell: Cell, row: ActionRow, actor: Actor, estate: Estate): Request["context"] => {
  const tags = tagsOf(cell, actor, estate);
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  return {
    ...(row.keys.includes("aws:TagKeys") && { "aws:TagKeys": keys }),
    ...(takesTags(row) &&
      Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]))),
  };
};

/** Who tags something tags it as their team's. */
const tagsOf = ({ action, requestTags: state }: Cell, actor: Actor, estate: Estate): Tags => {
  if (state !== undefined) return requestTags(state, actor, estate);
  const isTagging = ["sagemaker:AddTags", "sagemaker:DeleteTags", "iam:TagRole"].includes(action);
  return isTagging ? requestTags("own", actor, estate) : {};
};

/** Apps and spaces are in somebody's profile. Only what runs in Studio says which profile it is itself. */
const studioContext = (cell: Cell, { keys }: ActionRow, actor: Actor, estate: Estate): Request["context"] => ({
  ...(keys.includes("sagemaker:OwnerUserProfileArn") && {
    "sagemaker:OwnerUserProfileArn": profileArn(ownerOf(cell) ?? (cell.requestTags && "self"), actor, estate),
    "sagemaker:SpaceSharingType": "Private",
  }),
  ...(actor.id === "execution" && {
    ...{ "sagemaker:DomainId": domainId, "sagemaker:UserProfileName": actor.people.self },
  }),
});
