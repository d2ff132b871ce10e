import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveAudit } from "./live-audit.ts";

const settings = settingsSchema.parse({ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} });
let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });
const wanted = {
  "arn:aws:iam::111122223333:role/legacy": { in: "roles", why: "outsiders", at: "2026-07-01T00:00:00Z" },
};

beforeAll(async () => {
  endpoint = await fakeEndpoint({
    GetItem: (body) =>
      json(
        body.includes("state#watched")
          ? { Item: { document: { S: JSON.stringify(wanted) }, version: { N: "1" } } }
          : {},
      ),
    DescribeRule: () => json({ __type: "ResourceNotFoundException" }, 400),
    PutRule: () => json({ RuleArn: "arn" }),
    PutTargets: () => json({ FailedEntryCount: 0, FailedEntries: [] }),
    GetAccountAuthorizationDetails: () => ({
      body: "<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult><IsTruncated>false</IsTruncated><RoleDetailList/></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>",
    }),
  });
});
afterAll(() => endpoint.close());
beforeEach(() => {
  process.env.TABLE_NAME = "tried";
  process.env.TOPIC_ARN = "arn:aws:sns:us-east-1:111122223333:sagewarden-notices";
  endpoint.sent.length = 0;
});
const ground = () => liveAudit(settings, { receiveCount: 1, messageId: "m" });

test("the rules are written in the home region, and feed the queue of vendors' acts with its dead letters behind", async () => {
  expect(await ground().edges.keepRules()).toEqual({ written: 1, removed: 0 });
  const targets = endpoint.sent.find(({ operation }) => operation === "PutTargets");
  expect(JSON.parse(targets?.body ?? "{}")).toMatchObject({
    Rule: "sagewarden-watch-1",
    Targets: [
      {
        Arn: "arn:aws:sqs:us-east-1:111122223333:sagewarden-vendor-acts",
        DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:111122223333:sagewarden-vendor-acts-dead" },
      },
    ],
  });
});

test("the account is the one that we are deployed in, and IAM is asked", async () => {
  const { place, edges } = ground();
  expect(place).toEqual({ partition: "aws", account: "111122223333" });
  expect(await edges.account()).toMatchObject([{ name: "GetAccountAuthorizationDetails, page 1" }]);
});
