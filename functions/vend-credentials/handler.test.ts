import { expect, test } from "@jest/globals";
import { callOf, session, sessionOf, settings } from "#shared/vend/example-call.ts";
import { now } from "#shared/vend/fixture.ts";
import type { Happening } from "#shared/vend/vend.ts";
import { handler, makeHandler } from "./handler.ts";

test("an application that is trusted gets a person's credentials", async () => {
  const told: Happening[] = [];
  const run = makeHandler(() => ({
    settings,
    prove: async () => ({ doubt: "not-configured" }),
    claim: async () => true,
    isContained: async () => false,
    assume: async () => session,
    record: async () => undefined,
    tell: (happening) => void told.push(happening),
    now: () => now,
  }));
  const { statusCode } = await run(
    callOf({ connection: "long", proof: { person: "alice" } }, sessionOf("trusted-app")),
  );
  expect([statusCode, told.map(({ what }) => what)]).toEqual([200, ["issued"]]);
});

test("the deployed handler has nothing for anybody without its settings", async () => {
  const context = { getRemainingTimeInMillis: () => 10_000 } as never;
  await expect(handler(callOf({}), context)).rejects.toThrow("deploy again");
});
