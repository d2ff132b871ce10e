import { expect, test } from "@jest/globals";
import { limits } from "./bounds.ts";
import { actOf, getObjectRecord, sessionKey, vendorIdentity } from "./example-acts.ts";
import { addUse, sessionKeyOf } from "./session-use.ts";

const used = (change: object) => actOf({ ...getObjectRecord, ...change });
const withKey = (accessKeyId: string) => used({ userIdentity: { ...vendorIdentity, accessKeyId } });

test("from where, with what, and when last", () => {
  const once = addUse({}, used({}));
  const twice = addUse(once, used({ sourceIPAddress: "203.0.113.9", eventTime: "2026-07-01T10:09:00Z" }));
  expect(twice[sessionKey]).toEqual({
    createdAt: "2026-07-01T10:00:00Z",
    networks: { "198.51.100.0/24": "2026-07-01T10:05:00Z", "203.0.113.0/24": "2026-07-01T10:09:00Z" },
    agents: { Boto3: "2026-07-01T10:09:00Z" },
    last: "2026-07-01T10:09:00Z",
  });
});

test("an order of records does not matter", () => {
  const [early, late] = [used({ eventTime: "2026-07-01T10:01:00Z" }), used({ eventTime: "2026-07-01T10:02:00Z" })];
  expect(addUse(addUse({}, late), early)).toEqual(addUse(addUse({}, early), late));
});

test("private addresses, services and users' own keys are not looked at", () => {
  expect(addUse({}, used({ sourceIPAddress: "10.0.0.1" }))[sessionKey]?.networks).toEqual({});
  expect(addUse({}, used({ userIdentity: { ...vendorIdentity, invokedBy: "athena.amazonaws.com" } }))).toEqual({});
  expect(sessionKeyOf(withKey("AKIAEXAMPLE000000001"))).toBeUndefined();
});

test("of too many sessions the one longest unused goes", () => {
  const keys = Array.from({ length: limits.sessions + 1 }, (_, i) => `ASIAEXAMPLE${String(i).padStart(9, "0")}`);
  const all = keys.reduce<ReturnType<typeof addUse>>((uses, key, i) => {
    const eventTime = `2026-07-01T10:${String(i).padStart(2, "0")}:00Z`;
    return addUse(uses, used({ eventTime, userIdentity: { ...vendorIdentity, accessKeyId: key } }));
  }, {});
  expect(Object.keys(all)).toEqual(keys.slice(1));
});
