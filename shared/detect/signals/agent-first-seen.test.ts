import { expect, test } from "@jest/globals";
import { getObjectRecord, learntState, says } from "../../vendors/watch/example-acts.ts";
import { agentFirstSeen } from "./agent-first-seen.ts";

const with_ = (userAgent: string) => says(agentFirstSeen, { ...getObjectRecord, userAgent }, { before: learntState() });

test("other software", () => expect(with_("aws-cli/2.15 Python/3.11")).toEqual(["with aws-cli, for the first time"]));
test("another version of the usual", () => expect(with_("Boto3/9.9.9 md/Botocore#9")).toEqual([]));
