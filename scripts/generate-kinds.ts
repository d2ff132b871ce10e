import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Creator, Operations } from "../shared/sagemaker/kind.ts";
import {
  firstOperation,
  input,
  memberOf,
  members,
  output,
  recordKey,
  requiredInputs,
  type ServiceModel,
} from "./service-model.ts";

export const outputPath = fileURLToPath(new URL("../shared/sagemaker/kinds.generated.ts", import.meta.url));
export const clientsDirectory = fileURLToPath(new URL("../.lab/clients", import.meta.url));

/** Reads the model of an installed botocore. Throws ENOENT where there is none. */
export const readModel = (directory: string): { version: string; model: ServiceModel } => {
  const package_ = `${directory}/botocore`;
  const version = /__version__ = '([^']+)'/.exec(readFileSync(`${package_}/__init__.py`, "utf8"))?.[1] ?? "unknown";
  const packed = readFileSync(`${package_}/data/sagemaker/2017-07-24/service-2.json.gz`);
  return { version, model: JSON.parse(gunzipSync(packed).toString("utf8")) };
};

/** Operations whose request takes `Tags` and which make something: not AddTags, not an update. */
export const creatorsOf = (model: ServiceModel): string[] =>
  Object.keys(model.operations)
    .filter((name) => members(input(model, name)).includes("Tags") && !/^(AddTags|Update)/.test(name))
    .sort();

/** `CreateAutoMLJobV2` makes an AutoMLJob, `RegisterDevices` a Device. */
const kindOf = (create: string): string =>
  create
    .replace(/^(Create|Import|Register)/, "")
    .replace(/V2$/, "")
    .replace(/^Devices$/, "Device");

/** A reference to a hub's content is read and listed as content. */
const readAs = (kind: string): string => kind.replace(/Reference$/, "");

const kebab = (kind: string): string =>
  kind
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (match, low, high) => (low ? `${low}-${high}` : `${match}-`))
    .toLowerCase();

/** The resource part of an ARN pattern, e.g. `cluster/[a-z0-9]{12}`; patterns such as `.*` have none. */
const arnPattern = (model: ServiceModel, shape: string | undefined): RegExpExecArray | null =>
  /:([a-z-]+)\\?\/(.*)$/.exec(model.shapes[shape ?? ""]?.pattern ?? "");

const answerMember = (model: ServiceModel, create: string): string | undefined => {
  const kind = readAs(kindOf(create));
  const names = members(output(model, create)).filter((name) => name.endsWith("Arn"));
  return names.find((name) => name === `${kind}Arn`) ?? names[0];
};

/** What Describe asks for and the request gives, the resource's own name last as in its ARN. */
const nameMembers = (model: ServiceModel, create: string, describe: string): string[] => {
  const given = members(input(model, create));
  const asked = members(input(model, describe));
  const shared = given.filter((name) => asked.includes(name) && /(Name|Id|Type|Category)$/.test(name));
  const own = [`${kindOf(create)}Name`, "Name", ...shared, ...given].find(
    (name) => given.includes(name) && name.endsWith("Name"),
  );
  return own === undefined ? shared : [...shared.filter((name) => name !== own), own];
};

const stopOf = (model: ServiceModel, kind: string): string | undefined => firstOperation(model, [`Stop${kind}`]);
const deleteOf = (model: ServiceModel, kind: string): string | undefined =>
  firstOperation(model, [`Delete${kind}`, `Deregister${kind}s`]);

const creatorRow = (model: ServiceModel, create: string, describe: string): Creator => {
  const kind = kindOf(create);
  const answer = answerMember(model, create);
  const pattern = arnPattern(model, answer && output(model, create).members?.[answer]?.shape);
  const type = pattern?.[1] ?? kebab(readAs(kind));
  const names = nameMembers(model, create, describe).map(recordKey);
  const given = members(input(model, create));
  // What Describe asks for and the request does not hold was made by the service; so was an id of fixed length.
  const serviceMade =
    requiredInputs(model, describe).some((name) => !given.includes(name)) || /\{\d+\}$/.test(pattern?.[2] ?? "");
  return {
    kind,
    create,
    names,
    answer: answer === undefined ? null : recordKey(answer),
    output: members(output(model, create)).map(recordKey),
    type,
    template: serviceMade ? null : [type, ...names.map((name) => `{${name}}`)].join("/"),
    stoppable: stopOf(model, kind) !== undefined,
    deletable: deleteOf(model, kind) !== undefined,
  };
};

const find = (candidates: readonly string[], wanted: readonly string[], suffix?: string): string | null =>
  wanted.find((name) => candidates.includes(name)) ??
  (suffix === undefined ? undefined : candidates.find((name) => name.endsWith(suffix))) ??
  null;

const listRow = (model: ServiceModel, create: string, row: Creator): Operations["list"] => {
  const kind = readAs(row.kind);
  const call = firstOperation(model, [`List${kind}s`, `List${kind.replace(/y$/, "ies")}`]);
  if (call === undefined) throw new Error(`${create}: no List operation for ${kind}`);
  const answer = output(model, call);
  const [items, element] =
    Object.entries(answer.members ?? {})
      .map(([name, { shape }]) => [name, model.shapes[model.shapes[shape]?.member?.shape ?? ""]] as const)
      .find(([, shape]) => shape?.type === "structure") ?? [];
  if (items === undefined || element === undefined) throw new Error(`${call}: no list of structures in the answer`);
  const fields = members(element);
  const name = find(fields, [`${kind}Name`, "Name"], "Name");
  return {
    call,
    items,
    arn: find(fields, [`${kind}Arn`, "Arn", answerMember(model, create) ?? ""], answerMember(model, create)),
    name,
    created: find(fields, ["CreationTime", "CreateDate", "RegistrationTime", "StartTime"]),
    status: find(fields, [`${kind}Status`, "Status", (name ?? "").replace(/Name$/, "Status")]),
    needs: requiredInputs(model, call),
    maxResults: members(input(model, call)).includes("MaxResults"),
  };
};

const byRow = (model: ServiceModel, call: string | undefined): Operations["stop"] =>
  call === undefined ? null : { call, by: requiredInputs(model, call) };

const describeOf = (model: ServiceModel, create: string): string => {
  const kind = readAs(kindOf(create));
  const call = firstOperation(model, [create.replace(/^(Create|Import|Register)/, "Describe"), `Describe${kind}`]);
  if (call === undefined) throw new Error(`${create}: no Describe operation for ${kind}`);
  return call;
};

/** Where Describe tells the ARN, the state and the time of making. */
const describeRow = (model: ServiceModel, row: Creator, call: string): Operations["describe"] => {
  const answer = output(model, call);
  const own = row.answer === null ? "" : memberOf(row.answer);
  const enums = members(answer).filter((name) => model.shapes[answer.members?.[name]?.shape ?? ""]?.enum);
  return {
    call,
    by: requiredInputs(model, call),
    createdBy: answer.members?.CreatedBy?.shape === "UserContext",
    arn: find(members(answer), [own, `${row.kind}Arn`]),
    status: find(enums, [`${row.kind}Status`, own.replace(/Arn$/, "Status"), "Status"]),
    created: find(members(answer), ["CreationTime"]),
  };
};

const operationsRow = (model: ServiceModel, create: string, row: Creator): Operations => {
  return {
    describe: describeRow(model, row, describeOf(model, create)),
    list: listRow(model, create, row),
    stop: byRow(model, stopOf(model, row.kind)),
    delete: byRow(model, deleteOf(model, row.kind)),
  };
};

/** One row a line: a diff of the table then names the kinds that changed. */
const line = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(line).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, field]) => `${key}: ${line(field)}`);
  return `{ ${fields.join(", ")} }`;
};

/** The text of `shared/sagemaker/kinds.generated.ts`. The same model gives the same bytes. */
export const generateKinds = ({ version, model }: { version: string; model: ServiceModel }): string => {
  const rows = creatorsOf(model).map((create) => creatorRow(model, create, describeOf(model, create)));
  return [
    `// Generated by scripts/generate-kinds.ts from botocore ${version}, sagemaker ${model.metadata.apiVersion}. Do not edit.`,
    'import type { Creator, Operations } from "./kind.ts";',
    "",
    `export const modelVersion = "botocore ${version}";`,
    "",
    "export const creators: readonly Creator[] = [",
    ...rows.map((row) => `  ${line(row)},`),
    "];",
    "",
    "/** By the creating operation. Apart from `creators`, so that a bundle without them stays small. */",
    "export const operations: Readonly<Record<string, Operations>> = {",
    ...rows.map((row) => `  ${row.create}: ${line(operationsRow(model, row.create, row))},`),
    "};",
    "",
  ].join("\n");
};

if (import.meta.main) writeFileSync(outputPath, generateKinds(readModel(clientsDirectory)));
