import { deadRules } from "#shared/act/dead-rules.ts";
import { expectedRules } from "#shared/act/expected-rules.ts";
import { type Check, fail, ok } from "./check.ts";

/** Everything that brings records in: the rules of every region, and what reads the queues. */
export const rules: Check = {
  id: "rules",
  run: async ({ settings, account, caller }) => {
    const expected = expectedRules(settings, caller);
    const faults = await deadRules(expected, {
      rule: (region, name) => account.rule(name, region),
      mappings: account.mappings,
    });
    if (faults.length === 0) return ok(`${expected.length} rules are alive, every queue is read`);
    return fail(faults.join("; "), "npm run deploy puts rules and mappings back; find out who changed them");
  },
};
