import { createHash } from "node:crypto";
import { BadInput } from "../model/errors.ts";
import { fieldsAt, textAt } from "../normalise/fields.ts";

/** What CloudFormation asks of a resource that is ours to answer for. */
export interface CustomRequest {
  type: "create" | "update" | "delete";
  properties: Readonly<Record<string, unknown>>;
  /** Of the properties, those of CloudFormation's own left out. */
  hash: string;
  physicalId: string | undefined;
  /** Where the answer goes, and what it repeats. */
  url: string;
  ids: { StackId: string; RequestId: string; LogicalResourceId: string };
}

const types: Readonly<Record<string, CustomRequest["type"]>> = { Create: "create", Update: "update", Delete: "delete" };

/** Throws `BadInput` for what is no request of CloudFormation. */
export const readCustomRequest = (event: unknown): CustomRequest => {
  const fields = fieldsAt({ event }, "event");
  const need = (name: string): string => {
    const value = fields[name];
    if (typeof value !== "string" || value === "")
      throw new BadInput(`no request of CloudFormation: ${name} is missing`);
    return value;
  };
  const type = Object.hasOwn(types, need("RequestType")) ? types[need("RequestType")] : undefined;
  if (type === undefined)
    throw new BadInput("no request of CloudFormation: RequestType is none of Create, Update, Delete");
  const { ServiceToken: _, ServiceTimeout: __, ...properties } = fieldsAt(fields, "ResourceProperties");
  return {
    type,
    properties,
    hash: hashOf(properties),
    physicalId: textAt(fields, "PhysicalResourceId"),
    url: need("ResponseURL"),
    ids: {
      StackId: need("StackId"),
      RequestId: need("RequestId"),
      LogicalResourceId: need("LogicalResourceId"),
    },
  };
};

/** Whatever the order in which CloudFormation writes them. */
const hashOf = (properties: object): string => {
  const sorted = Object.fromEntries(Object.entries(properties).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
};

/** CloudFormation takes 4,096 bytes in all. */
const longest = 2_000;

/**
 * Says that it is done, or why it is refused. Without an answer CloudFormation waits for `ServiceTimeout` and fails then.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export const answerCustomRequest = async (
  { ids, physicalId, url }: CustomRequest,
  { id, refused }: { id: string; refused?: string | undefined },
  put: (url: string, init: RequestInit) => Promise<Pick<Response, "ok" | "status">> = fetch,
): Promise<void> => {
  const answer = {
    Status: refused === undefined ? "SUCCESS" : "FAILED",
    ...(refused !== undefined && { Reason: refused.slice(0, longest) }),
    // Another one would be another resource.
    PhysicalResourceId: physicalId ?? id,
    ...ids,
  };
  const body = JSON.stringify(answer);
  // The signature is of a request without a type.
  const { ok, status } = await put(url, {
    method: "PUT",
    body,
    headers: { "content-type": "" },
    signal: AbortSignal.timeout(10_000),
  });
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
};
