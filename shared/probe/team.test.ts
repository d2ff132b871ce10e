import { describe, expect, test } from "@jest/globals";
import { border, place, refusal, teamA, world } from "./fixture.ts";
import { answerOf, clear, lookAgain, type Means, makeReady } from "./team.ts";

const started = async (answer: typeof border = border) => {
  const { means, made, owners } = world(answer);
  const names = ["decoy"];
  const ground = { place, means, fresh: () => names.pop() ?? "fresh", left: [] as string[] };
  return { team: await makeReady(teamA, ground), ground, made, owners };
};

test("the decoys lie there, the image is gone again", async () => {
  const { team, owners } = await started();
  expect([...owners.keys()]).toEqual(["decoy", "TeamA/.decoy"]);
  expect([...team.missing]).toEqual([]);
  expect(team.proven.map(({ id }) => id)).toEqual([
    ...["create-own", "read-own", "update-own", "list-own-tags", "put-own", "get-own", "list-own", "pass-own-role"],
  ]);
});

describe("what a team cannot do", () => {
  test("is missing by its first reason", async () => {
    const { team } = await started((who, call, whose) =>
      /Object$/.test(call.operation) ? refusal("NoSuchBucket") : border(who, call, whose),
    );
    expect([...team.missing]).toEqual([["object", expect.stringMatching(/^TeamA: put-own: NoSuchBucket/)]]);
  });

  test("an image that stays is named", async () => {
    const { ground, team } = await started((who, call, whose) =>
      call.operation === "DeleteImage" ? refusal() : border(who, call, whose),
    );
    expect(team.missing.size).toBe(0);
    expect(ground.left).toEqual([expect.stringMatching(/^fresh, for arn:.*execution-TeamA: AccessDenied/)]);
  });
});

test.each<[string, Means["profileOf"], boolean, string | undefined]>([
  ["is found", async () => ({ domainId: "d-1", name: "alice" }), false, "alice"],
  ["that nobody has is none, and nothing is missing", async () => undefined, false, undefined],
  ["that may not be looked for is missing", () => Promise.reject(refusal()), true, "unknown"],
])("a profile %s", async (_, profileOf, isMissing, name) => {
  const { means } = world();
  const ground = { place, means: { ...means, profileOf }, fresh: () => "decoy", left: [] };
  const { missing, side } = await makeReady(teamA, ground);
  expect([missing.has("profile"), side.profile?.name]).toEqual([isMissing, name]);
});

test("a decoy that is another's by now is missed", async () => {
  const { team, ground, owners } = await started();
  owners.set("decoy", "TeamB");
  await lookAgain(team, ground);
  expect(team.missing.get("decoy")).toMatch(/read-own, after a crossing/);
  expect(team.missing.has("object")).toBe(false);
});

test("what was not made is not taken away", async () => {
  const { team, ground, made } = await started(() => refusal());
  const before = made.length;
  await clear(team, ground);
  expect([made.length, ground.left]).toEqual([before, []]);
});

test("what cannot be taken away is named", async () => {
  const { team, ground, owners } = await started();
  owners.set("decoy", "TeamB");
  await clear(team, ground);
  expect(ground.left).toEqual([expect.stringMatching(/:experiment\/decoy: AccessDenied/)]);
});

test("an answer is dropped", async () => {
  const call = { service: "s3", operation: "GetObject", params: {} } as const;
  expect(await answerOf((async () => "secret") as never, call)).toEqual({ worked: true });
});
