import { calls, experimentArn, objectArn } from "./attempts.ts";
import type { Call, Need, Place, Side } from "./model.ts";

/** What a team must be able to do with what is its own: a role that can do nothing at all would look like a border. */
export interface Control {
  id: string;
  action: string;
  need: Need;
  resource(side: Side, place: Place): string;
  call(side: Side, place: Place, fresh: string): Call;
  /** A tag that was just written is not seen by every evaluation at once. */
  settles?: true;
  /** Takes back what it did. */
  undo?(fresh: string): Call;
}

const decoy = { need: "decoy", resource: ({ decoy }: Side, place: Place) => experimentArn(place, decoy) } as const;
const object = { need: "object", resource: ({ object }: Side, place: Place) => objectArn(place, object) } as const;

/** Lay out the decoys first, then look at them as their own team sees them. */
export const controls: readonly Control[] = [
  { ...decoy, id: "create-own", action: "sagemaker:CreateExperiment", call: (side) => calls.makeDecoy(side) },
  {
    ...{ ...decoy, id: "read-own", action: "sagemaker:DescribeExperiment", settles: true },
    call: ({ decoy }) => calls.describe(decoy),
  },
  { ...decoy, id: "update-own", action: "sagemaker:UpdateExperiment", call: ({ decoy }) => calls.update(decoy) },
  {
    ...{ ...decoy, id: "list-own-tags", action: "sagemaker:ListTags" },
    call: ({ decoy }, place) => calls.listTags(experimentArn(place, decoy)),
  },
  { ...object, id: "put-own", action: "s3:PutObject", call: ({ object }, place) => calls.put(place, object) },
  { ...object, id: "get-own", action: "s3:GetObject", call: ({ object }, place) => calls.get(place, object) },
  { ...object, id: "list-own", action: "s3:ListBucket", call: ({ prefix }, place) => calls.list(place, prefix) },
  {
    ...{ id: "pass-own-role", action: "iam:PassRole", need: "pass-role" },
    resource: ({ roles }) => roles.execution,
    call: ({ roles, tags }, _, fresh) => calls.makeImage(fresh, roles.execution, tags),
    undo: (fresh) => calls.removeImage(fresh),
  },
];

/** Of those, the ones that show what is still there after something was crossed. */
export const looks: readonly Control[] = controls.filter(({ id }) => id === "read-own" || id === "get-own");

/** What a team lays out for others, taken away again. */
export const clearing: readonly (Pick<Control, "resource" | "call"> & { made: Control["id"] })[] = [
  { ...decoy, made: "create-own", call: ({ decoy }) => calls.remove(decoy) },
  { ...object, made: "put-own", call: ({ object }, place) => calls.removeObject(place, object) },
];
