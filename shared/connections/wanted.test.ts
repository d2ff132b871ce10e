import { expect, test } from "@jest/globals";
import { parseSettings } from "../settings/parse.ts";
import { admit } from "./admit.ts";
import { directory, roleArn } from "./fixture.ts";
import { wantedBy } from "./wanted.ts";

const wanted = (more: string) => {
  const text = `${directory}\nconnections: { data: { kind: s3, target: lake, groups: [Sales], ${more} } }`;
  const settings = parseSettings(text, "sagewarden.yaml");
  const admission = admit("data", "alice", settings);
  if (!admission.isAdmitted) throw new Error(admission.reason);
  return wantedBy(admission, "alice", settings);
};

const role = `role: "${roleArn("sales")}"`;

test("the role, capped, under the person's name", () => {
  expect(wanted(`${role}, maxSession: PT15M`)).toEqual({
    ...{ roleArn: roleArn("sales"), sessionName: "alice", seconds: 900 },
    policy: expect.stringContaining("SagewardenConnectiondata"),
  });
});

test("tags, source identity and external id where the connection says so", () => {
  expect(wanted(`${role}, sessionTags: true, sourceIdentity: true, externalId: abc`)).toMatchObject({
    tags: { team: "Sales", studiouserid: "alice", "sagewarden:connection": "data" },
    transitiveKeys: ["team", "studiouserid"],
    sourceIdentity: "alice",
    externalId: "abc",
  });
});

test("no role where the asker's own credentials are used", () => {
  expect(wanted("credential: environment")).toBeUndefined();
});
