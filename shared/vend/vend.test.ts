import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RoleWanted } from "../assume/model.ts";
import { roleArn } from "../connections/fixture.ts";
import type { IssueRow } from "../model/issue.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { claimRequest } from "../record/requests.ts";
import { app, callOf, session, sessionOf, settings } from "./example-call.ts";
import { now, ours, tokenOf } from "./fixture.ts";
import { ProviderSilent } from "./model.ts";
import { readToken } from "./oidc.ts";
import { type Happening, type Parts, vend } from "./vend.ts";

const named = (name: string): Error => Object.assign(new Error(`the-secret and ${roleArn("sales")}`), { name });

const broker = (change: Partial<Parts> = {}) => {
  const table = memoryTable();
  const [taken, rows, told, order]: [RoleWanted[], IssueRow[], Happening[], string[]] = [[], [], [], []];
  const parts: Parts = {
    settings,
    prove: async (proof) => {
      const oidc = settings.broker?.oidc;
      if (oidc === undefined || !("oidcToken" in proof)) return { doubt: "not-configured" };
      return readToken(proof.oidcToken, oidc, async () => [ours.jwk], now);
    },
    claim: (proofId) => {
      order.push("claim");
      return claimRequest(table, proofId, now);
    },
    isContained: async () => false,
    assume: async (wanted) => {
      order.push("assume");
      taken.push(wanted);
      return session;
    },
    record: async (row) => {
      order.push("record");
      rows.push(row);
    },
    tell: (happening) => void told.push(happening),
    now: () => now,
    ...change,
  };
  const ask = async (...call: Parameters<typeof callOf>) => {
    const { statusCode, headers, body } = await vend(callOf(...call), parts);
    expect(headers).toMatchObject({ "cache-control": "no-store", "content-type": "application/json" });
    return { statusCode, body: JSON.parse(body) as Record<string, unknown> };
  };
  return { ask, taken, rows, told, order };
};

const asAlice = async (more: object = {}) => ({ connection: "sales", proof: { oidcToken: await tokenOf() }, ...more });
const as = async (person: string, connection = "sales") => ({
  connection,
  proof: { oidcToken: await tokenOf({ sub: `subject-of-${person}` }) },
});
const denied = (gate: string) => ({ statusCode: 403, body: { error: "Permission denied", gate } });

describe("a person's token", () => {
  test("gives the connection's role, capped, and a row before the answer", async () => {
    const { ask, taken, rows, order, told } = broker();
    expect(await ask(await asAlice())).toEqual({
      statusCode: 200,
      body: {
        ...{ Version: 1, AccessKeyId: "ASIAEXAMPLE", SecretAccessKey: "the-secret", SessionToken: "the-token" },
        ...{ Expiration: session.expiresAt, connection: "sales", person: "alice" },
      },
    });
    expect(order).toEqual(["claim", "assume", "record"]);
    expect(taken).toEqual([
      expect.objectContaining({
        ...{
          roleArn: roleArn("sales"),
          sessionName: "alice",
          seconds: 3_600,
          externalId: "x-1",
          sourceIdentity: "alice",
        },
        policy: expect.stringContaining("lake"),
        tags: expect.objectContaining({ team: "Sales", studiouserid: "alice" }),
      }),
    ]);
    expect(rows).toEqual([
      {
        ...{ accessKeyId: "ASIAEXAMPLE", person: "alice", connection: "sales", roleArn: roleArn("sales") },
        ...{ application: sessionOf("sales-app"), proof: "oidc", proofId: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ...{ at: now, expiresAt: session.expiresAt },
      },
    ]);
    expect(JSON.stringify([rows, told])).not.toMatch(/the-secret|the-token|eyJ/);
  });

  test.each([
    ["no more than is asked", "long", 900, 900],
    ["no more than the connection lets", "short", 3_600, 1_200],
    ["no more than an hour: it is a chain", "long", 43_200, 3_600],
    ["an hour where nobody says", "long", undefined, 3_600],
  ])("for %s", async (_, connection, durationSeconds, expected) => {
    const { ask, taken } = broker();
    const asked = { ...(await as("alice", connection)), ...(durationSeconds && { durationSeconds }) };
    expect((await ask(asked)).statusCode).toBe(200);
    expect(taken[0]?.seconds).toBe(expected);
  });

  test("is good once, for whoever comes first", async () => {
    const { ask, taken, told } = broker();
    const asked = await asAlice();
    const answers = await Promise.all([ask(asked), ask(asked, sessionOf("trusted-app"))]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 403]);
    expect(await ask(asked)).toEqual(denied("proof"));
    expect(taken).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ what: "refused", gate: "proof", doubt: "used" });
  });

  test("is spent where the function finds no ledger for the row, and nobody has credentials", async () => {
    const { ask } = broker({ record: () => Promise.reject(named("RetryLater")) });
    const asked = await asAlice();
    expect(await ask(asked)).toEqual({ statusCode: 503, body: { error: "Not now" } });
    expect(await ask(asked)).toEqual(denied("proof"));
  });

  test.each(["isContained", "assume", "record"] as const)(
    "is spent where the function is killed at %s",
    async (part) => {
      const reached = Promise.withResolvers<void>();
      const hang = (): Promise<never> => {
        reached.resolve();
        return new Promise(() => {});
      };
      const { ask } = broker({ [part]: hang });
      const asked = await asAlice();
      const killed = ask(asked).then(() => "answered");
      await Promise.race([reached.promise, killed]);
      expect(await ask(asked)).toEqual(denied("proof"));
      expect(await Promise.race([killed, "silent"])).toBe("silent");
    },
  );
});

describe("a gate is shut", () => {
  test.each<[string, string, () => Promise<object>]>([
    [
      "a token of another",
      "proof",
      async () => ({ connection: "sales", proof: { oidcToken: await tokenOf({ aud: "x" }) } }),
    ],
    [
      "an assertion, though nobody is there who signs any",
      "proof",
      async () => ({ connection: "sales", proof: { samlAssertion: "PHg+" } }),
    ],
    ["nobody of the directory", "person", () => as("zoe")],
    ["one who left", "person", () => as("frank")],
    ["no such connection", "connection", () => as("alice", "other")],
    ["one that takes no role", "connection", () => as("alice", "own")],
    ["another group", "group", () => as("bob")],
    ["no role of their own", "mapping", () => as("erin")],
    ["an application's bare word", "application", async () => ({ connection: "sales", proof: { person: "alice" } })],
    ["and of another connection", "application", async () => ({ connection: "long", proof: { person: "alice" } })],
  ])("%s: %s", async (_, gate, request) => {
    const { ask, taken, rows, told } = broker();
    expect(await ask(await request())).toEqual(denied(gate));
    expect([taken, rows]).toEqual([[], []]);
    expect(told).toEqual([expect.objectContaining({ what: "refused", gate, application: sessionOf("sales-app") })]);
  });

  test.each([
    ["nobody was checked", undefined],
    ["another role", sessionOf("other-app")],
    ["the role's name in another account", sessionOf("sales-app", "444455556666")],
    ["a role that is called by the end of the name", sessionOf("app")],
    ["another partition", sessionOf("sales-app").replace("arn:aws:", "arn:aws-cn:")],
    ["a user of that name", "arn:aws:iam::111122223333:user/sales-app"],
    ["the role itself", app],
    ["a federated user", "arn:aws:sts::111122223333:federated-user/sales-app"],
    ["the account", "arn:aws:iam::111122223333:root"],
    ["no text", { toString: () => sessionOf("sales-app") }],
  ])("%s", async (_, userArn) => {
    const { ask, order } = broker();
    expect(await ask(await asAlice(), userArn ?? null)).toEqual(denied("application"));
    expect(order).toEqual([]);
  });

  test("without IAM before it everybody is nobody", async () => {
    const { ask } = broker();
    for (const requestContext of [{ http: { method: "POST" } }, { authorizer: {} }, { authorizer: { iam: null } }])
      expect(await ask(await asAlice(), undefined, { requestContext })).toEqual(denied("application"));
  });

  test("the role is contained", async () => {
    const asked: string[] = [];
    const { ask, taken } = broker({ isContained: async (role) => asked.push(role) > 0 });
    expect(await ask(await asAlice())).toEqual(denied("trust"));
    expect([asked, taken]).toEqual([[roleArn("sales")], []]);
  });

  test.each([
    ["AccessDenied", "", "trust"],
    ["AccessDeniedException", "x", "trust"],
    ["AccessDenied", "it wants MFA", "trust"],
    ["AccessDenied", "not authorized to perform: sts:TagSession", "tags"],
    ["AccessDenied", "not authorized to perform: sts:SetSourceIdentity", "tags"],
    ["PackedPolicyTooLarge", "x", "policy"],
    ["MalformedPolicyDocument", "x", "policy"],
    ["ValidationError", "DurationSeconds exceeds the MaxSessionDuration", "trust"],
    ["ValidationError", "x", "trust"],
    ["RegionDisabledException", "x", "trust"],
  ])("STS says %s (%s), whatever often it is asked", async (why, message, gate) => {
    const { ask, rows, told } = broker({ assume: () => Promise.reject(Object.assign(named(why), { message })) });
    expect(await ask(await asAlice())).toEqual(denied(gate));
    expect([rows, told]).toEqual([[], [expect.objectContaining({ what: "refused", gate, why })]]);
  });
});

describe("an application's bare word", () => {
  const word = { connection: "long", proof: { person: "alice" } };

  test("counts where the connection trusts it, each time, and is recorded as its own", async () => {
    const { ask, rows, order } = broker();
    for (const _ of [1, 2]) expect((await ask(word, sessionOf("trusted-app"))).statusCode).toBe(200);
    expect(rows[0]).toMatchObject({
      proof: "application",
      proofId: "request-1",
      application: sessionOf("trusted-app"),
    });
    expect(order).toEqual(["assume", "record", "assume", "record"]);
  });

  test.each([
    ["zoe", "person"],
    ["frank", "person"],
    ["bob", "group"],
    ["__proto__", "person"],
  ])("for %s opens no other gate", async (person, gate) => {
    expect(await broker().ask({ connection: "long", proof: { person } }, sessionOf("trusted-app"))).toEqual(
      denied(gate),
    );
  });
});

describe("not now", () => {
  test.each<[string, number, Partial<Parts>]>([
    ["STS is asked too often", 429, { assume: () => Promise.reject(named("ThrottlingException")) }],
    ["STS fails", 503, { assume: () => Promise.reject(named("InternalFailure")) }],
    ["our own credentials ended", 503, { assume: () => Promise.reject(named("ExpiredToken")) }],
    ["the identity provider is silent", 503, { prove: () => Promise.reject(new ProviderSilent("x")) }],
    ["the ledger is silent at the claim", 503, { claim: () => Promise.reject(named("RetryLater")) }],
    ["the ledger is silent about containments", 503, { isContained: () => Promise.reject(named("RetryLater")) }],
    ["the ledger is silent at the row", 503, { record: () => Promise.reject(named("RetryLater")) }],
  ])("%s", async (_, statusCode, change) => {
    const { ask, told } = broker(change);
    expect(await ask(await asAlice())).toEqual({ statusCode, body: { error: "Not now" } });
    expect(told).toEqual([expect.objectContaining({ what: "failed" })]);
    expect(JSON.stringify(told)).not.toMatch(/the-secret|role\/sales"/);
  });
});

describe("bad input", () => {
  const proof = { person: "alice" };
  test.each<[string, unknown, object?]>([
    ["body", ""],
    ["body", "{"],
    ["body", "[]"],
    ["body", "null"],
    ["body", { connection: "sales", proof, extra: 1 }],
    ["body", "x".repeat(65_537)],
    ["body", { connection: "sales", proof, durationSeconds: 900 }, { isBase64Encoded: true }],
    ["connection", { proof }],
    ["connection", { connection: "a b", proof }],
    ["connection", { connection: ["sales"], proof }],
    ["proof", { connection: "sales" }],
    ["proof", { connection: "sales", proof: {} }],
    ["proof", { connection: "sales", proof: { ...proof, oidcToken: "a.b.c" } }],
    ["proof", { connection: "sales", proof: { person: "" } }],
    ["proof", { connection: "sales", proof: { oidcToken: "no token" } }],
    ["proof", { connection: "sales", proof: { oidcToken: `a.${"b".repeat(16_384)}.c` } }],
    ["proof", { connection: "sales", proof: { samlAssertion: "A".repeat(32_769) } }],
    ["durationSeconds", { connection: "sales", proof, durationSeconds: 899 }],
    ["durationSeconds", { connection: "sales", proof, durationSeconds: 43_201 }],
    ["durationSeconds", { connection: "sales", proof, durationSeconds: "900" }],
    ["content-type", { connection: "sales", proof }, { headers: { "content-type": "text/plain" } }],
    ["content-type", { connection: "sales", proof }, { headers: {} }],
  ])("%s", async (field, body, change = {}) => {
    const { ask, order, told } = broker();
    expect(await ask(body, undefined, change)).toEqual({ statusCode: 400, body: { error: "Bad input", field } });
    expect(order).toEqual([]);
    expect(told).toEqual([expect.objectContaining({ what: "misread", field })]);
  });

  test("another method", async () => {
    const requestContext = { http: { method: "GET" }, authorizer: { iam: { userArn: sessionOf("sales-app") } } };
    expect((await broker().ask("{}", undefined, { requestContext })).body).toMatchObject({ field: "method" });
  });

  test("whatever is sent, nothing is thrown, nothing is issued, and no name of ours comes back", async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({ connection: fc.constantFrom("sales", "long", "__proto__"), proof: fc.anything() }),
    );
    await fc.assert(
      fc.asyncProperty(value, async (body) => {
        const { ask, taken } = broker();
        const { statusCode, body: said } = await ask(body ?? null);
        expect([400, 403]).toContain(statusCode);
        expect(taken).toEqual([]);
        expect(JSON.stringify(said)).not.toMatch(/arn:|alice|subject/);
      }),
    );
  });
});
