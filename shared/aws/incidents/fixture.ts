import { fakeClient } from "../../../test/fake-client.ts";

/** For tests: IAM's time of every answer that says no other. */
export const at = "2026-11-29T20:00:00Z";

const dateOf = (iso: string): string => new Date(iso).toUTCString();

/** An answer of IAM at this time. */
export const told = <Answer extends object>(answer: Answer, iso = at) => ({
  ...answer,
  $metadata: { httpStatusCode: 200, date: dateOf(iso) },
});

/** An error of IAM by its code. */
export const refusing = (name: string, message = name): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400, date: dateOf(at) } });

/** IAM, answering from a table; whatever is not in it, without an error and without a word. */
export const fakeIam = (table: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(new Proxy(table, { get: (rows, name) => Reflect.get(rows, name) ?? told({}) }));
  return { client: client as never, sent: client.sent };
};
