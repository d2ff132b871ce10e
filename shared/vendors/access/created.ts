import { hasFailed, operationOf } from "../../detect/signals/support/acts.ts";
import type { Fields, VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt, isFields, listAt, textAt } from "../../normalise/fields.ts";
import type { Created } from "./report.ts";

type Reader = (act: VendorAct) => readonly (string | undefined)[];

const inResponse =
  (object: string, field: string): Reader =>
  ({ response }) => [textAt(fieldsAt(response, object), field)];
const inRequest =
  (field: string): Reader =>
  ({ request }) => [textAt(request, field)];
const firstOf =
  (...readers: readonly Reader[]): Reader =>
  (act) => [readers.flatMap((read) => read(act)).find((id) => id !== undefined)];

const machines: Reader = ({ response }) =>
  listAt(fieldsAt(response, "instancesSet"), "items")
    .filter(isFields)
    .map((item: Fields) => textAt(item, "instanceId"));

/** What stays when the role is revoked: by service and operation, its kind, and where the record names it. */
const makers: ReadonlyMap<string, readonly [string, Reader]> = new Map([
  ["iam CreateAccessKey", ["access key", inResponse("accessKey", "accessKeyId")]],
  ["iam CreateUser", ["user", firstOf(inResponse("user", "arn"), inRequest("userName"))]],
  ["iam CreateLoginProfile", ["password", inRequest("userName")]],
  ["iam UpdateLoginProfile", ["password", inRequest("userName")]],
  ["iam CreateServiceSpecificCredential", ["service credential", inRequest("userName")]],
  ["iam CreateRole", ["role", firstOf(inResponse("role", "arn"), inRequest("roleName"))]],
  ["iam CreatePolicy", ["policy", firstOf(inResponse("policy", "arn"), inRequest("policyName"))]],
  ["iam CreatePolicyVersion", ["policy version", inRequest("policyArn")]],
  ["iam UpdateAssumeRolePolicy", ["trust", inRequest("roleName")]],
  [
    "iam CreateSAMLProvider",
    ["identity provider", firstOf(({ response }) => [textAt(response, "sAMLProviderArn")], inRequest("name"))],
  ],
  [
    "iam CreateOpenIDConnectProvider",
    ["identity provider", firstOf(({ response }) => [textAt(response, "openIDConnectProviderArn")], inRequest("url"))],
  ],
  [
    "rolesanywhere CreateTrustAnchor",
    ["trust anchor", firstOf(inResponse("trustAnchor", "trustAnchorArn"), inRequest("name"))],
  ],
  ["ec2 CreateKeyPair", ["key pair", inRequest("keyName")]],
  ["ec2 ImportKeyPair", ["key pair", inRequest("keyName")]],
  ["ec2 RunInstances", ["machine", machines]],
  [
    "lambda CreateFunction",
    ["function", firstOf(({ response }) => [textAt(response, "functionArn")], inRequest("functionName"))],
  ],
  ["lambda UpdateFunctionCode", ["function's code", inRequest("functionName")]],
  ["lambda AddPermission", ["function's permission", inRequest("functionName")]],
  ["lambda CreateFunctionUrlConfig", ["function's address", inRequest("functionName")]],
  ["events PutRule", ["rule", inRequest("name")]],
  ["scheduler CreateSchedule", ["schedule", inRequest("name")]],
  [
    "cloudformation CreateStack",
    ["stack", firstOf(({ response }) => [textAt(response, "stackId")], inRequest("stackName"))],
  ],
  [
    "sagemaker CreateNotebookInstance",
    [
      "notebook",
      firstOf(({ response }) => [textAt(response, "notebookInstanceArn")], inRequest("notebookInstanceName")),
    ],
  ],
  [
    "sagemaker CreateNotebookInstanceLifecycleConfig",
    ["lifecycle script", inRequest("notebookInstanceLifecycleConfigName")],
  ],
  ["s3 CreateBucket", ["bucket", inRequest("bucketName")]],
  ["s3 PutBucketPolicy", ["bucket's policy", inRequest("bucketName")]],
  ["s3 PutBucketReplication", ["replication", inRequest("bucketName")]],
  ["kms CreateGrant", ["grant", inRequest("keyId")]],
  ["kms PutKeyPolicy", ["key's policy", inRequest("keyId")]],
  ["eks CreateAccessEntry", ["cluster's entry", inRequest("principalArn")]],
]);

/** What an act made, one entry each; an act that failed made nothing. */
export const createdBy = (act: VendorAct): readonly Created[] => {
  const [type, read] = makers.get(`${act.service} ${operationOf(act)}`) ?? [];
  if (type === undefined || read === undefined || hasFailed(act)) return [];
  return read(act).map((id) => ({
    type,
    id: id ?? "?",
    at: act.at,
    eventID: act.eventId,
    by: act.principal.accessKeyId ?? act.principal.arn ?? null,
  }));
};
