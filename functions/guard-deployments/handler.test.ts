import { expect, test } from "@jest/globals";
import type { Deployment } from "#shared/guard-deployment.ts";
import { handler, makeHandler } from "./handler.ts";

const event = {
  RequestType: "Create",
  ResponseURL: "https://example.com/answer",
  StackId: "s",
  RequestId: "r",
  LogicalResourceId: "l",
  ResourceProperties: { ServiceToken: "t", Role: "arn:r", Vendor: "acme", Documents: "d" },
};
const run = async (judge: (deployment: Deployment) => Promise<string | undefined>, change: object = {}) => {
  const said: { id: string; refused: string | undefined }[] = [];
  const asked: Deployment[] = [];
  const answering = makeHandler({
    judge: (deployment) => {
      asked.push(deployment);
      return judge(deployment);
    },
    answer: async (_request, answer) => void said.push(answer),
  });
  await answering({ ...event, ...change });
  return { said, asked };
};

test("what is judged is said", async () => {
  const { said, asked } = await run(async () => undefined);
  expect(said).toEqual([{ id: "guard-acme", refused: undefined }]);
  expect(asked).toEqual([{ type: "create", role: "arn:r", vendor: "acme", writes: expect.any(String) }]);
  expect((await run(async () => "contained")).said).toEqual([{ id: "guard-acme", refused: "contained" }]);
});

test("what cannot be judged is refused", async () => {
  const { said } = await run(async () => Promise.reject(new Error("no ledger")));
  expect(said[0]?.refused).toContain("nothing is written: Error: no ledger.");
});

test("what names no role is refused, and nobody is asked", async () => {
  const { said, asked } = await run(async () => undefined, { ResourceProperties: { Vendor: "acme" } });
  expect([said[0]?.refused, asked]).toEqual([expect.stringContaining("asked about no role"), []]);
});

test("the deployed handler refuses what is no request of CloudFormation", async () => {
  await expect(handler({}, {} as never)).rejects.toThrow("no request of CloudFormation");
});
