import type { Settings } from "../model/settings.ts";
import { parseSettings } from "../settings/parse.ts";

/** For tests: a directory of two teams, and what can be named in it. */
export const settingsText = `mode: observe
region: us-east-1
tags:
  team: { values: teams, key: CostTeam }
  studiouserid: { values: people }
  project: { required: false }
  colour: { required: false, guarded: false }
teams: { TeamA: {}, TeamB: {}, both: {} }
people:
  alice: { team: TeamA, iamUser: alice.smith, email: alice@example.com }
  bob: { team: TeamB, samlSubject: bob@idp }
vendors:
  auger: { accounts: ["999988887777"], externalId: auto, services: [s3], bucket: auger, owner: alice, expires: 2099-01-01 }
  both: { accounts: ["999988887777"], externalId: auto, services: [s3], bucket: both, owner: alice, expires: 2099-01-01, roleArn: "arn:aws:iam::111122223333:role/old" }
accounts: { prod: "444455556666" }
`;

export const settings: Settings = parseSettings(settingsText, "sagewarden.yaml");
