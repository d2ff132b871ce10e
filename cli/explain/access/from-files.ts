import type { Estate, EstateRole } from "#shared/verify/model.ts";
import type { Asker, Ground } from "./ground.ts";
import { isAboutTrust, type Question, type Who } from "./question.ts";

/** What a folder's verify.json says of who asks and of what is asked about: roles are all that it knows. */
export const groundOfEstate = (estate: Estate, question: Question): Ground => {
  const { who, resource } = question;
  const target = estate.principals.find(({ arn }) => arn === resource);
  const isTrust = isAboutTrust(question);
  return {
    ...{ from: "files", region: estate.region, asker: askerIn(estate, who) },
    resource: { tags: target?.tags ?? {}, policy: isTrust ? target?.trust : undefined },
    organization: { scps: estate.scps, rcps: estate.rcps },
    notes: isTrust && target !== undefined ? [] : ["policies on resources are not among the files"],
  };
};

const askerIn = ({ principals, account }: Estate, who: Who): Asker | undefined => {
  const role = who.account === account ? principals.find((each) => isOf(each, who)) : undefined;
  if (role === undefined) return undefined;
  const { arn, tags, policies, boundary, sessions } = role;
  const session = sessions.find(({ name }) => name === who.session);
  return { arn, tags, session, layers: { identity: policies, ...(boundary && { boundary }) } };
};

/** A session's ARN leaves the role's path out. */
const isOf = ({ arn }: EstateRole, who: Who): boolean =>
  who.kind === "session" ? arn.split("/").at(-1) === who.name : arn === who.arn;
