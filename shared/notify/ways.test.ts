import { describe, expect, test } from "@jest/globals";
import { exampleNotice } from "./example-notice.ts";
import { platformError, teamTopic, topicArn, world } from "./fixture.ts";
import { ways } from "./ways.ts";

describe("over SNS", () => {
  test("a topic gets a notice if somebody has confirmed a subscription", async () => {
    const { means, subscribed, published } = world();
    const ready = await ways.sns.prepare(exampleNotice(), { by: "sns", to: teamTopic }, means);
    expect(await ready.send()).toMatchObject({ by: "sns", to: teamTopic, confirmed: 1 });
    subscribed.set(teamTopic, 0);
    expect(await ready.send()).toBeUndefined();
    expect(published).toEqual([teamTopic]);
  });

  test("the topic of all gets everything, and its subscribers are not counted", async () => {
    const { means } = world();
    const ready = await ways.sns.prepare(exampleNotice(), { by: "sns", to: topicArn, isFeed: true }, means);
    expect(await ready.send()).not.toHaveProperty("confirmed");
  });

  test("nobody can be asked whether a message arrived", async () => {
    const { means } = world();
    const ready = await ways.sns.prepare(exampleNotice(), { by: "sns", to: teamTopic }, means);
    expect(await ready.look("")).toBeUndefined();
  });

  test.each([
    ["ThrottlingException", "unsure"],
    ["TimeoutError", "unsure"],
    ["NotFoundException", "refused"],
    ["AuthorizationErrorException", "refused"],
  ])("%s: %s", (name, kind) => {
    expect(ways.sns.trouble(Object.assign(new Error("no"), { name })).kind).toBe(kind);
  });
});

test("over Slack an error is what Slack's words mean", () => {
  expect(ways.slack.trouble(platformError("is_archived").error)).toEqual({ kind: "refused", why: "is_archived" });
});
