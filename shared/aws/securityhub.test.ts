import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { importFindings } from "./securityhub.ts";

const findings = Array.from({ length: 130 }, (_, index) => ({ Id: `f-${index}` })) as never[];

test("a hundred at a time", async () => {
  const client = fakeClient({ BatchImportFindings: {} });
  expect(await importFindings("us-east-1", findings, client)).toEqual([]);
  expect(client.sent.map(({ input }) => (input as { Findings: unknown[] }).Findings.length)).toEqual([100, 30]);
});

test("nothing is no call", async () => {
  const client = fakeClient({});
  expect(await importFindings("us-east-1", [], client)).toEqual([]);
});

test("what is refused is said", async () => {
  const refused = { FailedFindings: [{ Id: "f-1", ErrorCode: "InvalidInput", ErrorMessage: "Title" }] };
  const client = fakeClient({ BatchImportFindings: [refused, {}] });
  expect(await importFindings("us-east-1", findings, client)).toEqual([
    { where: "BatchImportFindings", what: "refused: InvalidInput Title" },
  ]);
});

test("where Security Hub is not on, that is said, and nothing is thrown", async () => {
  const off = Object.assign(new Error("Account is not subscribed"), { name: "InvalidAccessException" });
  const client = fakeClient({ BatchImportFindings: off });
  expect(await importFindings("us-east-1", findings, client)).toMatchObject([{ where: "BatchImportFindings" }]);
  expect(client.sent).toHaveLength(1);
});
