import { matchesAny } from "../../model/glob.ts";
import type { Fields, VendorAct } from "../../model/vendor-act.ts";
import { isFields } from "../../normalise/fields.ts";
import { lookSignal } from "./support/act-signal.ts";
import { declares, operationOf, shown } from "./support/acts.ts";
import { isEveryday } from "./support/everyday.ts";

export const rolePassed = lookSignal({
  id: "role-passed",
  severity: "high",
  why: "Whoever hands a role to a service can do through that service what the role may. Notebooks, jobs and functions are the shortest way from a small role to a large one.",
  blind:
    "A role that the service takes from a template or a default, and the role behind a machine's instance profile. A refused call of some services carries no parameters.",
  falsePositives:
    "A platform vendor: list the roles that it may pass in `passRoles`. Where a contract declares the service and lists no role, every role is low. So are training jobs, models and pipelines, and the own role, of a principal without a contract.",
  attack: ["T1078.004", "T1548.005"],
  needs: "management",
  concerns: (act) => passing.test(operationOf(act)) && !others.has(act.service) && passedBy(act).length > 0,
  look({ act, watched }) {
    const { contract } = watched;
    const allowed = contract?.passRoles ?? [];
    const roles = passedBy(act).filter((role) => !matchesAny(role, allowed));
    if (roles.length === 0) return undefined;
    const note = `it hands over ${roles.map((role) => shown(role)).join(", ")}`;
    // Its own role gives it nothing that it has not.
    const everyday = isEveryday(act) || !runsCode.has(act.service) || roles.every((role) => role === watched.role);
    return { note, everyday, covered: allowed.length === 0 && declares(contract, act.service) };
  },
});

/** Where the caller chooses the code that then has the role. Other services do with it what they are for. */
const runsCode = new Set([
  "lambda",
  "ec2",
  "sagemaker",
  "glue",
  "cloudformation",
  "codebuild",
  "codepipeline",
  "ecs",
  "batch",
  "apprunner",
  "states",
  "elasticmapreduce",
  "datapipeline",
  "ssm",
  "bedrock",
  "bedrock-agentcore",
]);

const passing = /^(Create|Update|Put|Run|Start|Register|Request|Modify|Associate|Replace|Add|Import|Submit)/;
/** They write roles down, and hand them to nobody. */
const others = new Set(["iam", "sts", "eks", "kms", "s3", "organizations"]);

const role = /^arn:aws[\w-]*:iam::\d{12}:(role|instance-profile)\/[\w+=,.@/-]{1,512}$/;
const key = /role|^iamInstanceProfile$|^arn$/i;
const most = { depth: 5, roles: 8 };

/** ARNs of roles under keys that speak of one: `roleArn`, `role`, `executionRole`, `serviceRole`, `taskRoleArn`, … */
const passedBy = (act: VendorAct): readonly string[] =>
  [...new Set(rolesIn(act.request, most.depth))].slice(0, most.roles);

const rolesIn = (fields: Fields, depth: number): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value === "string") return key.test(name) && role.test(value) ? [value] : [];
    if (depth === 0) return [];
    const inner = Array.isArray(value) ? value.slice(0, 50).filter(isFields) : isFields(value) ? [value] : [];
    return inner.flatMap((one) => rolesIn(one, depth - 1));
  });
