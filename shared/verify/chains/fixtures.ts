import type { NamedPolicy } from "../../policy/model.ts";
import { readPolicy } from "../../policy/read.ts";
import type { Estate, EstateRole, EstateSession } from "../model.ts";

/** Two teams of one account, the attacker's with policies as given. */

export const account = "111122223333";

export const policyOf = (name: string, ...statements: readonly object[]): NamedPolicy => ({
  name,
  policy: readPolicy({ Version: "2012-10-17", Statement: statements }, "identity"),
});

export const sessionOf = (name: string, tags: EstateSession["tags"] = { studiouserid: name }): EstateSession => ({
  ...{ name, tags, transitive: [], sourceIdentity: name, policies: [] },
});

export const roleOf = (team: string, change: Partial<EstateRole> = {}): EstateRole => ({
  ...{ name: `studio-${team}`, kind: "team", arn: `arn:aws:iam::${account}:role/studio/studio-${team}` },
  ...{ tags: { team }, trust: undefined, policies: [], boundary: undefined, sessions: [] },
  ...change,
});

export const smallEstate = (policies: readonly NamedPolicy[] = [], change: Partial<Estate> = {}): Estate => ({
  ...{ partition: "aws", account, region: "us-east-1", tagKeys: { team: "team", studiouserid: "studiouserid" } },
  ...{ teams: { own: "TeamA", other: "TeamB" }, scps: [], rcps: [], bucket: "shared", vpcEndpoint: "vpce-1" },
  principals: [
    roleOf("TeamA", { sessions: [sessionOf("alice")] }),
    roleOf("TeamB", { policies, sessions: [sessionOf("bob")] }),
  ],
  ...change,
});
