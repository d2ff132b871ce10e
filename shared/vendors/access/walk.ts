import { fieldsAt, isFields, textAt } from "../../normalise/fields.ts";

/** The newest records of LookupEvents with an attribute, at most `most`, parsed. */
export type AccessLookup = (
  region: string,
  asked: { key: "ResourceName" | "AccessKeyId"; value: string; most: number },
) => Promise<readonly unknown[]>;

/** CloudTrail answers 50 records in half a second. */
const limits = { most: 1_000, keys: 200 };

/**
 * A role's records as far as LookupEvents gives them: it cannot be asked for a role. Who took it stands under the role's
 * name; what was done stands under each issued key; keys that those sessions were given or made are asked for in turn.
 * `isComplete` is false where a limit cut it.
 */
export const walkRecords = async (
  role: { arn: string; name: string },
  regions: readonly string[],
  lookup: AccessLookup,
  /** Known already: the ledger's. */
  given: readonly string[] = [],
): Promise<{ records: readonly unknown[]; isComplete: boolean }> => {
  const records: unknown[] = [];
  const keys = new Set<string>(given);
  let isComplete = true;
  const look = async (key: "ResourceName" | "AccessKeyId", value: string): Promise<void> => {
    for (const region of regions) {
      const found = await lookup(region, { key, value, most: limits.most });
      isComplete &&= found.length < limits.most;
      for (const record of found) {
        records.push(record);
        const issued = issuedKey(record, key === "ResourceName" ? role.arn : undefined);
        if (issued !== undefined) keys.add(issued);
      }
    }
  };
  await look("ResourceName", role.arn);
  await look("ResourceName", role.name);
  let asked = 0;
  // A set that grows is walked to its end: what is added is met too.
  for (const key of keys) if (asked++ < limits.keys) await look("AccessKeyId", key);
  return { records, isComplete: isComplete && keys.size <= limits.keys };
};

/** The key that a call was answered with: a session's, or one for a user. `role`: only where that role was taken. */
const issuedKey = (record: unknown, role: string | undefined): string | undefined => {
  if (!isFields(record) || record.errorCode !== undefined) return undefined;
  const response = fieldsAt(record, "responseElements");
  const session = textAt(fieldsAt(response, "credentials"), "accessKeyId");
  if (role !== undefined) return fieldsAt(record, "requestParameters").roleArn === role ? session : undefined;
  return session ?? textAt(fieldsAt(response, "accessKey"), "accessKeyId");
};
