import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../../shared/policy/evaluate.ts";
import { readCase } from "../../shared/policy/simulation.ts";
import { anyCase, type Case, type Statement } from "./cases.ts";

/** SAGEWARDEN_AGREEMENT_CASES=1000000 for a long run. */
const wanted = Number(process.env.SAGEWARDEN_AGREEMENT_CASES ?? 20_000);
const python = fileURLToPath(new URL("../../.lab/venv/bin/python", import.meta.url));
const isInstalled = existsSync(python);
if (!isInstalled)
  console.info("Not compared with ministack's evaluator: the lab is not installed (npm run demo does it).");

const statements = ({ identityPolicies, boundary, sessionPolicies, resourcePolicy }: Case): readonly Statement[] =>
  [...identityPolicies, ...sessionPolicies, ...[boundary ?? [], resourcePolicy ?? []].flat()].flatMap(
    (policy) => policy.Statement,
  );

const operands = (one: Case) =>
  statements(one).flatMap(({ Condition }) =>
    Object.entries(Condition).flatMap(([operator, keys]) => Object.keys(keys).map((key) => ({ operator, key }))),
  );

const isGiven = ({ request: { principal, resource, context } }: Case, key: string): boolean =>
  [
    ...Object.keys(context),
    ...Object.keys(principal.tags).map((tag) => `aws:PrincipalTag/${tag}`),
    ...Object.keys(resource.tags).map((tag) => `aws:ResourceTag/${tag}`),
  ].some((each) => each.toLowerCase() === key.toLowerCase());

/** Where the other evaluator is not AWS, in cases that are generated. */
const restrictions: Readonly<Record<string, { why: string; holds(one: Case): boolean }>> = {
  "ForAnyValue with IfExists on a missing key": {
    why: "it says true; AWS: ForAnyValue of nothing is false",
    holds: (one) =>
      operands(one).some(({ operator, key }) => /^ForAnyValue:.*IfExists$/.test(operator) && !isGiven(one, key)),
  },
};

/**
 * Never generated: policy variables (it has none); empty values (it compares them, AWS takes them for missing under set
 * operators); keys of several values without a set operator (it compares the list's text); a tag's key in two spellings (it takes
 * the last, AWS's answer is not known); two values of Null (it reads the first); NotPrincipal (it matches nobody); SCPs and
 * RCPs (it has none); aws:PrincipalArn (of a session it gives the session's, AWS the role's); times, numbers and addresses
 * that are none (it says no, even negated); line ends in names (its wildcards stop there); ARN conditions on what is no ARN.
 */

const startOther = () => {
  const child = spawn(python, [fileURLToPath(new URL("opinion.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (cases: readonly Case[]): Promise<readonly string[]> => {
      const asked = cases.map((one) => ({
        ...one,
        limits: [
          ...(one.boundary ? [[one.boundary]] : []),
          ...(one.sessionPolicies.length > 0 ? [one.sessionPolicies] : []),
        ],
      }));
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      return JSON.parse((await lines.next()).value ?? "[]");
    },
    stop: async (): Promise<void> => {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    },
  };
};

const ours = (one: Case): string => {
  const { request, layers } = readCase(JSON.stringify(one));
  return evaluate(request, layers).decision;
};

const suite = isInstalled ? describe : describe.skip;
suite("ministack's evaluator", () => {
  let other: ReturnType<typeof startOther>;
  beforeAll(() => {
    other = startOther();
  });
  afterAll(() => other.stop());

  test(`says the same in ${wanted} cases, where we are not in doubt`, async () => {
    const counts: Record<string, number> = {};
    let compared = 0;
    const agree = fc.asyncProperty(fc.array(anyCase, { minLength: 1, maxLength: 400, size: "max" }), async (all) => {
      const cases = all.filter((one) => !Object.values(restrictions).some(({ holds }) => holds(one)));
      const theirs = await other.ask(cases);
      for (const [index, one] of cases.entries()) {
        const decision = ours(one);
        counts[decision] = (counts[decision] ?? 0) + 1;
        if (decision === "ambiguous") continue;
        compared++;
        if (decision !== theirs[index])
          throw new Error(`ours: ${decision}, theirs: ${theirs[index]}: ${JSON.stringify(one)}`);
      }
    });
    while (compared < wanted) await fc.assert(agree, { numRuns: 10 });
    for (const decision of ["allowed", "explicitDeny", "implicitDeny"]) {
      expect(counts[decision]).toBeGreaterThan(compared / 25);
    }
    expect(counts.ambiguous ?? 0).toBeLessThan(compared / 5);
  }, 600_000);
});
