import { fill } from "../../access/fill.ts";
import { BadInput } from "../../model/errors.ts";
import type { NamedPolicy, PolicyKind } from "../../policy/model.ts";
import { readPolicy } from "../../policy/read.ts";
import { type Path, type Problem, quoted } from "../../settings/words.ts";
import type { Estate, EstateRole } from "../model.ts";
import type { EstateForm } from "./form.ts";
import type { ReadEstate } from "./parse.ts";

type Values = Parameters<typeof fill>[2];

/** A policy file that is named, and where. */
interface Mention {
  path: Path;
  file: string;
}

/** Every file that is named. */
export const filesIn = ({ roles, scps, rcps }: EstateForm): readonly Mention[] => [
  ...roles.flatMap(({ trust, boundary, policies, sessions }, index) => [
    ...[...mention(["roles", index, "trust"], trust), ...mention(["roles", index, "boundary"], boundary)],
    ...mentions(["roles", index, "policies"], policies),
    ...sessions.flatMap((session, at) => mentions(["roles", index, "sessions", at, "policies"], session.policies)),
  ]),
  ...[...scps.entries()].flatMap(([level, files]) => mentions(["scps", level], files)),
  ...[...rcps.entries()].flatMap(([level, files]) => mentions(["rcps", level], files)),
];

const mention = (path: Path, file: string | null): readonly Mention[] => (file === null ? [] : [{ path, file }]);
const mentions = (path: Path, files: readonly string[]): readonly Mention[] =>
  files.map((file, index) => ({ path: [...path, index], file }));

/** `files`: the text of each by its name, or why it cannot be used. Throws BadInput, which names the place. */
export const estateFrom = (
  { form, refuse }: ReadEstate,
  files: ReadonlyMap<string, { text: string } | { problem: string }>,
): Estate => {
  const problems: Problem[] = [];
  const read = policyReader(files, problems);
  const { account, region, partition, tagKeys, teams, bucket, vpcEndpoint, scps, rcps } = form;
  const shared = valuesOf(form);
  const layers = (key: "scps" | "rcps", levels: readonly (readonly string[])[], kind: PolicyKind) =>
    levels.map((level, at) => level.map((file, index) => read(file, kind, shared, [key, at, index])));
  const estate: Estate = {
    ...{ partition, account, region, tagKeys, teams, bucket, vpcEndpoint },
    principals: form.roles.map((role, index) =>
      roleFrom(role, { ...teamOf(role, tagKeys.team), ...shared, ...role.values }, read, index),
    ),
    scps: layers("scps", scps, "identity"),
    rcps: layers("rcps", rcps, "resource"),
  };
  return problems.length > 0 ? refuse(problems) : estate;
};

const valuesOf = ({ account, region, partition, tagKeys, bucket, vpcEndpoint, values }: EstateForm): Values => ({
  ...{
    account,
    region,
    partition,
    "team-key": tagKeys.team,
    "user-key": tagKeys.studiouserid,
    "project-key": "project",
  },
  ...(bucket !== undefined && { bucket }),
  ...(vpcEndpoint !== undefined && { "vpc-endpoint": vpcEndpoint }),
  ...values,
});

/** `<team>` is the role's own. */
const teamOf = ({ tags }: EstateForm["roles"][number], key: string): Values => {
  const [, team] = Object.entries(tags).find(([each]) => each.toLowerCase() === key.toLowerCase()) ?? [];
  return team === undefined ? {} : { team };
};

type Read = (file: string, kind: PolicyKind, values: Values, path: Path) => NamedPolicy;

const roleFrom = (role: EstateForm["roles"][number], values: Values, read: Read, index: number): EstateRole => {
  const path: Path = ["roles", index];
  const { name, kind, arn, tags, trust, policies, boundary, sessions } = role;
  // A tag would make an administrator somebody of the team: whose they are is in what their documents are filled with.
  const team = kind === "admin" && typeof role.values.team === "string" ? { team: role.values.team } : {};
  const all = (files: readonly string[], at: Path) =>
    files.map((file, each) => read(file, "identity", values, [...at, each]));
  return {
    ...{ name, kind, arn, tags, ...team },
    trust: trust === null ? undefined : read(trust, "trust", values, [...path, "trust"]),
    policies: all(policies, [...path, "policies"]),
    boundary: boundary === null ? undefined : read(boundary, "identity", values, [...path, "boundary"]),
    sessions: sessions.map((session, at) => ({
      ...session,
      sourceIdentity: session.sourceIdentity,
      policies: all(session.policies, [...path, "sessions", at, "policies"]),
    })),
  };
};

/** Once for each file and its values: a document that many roles share is one policy. */
const policyReader = (files: Parameters<typeof estateFrom>[1], problems: Problem[]): Read => {
  const known = new Map<string, NamedPolicy>();
  return (file, kind, values, path) => {
    const refused = (message: string): NamedPolicy => {
      problems.push({ path, at: "value", message });
      return { name: file, policy: readPolicy("", kind) };
    };
    const found = files.get(file) ?? { problem: "it was not read" };
    if ("problem" in found) return refused(`${quoted(file)}: ${found.problem}`);
    const filled = filledOr(() => fill(file, found.text, values));
    if (filled instanceof BadInput) return refused(filled.message);
    const key = JSON.stringify([file, kind, filled]);
    const policy = known.get(key)?.policy ?? readPolicy(filled, kind);
    known.set(key, { name: file, policy });
    if (policy.document !== undefined) return { name: file, policy };
    return refused(
      `${quoted(file)}: ${policy.problems.map(({ what }) => what).join(", ")}; allowed: an IAM policy in JSON`,
    );
  };
};

const filledOr = (make: () => string): string | BadInput => {
  try {
    return make();
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
};
