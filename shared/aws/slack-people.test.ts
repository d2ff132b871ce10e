import { describe, expect, test } from "@jest/globals";
import { RetryLater } from "../model/errors.ts";
import { tableCache } from "../record/cache.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { slackPeople } from "./slack-people.ts";

const refusal = (error: string) =>
  Object.assign(new Error(error), { code: "slack_webapi_platform_error", data: { error } });
const throttled = Object.assign(new Error("x"), { code: "slack_webapi_rate_limited_error", retryAfter: 30 });

const fixture = ({ team, user }: { team?: object | Error; user?: object | Error } = {}) => {
  const asked: string[] = [];
  const table = memoryTable();
  let now = "2026-11-22T10:00:00Z";
  const answer = async (call: string, value: object | Error = {}) => {
    asked.push(call);
    if (value instanceof Error) throw value;
    return value;
  };
  const client = {
    auth: { test: () => answer("auth.test", team ?? { team_id: "T0OURS" }) },
    users: {
      info: ({ user: id }: { user: string }) => answer(`users.info ${id}`, user ?? { user: { id, team_id: "T0OURS" } }),
    },
  };
  const people = (token = "xoxb-1") =>
    slackPeople({ client: client as never, token, cached: tableCache(table, () => now), retryIn: () => 4 });
  const later = (iso: string): void => {
    now = iso;
  };
  return { people, asked, table, later };
};

test("the workspace of a token is asked for once a day, and the token is not kept with it", async () => {
  const { people, asked, table, later } = fixture();
  expect(await people().workspace()).toBe("T0OURS");
  expect(await people().workspace()).toBe("T0OURS");
  expect(asked).toHaveLength(1);
  expect(JSON.stringify(table.items())).not.toContain("xoxb");
  later("2026-11-23T10:00:00Z");
  await people().workspace();
  expect(asked).toHaveLength(2);
});

test("another token may be of another workspace", async () => {
  const { people, asked } = fixture();
  await people().workspace();
  await people("xoxb-2").workspace();
  expect(asked).toHaveLength(2);
});

test("a user is asked for each time: a guest may have become one today", async () => {
  const { people, asked } = fixture();
  for (let time = 0; time < 2; time++)
    expect(await people().user("U0ALICE")).toEqual({ id: "U0ALICE", team_id: "T0OURS" });
  expect(asked).toEqual(["users.info U0ALICE", "users.info U0ALICE"]);
});

test.each(["user_not_found", "user_not_visible"])("a user of whom Slack says %s is nobody", async (error) => {
  expect(
    await fixture({ user: refusal(error) })
      .people()
      .user("U0X"),
  ).toBeUndefined();
});

describe("where Slack does not tell, the answer waits", () => {
  test.each<[string, Error, number, string]>([
    ["too many calls", throttled, 30, "no answer"],
    ["a token that is over", refusal("token_revoked"), 4, "token_revoked"],
    ["no network", new Error("ECONNREFUSED 10.0.0.1"), 4, "no answer"],
    ["an error with words of its own", refusal("xoxb-1 is wrong"), 4, "no answer"],
  ])("%s", async (_, error, seconds, word) => {
    const asks = [
      () => fixture({ user: error }).people().user("U0X"),
      () => fixture({ team: error }).people().workspace(),
    ];
    for (const ask of asks) {
      const thrown = await ask().catch((caught: unknown) => caught);
      expect(thrown).toBeInstanceOf(RetryLater);
      expect(thrown).toMatchObject({ seconds, message: expect.stringMatching(new RegExp(`: ${word}$`)) });
    }
  });

  test("a workspace without an id", async () => {
    await expect(fixture({ team: {} }).people().workspace()).rejects.toThrow(RetryLater);
  });
});
