import type { VendorAct } from "../../../model/vendor-act.ts";
import { textAt } from "../../../normalise/fields.ts";
import { shown } from "./acts.ts";

/** Parameters that name what an act is about; none of them ever holds a secret. */
const names = [
  "userName",
  "roleName",
  "groupName",
  "bucketName",
  "functionName",
  "trailName",
  "keyId",
  "secretId",
  "detectorId",
  "instanceId",
  "snapshotId",
  "imageId",
  "volumeId",
  "groupId",
  "keyName",
  "stackName",
  "documentName",
  "dBSnapshotIdentifier",
  "dBClusterSnapshotIdentifier",
  "dBInstanceIdentifier",
  "dBClusterIdentifier",
  "tableName",
  "logGroupName",
  "notebookInstanceName",
  "notebookInstanceLifecycleConfigName",
  "domainId",
  "configurationRecorderName",
  "modelId",
  "rule",
  "policyArn",
  "name",
] as const;

/** What an act is about: a name from the request, else its first resource, else what a refusal names. */
export const subjectOf = (act: VendorAct): string | undefined => {
  for (const name of names) {
    const text = textAt(act.request, name);
    if (text !== undefined) return shown(text);
  }
  const resource = act.resources.find(({ arn }) => arn !== undefined)?.arn ?? refusedResource(act);
  return resource === undefined ? undefined : shown(resource);
};

/** IAM leaves the parameters of a denied call out: what was asked for is in the message only. */
export const refusedResource = ({ errorMessage }: Pick<VendorAct, "errorMessage">): string | undefined => {
  const [, resource] = / on resource: (\S{1,1024})/.exec(errorMessage ?? "") ?? [];
  return resource === undefined || resource === "*" ? undefined : resource;
};
