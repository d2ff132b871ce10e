import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { lists, readingsOf } from "../sweep/lists.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { listCommands } from "./sagemaker-lists.generated.ts";
import { listPage } from "./sagemaker-lists.ts";

const reading = (call: string) => {
  const list = lists.find((one) => one.call === call);
  const [first] = list ? readingsOf(list, "eu-west-1") : [];
  if (!first) throw new Error(`no reading of ${call}`);
  return first;
};

test("every list has its command", () => {
  expect(lists.map(({ call }) => call).toSorted()).toEqual(Object.keys(listCommands).toSorted());
});

test("a page of 100 with the inputs that the list needs, and the next one's token", async () => {
  const client = fakeClient({ ListJobs: [{ JobSummaries: [], NextToken: "n" }, { JobSummaries: [] }] });
  const jobs = reading("ListJobs");
  expect(await listPage(jobs, undefined, client)).toEqual({
    answer: { JobSummaries: [], NextToken: "n" },
    next: "n",
  });
  expect((await listPage(jobs, "n", client)).next).toBeUndefined();
  expect(client.sent.map(({ input }) => input)).toEqual([
    { JobCategory: "AgentRFT", MaxResults: 100 },
    { JobCategory: "AgentRFT", MaxResults: 100, NextToken: "n" },
  ]);
});

test("a refusal is seen at once: the client does not try again by itself", async () => {
  const refused = { status: 400, body: '{"__type":"ThrottlingException","message":"Rate exceeded"}' };
  const aws = await fakeEndpoint({ ListModels: () => refused });
  try {
    await expect(listPage(reading("ListModels"), undefined)).rejects.toThrow("Rate exceeded");
    expect(aws.sent).toHaveLength(1);
  } finally {
    await aws.close();
  }
});
