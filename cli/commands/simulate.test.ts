import { describe, expect, test } from "@jest/globals";
import { roleArn } from "#shared/policy/fixtures.ts";
import type { Opinion } from "#shared/verify/cells/second-opinion.ts";
import { run } from "../run.ts";
import { simulate as answerAll } from "./simulate.ts";

const request = { principal: { arn: roleArn }, action: "s3:GetObject", resource: { arn: "arn:aws:s3:::b/o" } };
const all = { Version: "2012-10-17", Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] };
const allowed = JSON.stringify({ identityPolicies: [all], request });
const nothing = JSON.stringify({ identityPolicies: [], request });

const simulate = async (stdin: AsyncIterable<string>, ...argv: string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const bytes = (async function* () {
    for await (const text of stdin) yield Buffer.from(text);
  })();
  const io = { stdin: bytes, env: {}, cwd: "." };
  const code = await run(["simulate", ...argv], {
    ...{ ...io, out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) },
  });
  return { code, out, err };
};
async function* text(...parts: readonly string[]): AsyncGenerator<string> {
  yield* parts;
}

describe("sagewarden simulate -", () => {
  test("--json: one line for each case, in order; of what could not be read, where and why, and 2", async () => {
    const { code, out, err } = await simulate(text(`${nothing}\n{"request":\n\n${allowed}\n`), "-", "--json");
    expect(out).toEqual([
      '{"decision":"implicitDeny","statement":null}',
      '{"decision":"allowed","statement":{"policy":"identity[0]","index":0,"sid":"All"}}',
    ]);
    expect(err).toEqual([
      expect.stringMatching(/^stdin:2: not JSON.*; allowed: one case as JSON$/),
      "2 cases: 1 implicitDeny, 1 allowed; 1 lines could not be read",
    ]);
    expect(code).toBe(2);
  });

  test("a table for people; 0", async () => {
    const { code, out } = await simulate(text(allowed), "-");
    expect(out).toHaveLength(2);
    expect(out[1]).toMatch(/^1 +allowed +s3:GetObject +identity\[0\] All +arn:aws:s3:::b\/o$/);
    expect(code).toBe(0);
  });

  test("a line of 10 MB is a case like another, and its neighbours are answered", async () => {
    const long = JSON.stringify({ identityPolicies: [all], request: { ...request, context: { x: "a".repeat(1e7) } } });
    const { out, code } = await simulate(text(`${allowed}\n${long}\n`, `${nothing}\n`), "-", "--json");
    expect(out.map((line) => JSON.parse(line).decision)).toEqual(["allowed", "allowed", "implicitDeny"]);
    expect(code).toBe(0);
  });

  test("it answers while it reads", async () => {
    const seen: number[] = [];
    const answered: string[] = [];
    const stdin = (async function* () {
      for (let turn = 0; turn < 5; turn++) {
        seen.push(answered.length);
        yield Buffer.from(`${allowed}\n`);
      }
    })();
    const io = { stdin, env: {}, cwd: ".", err: () => undefined, out: (line: string) => void answered.push(line) };
    expect(await run(["simulate", "-", "--json"], io)).toBe(0);
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  test("no such file: 2, and nothing on stdout", async () => {
    const { code, out, err } = await simulate(text(), "none.jsonl");
    expect(err).toEqual([expect.stringContaining("none.jsonl: there is no such file; allowed: ")]);
    expect([code, out]).toEqual([2, []]);
  });
});

describe("--oracle", () => {
  const compared = async (opinion: Opinion) => {
    const [out, err]: [string[], string[]] = [[], []];
    const io = {
      env: {},
      cwd: ".",
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
    };
    const stdin = (async function* () {
      yield Buffer.from(allowed);
    })();
    const code = await answerAll("-", { json: true }, { ...io, stdin }, async () => opinion);
    return { code, decision: JSON.parse(out[0] ?? "").decision, err: err.slice(0, -1) };
  };

  test("another answer of AWS is ambiguous, with both on stderr; 1", async () => {
    expect(await compared({ decision: "explicitDeny" })).toEqual({
      ...{ code: 1, decision: "ambiguous" },
      err: ["stdin:1: we say allowed by identity[0] statement 0, AWS's simulator says explicitDeny"],
    });
  });

  test("the same answer, or none", async () => {
    expect(await compared({ decision: "allowed" })).toEqual({ code: 0, decision: "allowed", err: [] });
    expect(await compared({ limit: "no" })).toMatchObject({ code: 0, decision: "allowed", err: [expect.any(String)] });
  });

  test("nobody else is asked", async () => {
    const { code, err } = await simulate(text(allowed), "-", "--oracle", "else");
    expect([code, err.join()]).toEqual([2, expect.stringContaining("Allowed choices are aws")]);
  });
});
