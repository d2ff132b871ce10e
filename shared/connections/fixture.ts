import { account } from "../policy/fixtures.ts";
import { parseSettings } from "../settings/parse.ts";

/** One bucket and two roles: alice sells, bob does marketing, carol both, dave neither; erin is in the group and has no role. */
export const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

const role = (name: string) => `{ ${name}: "${roleArn(name)}" }`;

export const directory = `
mode: observe
region: us-east-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { Sales: {}, Marketing: {}, Else: {} }
people:
  alice: { team: Sales, roles: ${role("sales")} }
  bob: { team: Marketing, roles: ${role("marketing")} }
  carol: { team: Sales, groups: [Marketing], roles: { sales: "${roleArn("sales")}", marketing: "${roleArn("marketing")}" } }
  dave: { team: Else }
  erin: { team: Else, groups: [Sales] }
  frank: { team: Sales, left: 2026-06-30, roles: ${role("sales")} }
`;

export const connections = `
connections:
  sales-data: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}" }
  marketing-data: { kind: s3, target: lake/marketing, groups: [Marketing], role: "\${person.roles.marketing}", access: write, maxSession: PT30M }
  images: { kind: ecr, target: team/*, groups: [Sales, Marketing], role: "${roleArn("images")}" }
  own: { kind: s3, target: scratch, groups: [Else], credential: environment }
`;

export const settings = parseSettings(`${directory}${connections}`, "sagewarden.yaml");
