import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CannotTag, classify, type ErrorKind } from "./classify.ts";
import {
  conflictCodes,
  deniedCodes,
  faultCodes,
  goneCodes,
  limitCodes,
  sessionCodes,
  throttleCodes,
} from "./error-codes.ts";

const sdkError = (name: string, message = "", httpStatusCode = 400): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

const kindOf = (error: unknown): ErrorKind => classify(error).kind;

test("all throttle codes of the SDK are known", async () => {
  const constants = new URL(
    "../../node_modules/@smithy/core/dist-es/submodules/retry/service-error-classification/constants.js",
    import.meta.url,
  );
  const { THROTTLING_ERROR_CODES: codes } = (await import(constants.href)) as { THROTTLING_ERROR_CODES: string[] };
  expect(codes).toHaveLength(14);
  expect([...throttleCodes].sort()).toEqual([...codes].sort());
});

describe("codes", () => {
  test.each(throttleCodes)("throttled: %s", (code) => expect(kindOf(sdkError(code))).toBe("transient"));
  test.each(faultCodes)("fault, by name: %s", (code) => expect(kindOf(sdkError(code))).toBe("transient"));
  test.each(faultCodes)("fault, by Node's code: %s", (code) =>
    expect(kindOf(Object.assign(new Error("x"), { code }))).toBe("transient"),
  );
  test.each(conflictCodes)("conflict: %s", (code) => expect(kindOf(sdkError(code))).toBe("transient"));
  test.each(sessionCodes)("session or clock: %s", (code) => expect(kindOf(sdkError(code, "", 403))).toBe("transient"));
  test.each(goneCodes)("gone: %s", (code) => expect(kindOf(sdkError(code))).toBe("gone"));
  test.each(deniedCodes)("denied: %s", (code) => expect(kindOf(sdkError(code, "", 403))).toBe("denied"));
  test.each(limitCodes)("limit: %s", (code) => expect(kindOf(sdkError(code))).toBe("permanent"));
  test.each([500, 502, 503, 504, 429])("unknown code with status %d is transient", (status) =>
    expect(kindOf(sdkError("Surprise", "", status))).toBe("transient"),
  );
  test("unknown code with status 403 is denied", () => expect(kindOf(sdkError("Surprise", "", 403))).toBe("denied"));
  test("a denial by a code of its own", () => expect(kindOf(sdkError("AccessDeniedForPolicy"))).toBe("denied"));
  test("a network error as the cause", () => {
    const cause = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    expect(kindOf(new Error("request failed", { cause }))).toBe("transient");
  });
});

describe("ValidationException, by its message", () => {
  test.each<[string, ErrorKind]>([
    ['Could not find training job "arn:aws:sagemaker:us-east-1:111122223333:training-job/x".', "gone"],
    ["RecordNotFound", "gone"],
    ["Requested resource not found: notebook-instance/x", "gone"],
    ["The resource arn:aws:sagemaker:us-east-1:111122223333:domain/d-1 does not exist.", "gone"],
    ["App [arn:aws:sagemaker:us-east-1:111122223333:app/d-1/alice/jupyterserver/default] is in status Deleted", "gone"],
    ["The resource is being deleted", "gone"],
    ["Cannot add tags to a resource with Status: Deleting", "gone"],
    ["Cannot tag the resource while its status is Creating", "transient"],
    ["An update is already in progress", "transient"],
    ["Resource of type edge-deployment-plan does not support tagging", "not-taggable"],
    ["Tagging is not supported for model package versions", "not-taggable"],
    ["Unsupported resource type: workforce", "not-taggable"],
    ["You cannot supply more than 50 tags for a resource", "permanent"],
    ["The number of tags exceeds the limit of 50", "permanent"],
    ["Too many tags", "permanent"],
    ["Tag keys must not start with aws:", "permanent"],
    ["aws: prefixed tag key names are not allowed for external use.", "permanent"],
    [
      "1 validation error detected: Value 'x' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern",
      "permanent",
    ],
    ["Something about arn:aws:sagemaker:us-east-1:111122223333:training-job/retry-prefix-creating", "unknown"],
    ["The moon is in the wrong house", "unknown"],
    ["", "unknown"],
  ])("%s", (message, kind) => expect(kindOf(sdkError("ValidationException", message))).toBe(kind));

  test("the same words under an unknown code prove nothing", () =>
    expect(kindOf(sdkError("Surprise", "Could not find it"))).toBe("unknown"));
});

describe("signatures", () => {
  const quoted = "x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE";
  test.each<[string, string, ErrorKind]>([
    ["InvalidSignatureException", "Signature expired: 20261122T000000Z is now earlier than", "transient"],
    ["SignatureDoesNotMatch", "Signature not yet current: 20261122T000000Z", "transient"],
    ["SignatureDoesNotMatch", `The Canonical String for this request should have been\n${quoted}`, "denied"],
    ["InvalidSignatureException", quoted, "denied"],
  ])("%s: %s", (code, message, kind) => {
    const classified = classify(sdkError(code, message, 403));
    expect(classified.kind).toBe(kind);
    expect(classified.reason).toBe(`${code}: the signature was refused`);
  });
});

describe("the reason", () => {
  test("our own refusal", () =>
    expect(classify(new CannotTag("too much"))).toEqual({ kind: "permanent", reason: "CannotTag: too much" }));
  test("carries code and message in one line", () =>
    expect(classify(sdkError("ResourceNotFound", "no such job\nrequest id 1")).reason).toBe(
      "ResourceNotFound: no such job",
    ));
  test.each([
    ["a secret key", `wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`],
    ["a session token", `IQoJb3JpZ2luX2Vj${"Ab1/".repeat(100)}==`],
  ])("leaves out %s", (_, secret) => {
    const { reason } = classify(sdkError("AccessDenied", `message: ${secret}`));
    expect(reason).not.toContain(secret.slice(0, 40));
    expect(reason).toContain("[removed]");
  });
  test("keeps an ARN", () => {
    const arn = "arn:aws:iam::111122223333:role/sagewarden/sagewarden-enforce-tags";
    expect(classify(sdkError("AccessDeniedException", `User: ${arn} is not authorized`)).reason).toContain(arn);
  });
});

test.each([undefined, null, 0, "text", [], {}, Symbol("x"), () => 1])("%p as an error is unknown", (thrown) =>
  expect(kindOf(thrown)).toBe("unknown"),
);

test("anything at all is classified, with a short line", () => {
  fc.assert(
    fc.property(fc.anything(), fc.string({ maxLength: 3000 }), fc.string(), (thrown, message, name) => {
      for (const error of [thrown, sdkError(name, message), { name: thrown, message: thrown, $metadata: thrown }]) {
        const { reason } = classify(error);
        expect(reason.length).toBeLessThanOrEqual(400);
        expect(reason).not.toMatch(/[\r\n]./);
      }
    }),
  );
});

test("a cause that is its own cause ends", () => {
  const error: { cause?: unknown } = {};
  error.cause = error;
  expect(kindOf(error)).toBe("unknown");
});
