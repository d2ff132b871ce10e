import type { Principal, Recorded } from "../model/activity.ts";
import { type Arn, parseArn } from "../model/arn.ts";
import type { Settings } from "../model/settings.ts";

/**
 * The forms of what is taken from a record into a question to the ledger or to AWS. Records are hostile: what does not
 * have the form is not asked for. The forms are those of the STS, IAM and SageMaker service models (botocore 1.44.5).
 */
export const isAccessKeyId = (text: string): boolean => /^\w{16,128}$/.test(text);
export const isUniqueId = (text: string): boolean => /^\w{1,128}$/.test(text);
export const isSessionName = (text: string): boolean => /^[\w+=,.@-]{2,64}$/.test(text);
export const isUserName = (text: string): boolean => /^[\w+=,.@-]{1,64}$/.test(text);
export const isProfileName = (text: string): boolean => text.length <= 63 && /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(text);
export const isRegion = (text: string): boolean => /^[a-z]{2,4}(-[a-z]{1,16}){1,3}-\d{1,2}$/.test(text);

type Place = Pick<Recorded, "account" | "region" | "partition">;

/** Longest ARN that is looked at. IAM's own limit is 2,048. */
const longestArn = 2_048;

const readArn = (text: string): Arn | undefined =>
  text.length <= longestArn && /^[\x21-\x7e]+$/.test(text) ? parseArn(text) : undefined;

/** The part after the account of a SageMaker ARN in the record's own account and region. */
export const sageMakerResource = (arn: string, place: Place): string | undefined => {
  const parsed = readArn(arn);
  const isHere =
    parsed?.service === "sagemaker" &&
    parsed.partition === place.partition &&
    parsed.account === place.account &&
    parsed.region === place.region;
  return isHere ? parsed.resource : undefined;
};

/** The path and name of a role in the record's own account: `role/…`. */
export const roleResource = (arn: string | undefined, place: Omit<Place, "region">): string | undefined => {
  const parsed = arn === undefined ? undefined : readArn(arn);
  const isHere =
    parsed?.service === "iam" &&
    parsed.partition === place.partition &&
    parsed.account === place.account &&
    parsed.region === "" &&
    parsed.resource.startsWith("role/");
  return isHere ? parsed.resource : undefined;
};

/** The account that a principal belongs to, as far as the record tells. */
export const accountOf = ({ account, arn }: Principal): string | undefined =>
  account ?? ((arn === undefined ? undefined : readArn(arn)?.account) || undefined);

/** Whether the principal is known to belong to an account outside the organisation: nothing it says of itself counts. */
export const isForeign = (
  principal: Principal,
  { account }: Pick<Place, "account">,
  { organization }: Settings,
): boolean => {
  const own = accountOf(principal);
  return own !== undefined && own !== account && !organization.accounts.includes(own);
};

export const sageMakerService = "sagemaker.amazonaws.com";
