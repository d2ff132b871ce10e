import { expect, test } from "@jest/globals";
import { getObjectRecord, says } from "../../vendors/watch/example-acts.ts";
import { toolAgent } from "./tool-agent.ts";

const with_ = (userAgent: string | undefined) => says(toolAgent, { ...getObjectRecord, userAgent });

test.each([
  ["aws-cli/1.29.62 Python/3.11.6 Linux/6.5.0-kali3-amd64 botocore/1.31.62"],
  ["S3 Browser/9.5.5 (https://s3browser.com)"],
  ["Cyberduck/8.6.2 (Mac OS X/13.4) (x86_64)"],
  ["TruffleHog"],
  ["stratus-red-team_b2ee3e4f"],
])("%s", (agent) => expect(with_(agent)).toHaveLength(1));

test.each([["Boto3/1.35.0 md/Botocore#1.35.0"], ["aws-cli/2.15.0"], ["aws-sdk-java/2.20 Parrotlet"]])(
  "not %s",
  (agent) => expect(with_(agent)).toEqual([]),
);
test("no agent is no concern", () => expect(with_(undefined)).toBeUndefined());
