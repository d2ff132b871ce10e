import type { Condition, Statement } from "../../policy/model.ts";
import type { Known } from "../../vendors/trust/may-hold.ts";
import { mayMeet } from "../../vendors/trust/open.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { foundOrClean, placeOf, statementOf } from "./support/trust.ts";

export const federationWithoutSubject: AuditRule = {
  id: "federation-without-subject",
  severity: "high",
  why: "An identity provider vouches for many. Without a condition on the subject, everybody whom it knows may take the role: with GitHub's, every repository of the world; with a Cognito pool's or Google's, every application.",
  blind: "Who stands behind a subject: a branch that strangers may push to, a group that anybody may join.",
  remediation:
    "Ask for the subject (`PROVIDER:sub`) and the audience (`PROVIDER:aud`) with StringEquals, or StringLike with a whole organisation and repository; for SAML ask for SAML:aud.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif",
  ],
  everyRole: true,
  ofTrust: true,
  audit: (seen) => {
    const federated = seen.outsiders.filter(({ type }) => type === "federated");
    if (federated.length === 0) return { type: "not-applicable" };
    return foundOrClean(
      federated.flatMap((one) => {
        const statement = statementOf(seen, one);
        const fault = statement === undefined ? undefined : faultOf(one.principal, statement, seen);
        return fault === undefined ? [] : [{ ...fault, where: placeOf(seen, one) }];
      }),
    );
  },
};

type Fault = Pick<Found, "detail" | "severity">;

/** Issuers that anybody may have an account with: the provider alone says nothing. A subject that is a stranger's. */
const strangers: Readonly<Record<string, string>> = {
  "token.actions.githubusercontent.com": "repo:sagewarden-stranger/asks:ref:refs/heads/main",
  "gitlab.com": "project_path:sagewarden-stranger/asks:ref_type:branch:ref:main",
  "app.terraform.io": "organization:sagewarden-stranger:project:asks:workspace:asks:run_phase:apply",
  "agent.buildkite.com": "organization:sagewarden-stranger:pipeline:asks:ref:refs/heads/main",
};
/** Here the audience is the application, and the subject one person of it. */
const byAudience = new Set([
  "cognito-identity.amazonaws.com",
  "accounts.google.com",
  "graph.facebook.com",
  "www.amazon.com",
]);

const faultOf = (principal: string, statement: Statement, { now }: SeenRole): Fault | undefined => {
  const host = /:oidc-provider\/(.+)$/.exec(principal)?.[1] ?? principal;
  const opens = (known: Known): boolean => mayMeet(statement, known, now);
  if (principal.includes(":saml-provider/"))
    return opens(new Map([["saml:aud", ["https://sagewarden.example/asks"]]]))
      ? { detail: `${principal}: any audience is taken`, severity: "medium" }
      : undefined;
  const stranger = Object.hasOwn(strangers, host) ? strangers[host] : undefined;
  const [sub, aud] = [`${host}:sub`.toLowerCase(), `${host}:aud`.toLowerCase()];
  if (stranger !== undefined) return ofStranger(host, opens(new Map([[sub, [stranger]]])), statement.conditions);
  const appId = `${host}:app_id`.toLowerCase();
  if (byAudience.has(host)) {
    const known: Known = new Map([aud, appId, `${host}:oaud`].map((key) => [key.toLowerCase(), ["sagewarden-asks"]]));
    return opens(known) ? { detail: `${host}: any application is let in`, severity: "high" } : undefined;
  }
  const isOpen = opens(new Map([[sub, ["sagewarden:asks"]]])) && opens(new Map([[aud, ["sagewarden.asks"]]]));
  return isOpen ? { detail: `${host}: neither subject nor audience is asked for`, severity: "medium" } : undefined;
};

const ofStranger = (host: string, isOpen: boolean, conditions: readonly Condition[]): Fault | undefined => {
  if (isOpen) return { detail: `${host}: every subject is let in`, severity: "high" };
  // `repo:acme*` is also `acme-of-somebody-else`.
  const isLoose = conditions
    .filter(({ key, operator }) => key.toLowerCase() === `${host}:sub` && operator === "StringLike")
    .some(({ values }) => values.some((value) => /^[a-z_]+:[^/:]*[*?]/.test(value)));
  return isLoose ? { detail: `${host}: a wildcard stands inside the owner's name`, severity: "medium" } : undefined;
};
