import type { AuditRule, SeenRole } from "./rule.ts";
import { externalIdsOf } from "./support/external-ids.ts";
import { bitsOf } from "./support/guessable.ts";
import { callersOf, foundOrClean, inTrust, statementsOf } from "./support/trust.ts";

/** Eight random letters and digits have 47.6. */
const leastBits = 48;

/** What somebody who guesses knows: whom the role is between, and what it is called. */
const knownNames = ({ role, account, outsiders, contract, settings }: SeenRole): readonly string[] => [
  account.account,
  ...settings.organization.accounts,
  ...(contract?.accounts ?? []),
  ...outsiders.flatMap(({ account, hint }) => [account ?? "", ...(hint?.split(/[^A-Za-z0-9]+/) ?? [])]),
  ...(contract === undefined ? [] : [contract.vendor]),
  role.name,
  ...role.name.split(/[^A-Za-z0-9]+/),
  ...role.path.split("/"),
];

export const externalIdGuessable: AuditRule = {
  id: "external-id-guessable",
  severity: "medium",
  why: "An external id that is short, a word, a sequence, an account's number or the vendor's name keeps nobody out: a wrong guess is not recorded in this account, so nobody sees the guessing.",
  blind:
    "How the vendor makes its values: one that looks random may be its customers' running number in another form. Nothing about values that are stored elsewhere.",
  remediation:
    "Ask the vendor for a random value, 32 letters and digits for instance; `externalId: auto` makes one, `sagewarden vendors rotate` changes it without an interruption.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
  ],
  ofTrust: true,
  audit: (seen) => {
    const ids = externalIdsOf(seen).filter(({ value }) => !/[*?]|\$\{/.test(value));
    if (callersOf(seen).length === 0 || ids.length === 0) return { type: "not-applicable" };
    const known = knownNames(seen);
    const weak = ids.filter(({ value }) => bitsOf(value, known) < leastBits);
    const statements = new Set(weak.map(({ statement }) => statement));
    return foundOrClean(
      statementsOf(seen)
        .filter(({ index }) => statements.has(index))
        .map((statement) => {
          const of = weak.filter((one) => one.statement === statement.index);
          const lengths = of.map(({ value }) => value.length).join(" and ");
          return { detail: `the external id (${lengths} characters) can be guessed`, where: inTrust(statement) };
        }),
    );
  },
};
