import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { httpError, platformError, rateLimited } from "./fixture.ts";
import { hasLostThread, slackTrouble, type Trouble } from "./slack-trouble.ts";

describe("what an error means", () => {
  test.each<[string, unknown, Trouble]>([
    ["429", rateLimited(30).error, { kind: "later", why: "ratelimited", seconds: 30 }],
    [
      "429 without Retry-After",
      new Error("Retry header did not contain a valid timeout (url: x, retry-after header: null)"),
      { kind: "later", why: "HTTP 429", seconds: undefined },
    ],
    ["a limit in words", platformError("ratelimited").error, { kind: "later", why: "ratelimited", seconds: undefined }],
    ["5xx", httpError(503).error, { kind: "unsure", why: "HTTP 503" }],
    ["a time-out in words", platformError("request_timeout").error, { kind: "unsure", why: "request_timeout" }],
    ["Slack's own fault", platformError("fatal_error").error, { kind: "unsure", why: "fatal_error" }],
    ["no answer", { code: "slack_webapi_request_error" }, { kind: "unsure", why: "no answer" }],
    ["half an answer", new TypeError("terminated"), { kind: "unsure", why: "an answer that broke off" }],
    [
      "a page instead of JSON",
      platformError("<html><body>Bad gateway</body></html>").error,
      { kind: "unsure", why: "an answer that is not Slack's" },
    ],
    ["4xx", httpError(404).error, { kind: "refused", why: "HTTP 404" }],
    ["nothing", undefined, { kind: "unsure", why: "an answer that broke off" }],
  ])("%s", (_, error, trouble) => expect(slackTrouble(error)).toEqual(trouble));

  test.each([
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "user_not_found",
    "users_not_found",
    "invalid_auth",
    "account_inactive",
    "token_revoked",
    "missing_scope",
    "restricted_action",
    "msg_too_long",
    "invalid_blocks",
    "not_authed",
    "a_word_that_slack_will_have_next_year",
  ])("%s: another way has to be found", (why) =>
    expect(slackTrouble(platformError(why).error)).toEqual({ kind: "refused", why }),
  );
});

test("whatever is thrown, its reason is one short line", () => {
  fc.assert(
    fc.property(fc.anything(), fc.string({ unit: anyCharacter }), (thrown, error) => {
      for (const trouble of [slackTrouble(thrown), slackTrouble(platformError(error).error)])
        expect(trouble.why).toMatch(/^[\w' ]{1,60}$/);
    }),
  );
});

test.each([
  ["thread_not_found", true],
  ["cannot_reply_to_message", true],
  ["channel_not_found", false],
  ["fatal_error", false],
])("%s means that the thread is gone: %s", (error, is) =>
  expect(hasLostThread(slackTrouble(platformError(error).error))).toBe(is),
);
