import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { tried } from "./fixture.ts";
import { count, judge } from "./judge.ts";

const failed = (name: unknown, more: object = {}) =>
  judge({ worked: false, error: Object.assign(new Error("no"), { name, ...more }) }).outcome;

describe("a call that failed", () => {
  test.each(["AccessDenied", "AccessDeniedException"])("%s: IAM refused it", (name) => {
    expect(failed(name)).toBe("refused");
  });

  test.each([
    ...["ThrottlingException", "ValidationException", "ResourceNotFound", "NoSuchBucket", "ResourceInUse"],
    ...["ExpiredTokenException", "InvalidClientTokenId", "SignatureDoesNotMatch", "OptInRequired", "Forbidden"],
    ...["AccessDeniedByNobody", "accessdenied", "TimeoutError", "UnrecognizedClientException", ""],
  ])("%s: nothing is known", (name) => {
    expect(failed(name, { $metadata: { httpStatusCode: 403 } })).toBe("unknown");
  });

  test.each([undefined, null, "AccessDenied", 403, {}, { code: "AccessDenied" }])("%p, no error at all", (error) => {
    expect(judge({ worked: false, error }).outcome).toBe("unknown");
  });

  test("its words are kept, without secrets", () => {
    const token = "x".repeat(200);
    const error = Object.assign(new Error(`no, ${token}\nsecond line`), { name: "AccessDenied" });
    expect(judge({ worked: false, error }).error).toBe("AccessDenied: no, [removed]");
  });
});

test("whatever an error says, it is no crossing; and refused is only what IAM refused by name", () => {
  const errors = fc.oneof(
    fc.anything(),
    fc.record({
      name: fc.oneof(fc.constantFrom("AccessDenied", "AccessDeniedException"), fc.string()),
      message: fc.string(),
    }),
  );
  fc.assert(
    fc.property(errors, (error) => {
      const { outcome } = judge({ worked: false, error });
      const name = (error as { name?: unknown } | null | undefined)?.name;
      expect(outcome).toBe(
        typeof error === "object" && (name === "AccessDenied" || name === "AccessDeniedException")
          ? "refused"
          : "unknown",
      );
    }),
  );
});

test("what worked is crossed, and nothing of its answer is kept", () => {
  expect(judge({ worked: true })).toEqual({ outcome: "crossed", error: null });
});

test("counts over all borders", () => {
  const attempts = (["refused", "crossed", "crossed", "unknown"] as const).map((outcome) => tried({ outcome }));
  const runs = [
    { team: "TeamA", other: "TeamB", attempts },
    { team: "TeamB", other: "TeamA", attempts: [] },
  ];
  expect((["refused", "crossed", "unknown"] as const).map((outcome) => count({ runs }, outcome))).toEqual([1, 2, 1]);
});
