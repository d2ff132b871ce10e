import { describe, expect, test } from "@jest/globals";
import { contractsOf } from "../vendors/contract.ts";
import { account, actOf, assumeRecord, callRecord, role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { signalRequests } from "./signal-requests.ts";
import type { JudgedSignal } from "./vendor-notices.ts";

const [contract] = contractsOf(vendorSettings({ contain: { at: "high", upTo: "deny" } }), {
  partition: "aws",
  account,
});
const at = "2026-07-01T10:05:00Z";
const seen = (
  signal: string,
  change: Partial<JudgedSignal["signal"]> = {},
  more: Partial<JudgedSignal> = {},
): JudgedSignal => ({
  signal: {
    ...{ eventId: "e-1", at, role, vendor: "auger", signal, severity: "critical" },
    ...{ score: 99, detail: "x" },
    ...change,
  },
  act: actOf(callRecord("iam", "CreateUser")),
  watched: { how: "session", contract },
  isLearnt: false,
  ...more,
});

test("a signal is a cause with its evidence, and the act by which its time is judged", () => {
  expect(signalRequests([seen("credential-created")]).requests).toEqual([
    {
      ...{ role, vendor: "auger", upTo: "deny" },
      cause: {
        ...{ type: "signal", by: "credential-created", reason: "credential-created: x", at },
        ...{ findings: ["credential-created e-1"], severity: "critical" },
      },
      act: { at, hasFailed: false, sessionAt: "2026-07-01T10:00:00Z" },
      abuse: { at: "2026-07-01T10:00:00Z", why: "credential-created: x" },
    },
  ]);
});

test("whatever begins it, each request has the newest session of the batch", () => {
  const assumed = { act: actOf(assumeRecord), watched: { how: "assumed" as const, contract } };
  const { requests } = signalRequests([
    seen("credential-created"),
    seen("account-not-in-contract", { severity: "high", score: 10 }, assumed),
    seen("credential-created", {}, { watched: { how: "minted", contract } }),
  ]);
  const abuse = { at, why: "account-not-in-contract: x" };
  expect(requests.map((request) => [request.cause.by, request.abuse])).toEqual([
    ["credential-created", abuse],
    ["account-not-in-contract", abuse],
  ]);
});

test("what a key does that a session made is no session's doing", () => {
  const [request] = signalRequests([seen("a", {}, { watched: { how: "minted", contract } })]).requests;
  expect(request).not.toHaveProperty("abuse");
});

test("who takes the role does so in a session of their own, whose age says nothing", () => {
  const [request] = signalRequests([
    seen("account-not-in-contract", {}, { act: actOf(assumeRecord), watched: { how: "assumed", contract } }),
  ]).requests;
  expect(request?.act).not.toHaveProperty("sessionAt");
});

test("of one batch each signal is one cause, the gravest and then the first before the others, and not without end", () => {
  const many = Array.from({ length: 30 }, (_, index) => seen(`s-${index}`, { severity: "high", score: 10 }));
  const { requests } = signalRequests([...many, seen("b"), seen("a", { at: "2026-07-01T10:04:00Z" }), seen("a")]);
  expect(requests.slice(0, 3).map(({ cause }) => cause.by)).toEqual(["a", "b", "s-0"]);
  expect(requests).toHaveLength(8);
});

describe("what disturbs a containment", () => {
  test("is what succeeded after it, and what undid it, by whomever", () => {
    const undone = seen("containment-undone", {}, { watched: { how: "changed", contract } });
    expect(signalRequests([undone, seen("act-after-containment")]).disturbances).toEqual([
      { at, what: "containment-undone: x" },
      { at, what: "act-after-containment: x" },
    ]);
  });

  test.each([
    [
      "what failed",
      seen("containment-undone", {}, { act: actOf(callRecord("iam", "X", {}, { errorCode: "AccessDenied" })) }),
    ],
    ["what was denied", seen("denied-after-containment", { severity: "low" })],
    ["another signal", seen("account-sweep")],
  ])("is not %s", (_, one) => expect(signalRequests([one]).disturbances).toEqual([]));
});

test("a long detail is cut", () => {
  expect(signalRequests([seen("a", { detail: "y".repeat(9_000) })]).requests[0]?.cause.reason).toHaveLength(500);
});
