import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { expect, test } from "@jest/globals";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { newerList } from "./newer-list.ts";

const List = newerList("ListThings", "ThingSummaries", ["ClusterArn"]);

test("is sent as SageMaker's protocol wants it, and its summaries come as they are", async () => {
  const summaries = [{ ThingArn: "arn:a", CreationTime: 1764000000.5 }];
  const aws = await fakeEndpoint({
    ListThings: () => ({ body: JSON.stringify({ ThingSummaries: summaries, NextToken: "next", Other: 1 }) }),
  });
  try {
    const client = new SageMakerClient({ region: "us-east-1" });
    const answer = await client.send(new List({ ClusterArn: "arn:c", MaxResults: 100, Unknown: 1 } as never));
    expect(answer).toMatchObject({ ThingSummaries: summaries, NextToken: "next" });
    expect(aws.sent.map(({ operation, body }) => [operation, JSON.parse(body)])).toEqual([
      ["ListThings", { ClusterArn: "arn:c", MaxResults: 100 }],
    ]);
  } finally {
    await aws.close();
  }
});

test("a refusal has the service's code", async () => {
  const aws = await fakeEndpoint({
    ListThings: () => ({ status: 400, body: '{"__type":"ThrottlingException","message":"Rate exceeded"}' }),
  });
  try {
    const client = new SageMakerClient({ region: "us-east-1", maxAttempts: 1 });
    await expect(client.send(new List({} as never))).rejects.toMatchObject({ name: "ThrottlingException" });
  } finally {
    await aws.close();
  }
});
