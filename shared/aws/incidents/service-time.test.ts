import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { fakeEndpoint } from "../fake-endpoint.ts";
import { serviceTime, tellTime } from "./service-time.ts";

const date = "Sun, 29 Nov 2026 20:00:07 GMT";
const found = `<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><RoleName>r</RoleName></Role></GetRoleResult></GetRoleResponse>`;
const gone = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>gone</Message></Error></ErrorResponse>`;
const answers = [
  { status: 200, body: found, headers: { date } },
  { status: 404, body: gone, headers: { date } },
];
let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  endpoint = await fakeEndpoint({ GetRole: () => answers.shift() ?? { body: found } });
});
afterAll(() => endpoint.close());

const ask = () => tellTime(new IAMClient({ maxAttempts: 1 })).send(new GetRoleCommand({ RoleName: "r" }));

test("an answer keeps the service's time, and so does an error", async () => {
  expect(serviceTime(await ask())).toBe("2026-11-29T20:00:07Z");
  const error = await ask().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "NoSuchEntityException" });
  expect(serviceTime(error)).toBe("2026-11-29T20:00:07Z");
});

test("an error of a service that was never reached has no time", async () => {
  const client = tellTime(new IAMClient({ maxAttempts: 1, endpoint: "http://127.0.0.1:1" }));
  const error = await client.send(new GetRoleCommand({ RoleName: "r" })).catch((thrown: unknown) => thrown);
  expect(() => serviceTime(error)).toThrow("no time in its Date header");
});

test.each<[string, unknown]>([
  ["none", { $metadata: {} }],
  ["no metadata", {}],
  ["no time", { $metadata: { date: "yesterday" } }],
])("%s is no time", (_what, answer) => {
  expect(() => serviceTime(answer)).toThrow("no time in its Date header");
});
