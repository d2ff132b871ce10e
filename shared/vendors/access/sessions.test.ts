import { describe, expect, test } from "@jest/globals";
import type { Watched } from "../../model/vendor-act.ts";
import { actOf, assumeRecord, callRecord, role, sessionKey, vendorIdentity } from "../watch/example-acts.ts";
import { sessionTree } from "./sessions.ts";

const tree = (...acts: readonly (readonly [object, Watched["how"]])[]) => {
  const sessions = sessionTree();
  for (const [record, how] of acts) sessions.add(actOf(record), { role, how, contract: undefined, registered: true });
  return sessions.list();
};
const hub = "arn:aws:iam::111122223333:role/hub";
const chain = callRecord(
  "sts",
  "AssumeRole",
  { roleArn: hub, roleSessionName: "onward" },
  {
    responseElements: { credentials: { accessKeyId: "ASIAHUB", sessionToken: "a-token" } },
  },
);
const inHub = (name: string) =>
  callRecord("ec2", name, {}, { userIdentity: { ...vendorIdentity, accessKeyId: "ASIAHUB" } });
const key = callRecord(
  "iam",
  "CreateAccessKey",
  { userName: "u" },
  {
    userIdentity: { ...vendorIdentity, accessKeyId: "ASIAHUB" },
    responseElements: { accessKey: { accessKeyId: "AKIAMADE", userName: "u" } },
  },
);

describe("a tree", () => {
  test("of the session, the one taken from it, and the key that it made", () => {
    const roots = tree(
      [assumeRecord, "assumed"],
      [callRecord("s3", "ListBuckets"), "session"],
      [chain, "session"],
      [inHub("DescribeInstances"), "chained"],
      [key, "chained"],
    );
    expect(roots).toMatchObject([
      {
        key: sessionKey,
        principal: role,
        how: "session",
        issuedAt: assumeRecord.eventTime,
        acts: 2,
        services: ["s3", "sts"],
        children: [
          {
            key: "ASIAHUB",
            principal: hub,
            name: "onward",
            how: "chained",
            acts: 2,
            children: [{ key: "AKIAMADE", name: "u", how: "minted", acts: 0 }],
          },
        ],
      },
    ]);
    expect(JSON.stringify(roots)).not.toContain("a-token");
  });

  test("in any order", () => {
    expect(tree([inHub("DescribeInstances"), "chained"], [chain, "session"])).toMatchObject([
      { key: sessionKey, children: [{ key: "ASIAHUB", acts: 1 }] },
    ]);
  });

  test("without the record that issued it", () => {
    expect(tree([callRecord("s3", "ListBuckets"), "session"])).toMatchObject([
      { key: sessionKey, issuedAt: "2026-07-01T10:00:00Z" },
    ]);
  });

  test("a ring has no end, and is none", () => {
    const ring = (by: string, issued: string) =>
      callRecord(
        "sts",
        "AssumeRole",
        { roleArn: hub },
        {
          userIdentity: { ...vendorIdentity, accessKeyId: by },
          responseElements: { credentials: { accessKeyId: issued } },
        },
      );
    expect(tree([ring("A", "B"), "chained"], [ring("B", "A"), "chained"])).toEqual([]);
    expect(tree([ring("A", "A"), "chained"])).toMatchObject([{ key: "A", children: [] }]);
  });

  test("what failed issued nothing, and is counted", () => {
    const failed = { ...chain, errorCode: "AccessDenied", responseElements: null };
    expect(tree([failed, "session"])).toMatchObject([{ key: sessionKey, acts: 1, denied: 1, children: [] }]);
  });
});
