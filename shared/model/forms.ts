import * as z from "zod/mini";

/** Text of one form. `allowed` says the form in the error message, whatever was found. */
export const text = (form: RegExp, allowed: string) => z.string(allowed).check(z.regex(form, allowed));

export const duration = text(
  /^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
  "an ISO 8601 duration such as PT4H or P1D",
);
export const date = text(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2027-06-30");
export const arnPattern = text(
  /^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/,
  "an ARN (arn:partition:service:region:account:resource), * and ? allowed",
);
export const account = text(/^\d{12}$/, "a 12-digit account id in quotes");
export const region = text(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "a region such as us-east-1");
export const addressRange = text(/^[\da-fA-F.:]+\/\d{1,3}$/, "a CIDR range such as 198.51.100.0/24");

/** One role's ARN: no wildcard, and no variable that IAM would put somebody's tag into. */
export const roleArn = (allowed: string) =>
  text(/^arn:aws[\w-]*:iam::\d{12}:role\/([^\s*?$"'{}<>\\/]+\/)*[\w+=,.@-]{1,64}$/, allowed);
