import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { executionRole, names } from "#shared/names.ts";
import { assertionOf } from "../../lab/demo/assertion.ts";
import { root } from "../../lab/demo/clients.ts";
import { deployMore } from "../../lab/deploy.ts";
import { type Call, call } from "./isolation-calls.ts";
import { furnish, keysBy, makeAdministrator, people, succeed, type World } from "./isolation-world.ts";
import type { LeasedLab } from "./pool/lease.ts";

/** Of the access stack in the lab: two teams, three people, SAML. */
export const accessSettings = fileURLToPath(new URL("access/sagewarden.yaml", import.meta.url));

/** By the CDK's own command, as everybody deploys it. */
const deploy = async (lab: LeasedLab): Promise<void> => {
  const temporary = await mkdtemp(join(tmpdir(), "sagewarden-access-"));
  const options = { endpoint: lab.endpoint, temporary, python: lab.installed.python, config: accessSettings };
  try {
    await deployMore({ ...options, log: () => {} }, [names.accessStack, `${names.profilesStack}-*`]);
  } finally {
    await rm(temporary, { recursive: true });
  }
};

/** What the stack tells whoever sets up the identity provider. */
export interface Told {
  domainId: string;
  /** Team -> its role and the provider, with a comma. */
  pairOf(team: string): string;
}

const readOutputs = async (lab: LeasedLab): Promise<Told> => {
  const params = { StackName: names.accessStack };
  const [answer] = await succeed(lab, { root }, [call("root", "DescribeStacks", params, "cloudformation")]);
  const [{ Outputs = [] } = {}] = (answer?.Stacks ?? []) as { Outputs?: { [name: string]: string }[] }[];
  const only = (end: string) => Outputs.find(({ Description }) => Description?.endsWith(end))?.OutputValue ?? "";
  return { domainId: only("The Studio domain"), pairOf: (team) => only(`role and provider of ${team}`) };
};

/** As the identity provider signs a person in (docs/access.md has the attributes), to the role of the team or of another. */
export const signIn = ({ pairOf }: Told, person: string, team: string, roleOf = team): Call => {
  const [role = "", provider = ""] = pairOf(roleOf).split(",");
  const tags = { team, studiouserid: person };
  const claims = { role, provider, subject: person, tags, transitive: Object.keys(tags), sourceIdentity: person };
  const SAMLAssertion = assertionOf(claims);
  return call("root", "AssumeRoleWithSAML", { RoleArn: role, PrincipalArn: provider, SAMLAssertion }, "sts");
};

/** Two teams as the access stack makes them, with its domain, profiles, roles and trust. */
export const deployedWorld = async (lab: LeasedLab): Promise<World & { told: Told }> => {
  await deploy(lab);
  const told = await readOutputs(lab);
  const roles = Object.fromEntries(
    [...new Set(Object.values(people))].flatMap((team) => {
      const { path, name } = executionRole(team);
      const [role = ""] = told.pairOf(team).split(",");
      return [
        [`studio-${team}`, role],
        [name, `arn:aws:iam::${lab.account}:role${path}${name}`],
      ];
    }),
  );
  const administrator = await makeAdministrator(lab, "studio");
  const made = { set: "studio", domainId: told.domainId, roles, administrator } as const;
  await furnish(lab, made);
  return { ...made, told, keys: await keysBy(lab, roles, (person, team) => signIn(told, person, team)) };
};

interface Held {
  PolicyVersion: { Document: { Statement: readonly { Sid?: string; Condition?: object }[] } };
}

/** What `during` answers while one statement of a live policy has no condition. */
export const whileWeak = async <Answer>(
  lab: LeasedLab,
  PolicyArn: string,
  sid: string,
  during: () => Promise<Answer>,
): Promise<Answer> => {
  const iam = (operation: string, params: object) =>
    succeed(lab, { root }, [call("root", operation, { PolicyArn, ...params }, "iam")]);
  const [held] = await iam("GetPolicyVersion", { VersionId: "v1" });
  const { Document } = (held as unknown as Held).PolicyVersion;
  const Statement = Document.Statement.map(({ Condition, ...each }) =>
    each.Sid === sid || Condition === undefined ? each : { ...each, Condition },
  );
  const put = (document: object) =>
    iam("CreatePolicyVersion", { PolicyDocument: JSON.stringify(document), SetAsDefault: true });
  await put({ ...Document, Statement });
  try {
    return await during();
  } finally {
    await put(Document);
  }
};
