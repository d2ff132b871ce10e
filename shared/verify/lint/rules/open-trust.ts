import { matches } from "../../../policy/glob.ts";
import type { Statement } from "../../../policy/model.ts";
import type { LintRule } from "../rule.ts";
import { isNegated } from "../words.ts";

export const openTrust: LintRule = {
  id: "open-trust",
  severity: { Allow: "high", Deny: "info" },
  remedy: "Name who is let in; beside a provider demand its audience, and of a token the subject.",
  find({ statement, policy }) {
    if (policy.policy.kind !== "trust" || statement.effect === "Deny") return [];
    const { anybody = false, federated = [] } = statement.principals ?? {};
    const isAssertion = federated.some((arn) => arn.includes(":saml-provider/"));
    const isToken = federated.some((arn) => !arn.includes(":saml-provider/"));
    return [
      ...(anybody && !asks(statement, /^aws:Principal(Arn|Account|OrgID|OrgPaths)$/i)
        ? ["whoever has an account, or a provider of any account, is let in"]
        : []),
      ...((isAssertion && isWayIn(statement, "sts:AssumeRoleWithSAML")) ||
      (isToken && isWayIn(statement, "sts:AssumeRoleWithWebIdentity"))
        ? [
            ...(asks(statement, /:aud$/i) ? [] : ["what the provider says to any other audience is taken"]),
            ...(!isToken || asks(statement, /:(sub|amr)$/i) ? [] : ["whoever has a token of the provider is let in"]),
          ]
        : []),
    ];
  },
};

const isWayIn = ({ actions, notActions }: Statement, action: string): boolean =>
  actions === undefined
    ? !(notActions ?? []).some((each) => matches(each, action, { ignoreCase: true }))
    : actions.some((each) => matches(each, action, { ignoreCase: true }));

/** Some value of it is demanded. */
const asks = ({ conditions }: Statement, key: RegExp): boolean =>
  conditions.some(
    (each) =>
      key.test(each.key) &&
      each.operator !== "Null" &&
      !each.ifExists &&
      each.set !== "ForAllValues" &&
      !isNegated(each) &&
      !each.values.includes("*"),
  );
