import { catalogue } from "../actions.generated.ts";
import type { ActionRow } from "../catalogue.ts";

/** An action about one of the types that it takes. */
export interface Pair {
  row: ActionRow;
  type: string;
}

const sagemaker = catalogue.actions.filter(({ action }) => action.startsWith("sagemaker:"));
const pairs = (rows: readonly ActionRow[]): readonly Pair[] =>
  rows.flatMap((row) => row.types.map((type) => ({ row, type })));

const isCreate = ({ action }: ActionRow): boolean => action.startsWith("sagemaker:Create");
export const takesTags = ({ keys }: ActionRow): boolean => keys.includes(`aws:RequestTag/\${TagKey}`);

/** Called Create, but about something that is there already. */
const uses = ["CreateImageVersion", "CreateModelCardExportJob", "CreatePresignedNotebookInstanceUrl"];
/** Makes a resource that takes no tags. */
const untagged = ["CreateSharedModel"];
const isOf = (names: readonly string[]) => (row: ActionRow) => names.includes(row.action.replace("sagemaker:", ""));

/** What is done to something that is there, and so has tags. Presigned URLs of people's environments are asked by themselves. */
export const resourcePairs: readonly Pair[] = pairs(sagemaker.filter((row) => !isCreate(row) || isOf(uses)(row)));

/** What makes something, and says its tags. */
export const creates: readonly Pair[] = pairs(
  sagemaker.filter((row) => isCreate(row) && (takesTags(row) || isOf(untagged)(row))),
);

/** What takes no resource: IAM can only allow it for all teams' or for none. */
export const wildcardOnly: readonly ActionRow[] = sagemaker.filter(({ types }) => types.length === 0);

const rows: ReadonlyMap<string, ActionRow> = new Map(catalogue.actions.map((row) => [row.action, row]));
const types = new Map(catalogue.types.map((row) => [row.type, row]));

/** Throws where IAM has no such action: a table of ours is wrong. */
export const rowOf = (action: string): ActionRow => {
  const row = rows.get(action);
  if (row === undefined) throw new Error(`${action} is no action of the catalogue`);
  return row;
};

const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));

export const typeOf = (action: string, type: string) => {
  const row = types.get(`${serviceOf(action)}:${type}`);
  if (row === undefined) throw new Error(`${action} takes no ${type}`);
  return row;
};

/** Whether a policy can ask for the tags of the resource. What S3 tells of an object are its bucket's, which all teams share. */
export const isTagged = ({ row, type }: Pair): boolean =>
  type !== "object" &&
  [...typeOf(row.action, type).keys, ...(row.typeKeys?.[type] ?? [])].includes(`aws:ResourceTag/\${TagKey}`);
