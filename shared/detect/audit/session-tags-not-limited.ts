import { keyOf } from "../../model/tag-keys.ts";
import type { Statement } from "../../policy/model.ts";
import type { Known } from "../../vendors/trust/may-hold.ts";
import { permits } from "../../vendors/trust/open.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { fixedTrust } from "./support/fixed.ts";
import { callersOf, foundOrClean, inTrust, letsIn, nameOf, statementsOf } from "./support/trust.ts";

const tagging = "sts:TagSession";

export const sessionTagsNotLimited: AuditRule = {
  id: "session-tags-not-limited",
  severity: "medium",
  why: "Session tags decide access: policies compare `aws:PrincipalTag/team` and `studiouserid`, and what a session makes is tagged with them. A vendor that may set any tag may say that it is anybody.",
  blind:
    "What our policies do with a tag. Tags that the vendor's own identity provider adds are the vendor's word too.",
  remediation:
    "Take sts:TagSession out of the trust, or limit it: ForAllValues:StringEquals on aws:TagKeys with the keys of the contract (`sessionTags`), and StringEquals on aws:RequestTag for their values.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"],
  ofTrust: true,
  audit: (seen) => {
    const statements = statementsOf(seen)
      .filter(({ effect }) => effect === "Allow")
      .filter((one) => permits(one, tagging));
    if (statements.length === 0 || callersOf(seen).length === 0) return { type: "not-applicable" };
    return foundOrClean(statements.flatMap((statement) => judged(seen, statement)));
  },
};

const anyKey = "sagewarden-asks";

const judged = (seen: SeenRole, statement: Statement): Found[] => {
  const declared = new Set(seen.contract?.sessionTags);
  const { settings } = seen;
  const guarded = Object.keys(settings.tags)
    .map((name) => keyOf(name, settings))
    .filter((key) => !declared.has(key));
  const caller = callersOf(seen).find(
    (one) => taken(seen, statement, one, anyKey) || guarded.some((key) => taken(seen, statement, one, key)),
  );
  if (caller === undefined) return [];
  const isLimited = statement.conditions.some(({ key }) => /^aws:(requesttag\/|tagkeys$)/i.test(key));
  const open = guarded.filter((key) => taken(seen, statement, caller, key));
  const which = open.length > 0 ? `${open.join(", ")} included` : "other than those it is held to";
  const fixed = fixedTrust(seen, statement.index, ({ Action, ...rest }) => ({
    ...rest,
    Action: [Action].flat().some((one) => one === "sts:AssumeRole" || one !== tagging) ? "sts:AssumeRole" : Action,
  }));
  return [
    {
      detail: `${nameOf(caller)} may set session tags as it likes, ${which}`,
      where: inTrust(statement),
      severity: isLimited ? "low" : open.length > 0 ? "high" : "medium",
      ...(fixed !== undefined && !isLimited && { fixed }),
    },
  ];
};

const taken = (
  seen: SeenRole,
  statement: Statement,
  caller: ReturnType<typeof callersOf>[number],
  key: string,
): boolean => {
  const known: Known = new Map([
    ["aws:tagkeys", [key]],
    [`aws:requesttag/${key.toLowerCase()}`, ["sagewarden-asks"]],
  ]);
  return letsIn(seen, caller, known, { action: tagging, statement });
};
