import { callRecord } from "../../vendors/watch/example-acts.ts";
import { resourceOpened } from "./resource-opened.ts";
import { fires, quiet, registeredFor } from "./support/fixtures.ts";

const statement = (principal: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }],
});
const foreign = { AWS: "arn:aws:iam::193672423079:root" };
const bucket = (bucketPolicy: object, change?: object) =>
  callRecord("s3", "PutBucketPolicy", { bucketName: "b", bucketPolicy, policy: "" }, change);
const permission = (request: object) =>
  callRecord("lambda", "AddPermission20150331v2", { functionName: "f", action: "lambda:InvokeFunction", ...request });
const acl = (request: object) => callRecord("s3", "PutBucketAcl", { bucketName: "b", acl: "", ...request });
const grants = (...Grant: object[]) => ({ AccessControlPolicy: { Owner: { ID: "us" }, AccessControlList: { Grant } } });

fires(resourceOpened, [
  [
    "a bucket for another account",
    bucket(statement(foreign)),
    "critical",
    "PutBucketPolicy on b; it admits 193672423079",
  ],
  ["for everybody, though s3 is declared", bucket(statement("*")), "critical", "anybody"],
  ["refused, without its policy", bucket({}, { errorCode: "AccessDenied" }), "medium", "tried, AccessDenied"],
  ["a function for everybody", permission({ principal: "*" }), "critical", "anybody", registeredFor("lambda")],
  ["a function for another account", permission({ principal: "193672423079" }), "critical", "193672423079"],
  [
    "a function's address without sign-in",
    callRecord("lambda", "CreateFunctionUrlConfig", { functionName: "f", authType: "NONE" }),
    "critical",
    "anybody",
  ],
  ["a canned ACL", acl({ "x-amz-acl": "public-read" }), "critical", "anybody"],
  [
    "an ACL for everybody",
    acl(grants({ Grantee: { URI: "http://acs.amazonaws.com/groups/global/AllUsers" } })),
    "critical",
    "anybody",
  ],
  [
    "an ACL for another account",
    acl(grants({ Grantee: { ID: "us" } }, { Grantee: { ID: "them" } })),
    "critical",
    "canonical user",
  ],
  [
    "a secret",
    callRecord("secretsmanager", "PutResourcePolicy", {
      secretId: "s",
      resourcePolicy: JSON.stringify(statement(foreign)),
    }),
    "critical",
    "193672423079",
  ],
  [
    "a queue",
    callRecord("sqs", "SetQueueAttributes", { queueUrl: "q", attributes: { Policy: JSON.stringify(statement("*")) } }),
    "critical",
    "anybody",
  ],
  [
    "a topic",
    callRecord("sns", "SetTopicAttributes", {
      attributeName: "Policy",
      attributeValue: JSON.stringify(statement("*")),
    }),
    "critical",
    "anybody",
  ],
  [
    "a share",
    callRecord("ram", "CreateResourceShare", { name: "s", principals: ["193672423079"] }),
    "critical",
    "193672423079",
  ],
  [
    "the block of public access goes",
    callRecord("s3", "DeleteBucketPublicAccessBlock", { bucketName: "b" }),
    "high",
    "not blocked",
  ],
  [
    "a part of it goes",
    callRecord("s3", "PutBucketPublicAccessBlock", {
      bucketName: "b",
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: false },
    }),
    "high",
    "not blocked",
  ],
]);

quiet(resourceOpened, [
  ["a function for everybody of one organisation", permission({ principal: "*", principalOrgID: "o-4amkskbcf3" })],
  ["a service, for this account", permission({ principal: "s3.amazonaws.com", sourceAccount: "111122223333" })],
  [
    "a search domain in a network",
    callRecord("es", "CreateElasticsearchDomain", {
      domainName: "d",
      accessPolicies: JSON.stringify(statement("*")),
      vPCOptions: { subnetIds: ["subnet-1"] },
    }),
  ],
  ["its own account", bucket(statement({ AWS: "arn:aws:iam::111122223333:role/x" }))],
  [
    "a service",
    permission({ principal: "events.amazonaws.com", sourceArn: "arn:aws:events:us-east-1:111122223333:rule/x" }),
  ],
  ["a private ACL", acl({ "x-amz-acl": "private" })],
  ["the owner's grant", acl(grants({ Grantee: { ID: "us" } }))],
  [
    "public access is blocked",
    callRecord("s3", "PutBucketPublicAccessBlock", { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
  ],
  ["a function's address with sign-in", callRecord("lambda", "CreateFunctionUrlConfig", { authType: "AWS_IAM" })],
  [
    "another attribute of a topic",
    callRecord("sns", "SetTopicAttributes", { attributeName: "DisplayName", attributeValue: "{x}" }),
  ],
  ["an upload", callRecord("s3", "PutObject", { bucketName: "auger-acmeorg", key: "out/x" })],
  [
    "everybody of one organisation",
    bucket({
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-4amkskbcf3" } },
        },
      ],
    }),
  ],
]);
