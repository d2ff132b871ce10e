import { describe, expect, test } from "@jest/globals";
import { signals } from "#shared/detect/signals/index.ts";
import { type Call, play, times } from "./act.ts";

/**
 * What Stratus Red Team's techniques leave in CloudTrail: event names, parameters and errors as in its published detonation
 * logs (docs/detonation-logs, Apache-2.0), each told anew in as few calls as show it. Beside it the ATT&CK technique.
 */
const denied = {
  errorCode: "Client.UnauthorizedOperation",
  errorMessage: "You are not authorized to perform this operation.",
};
const refused = { errorCode: "AccessDenied", errorMessage: "User: x is not authorized to perform: y on resource: *" };
const data = { eventCategory: "Data", managementEvent: false };
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::193672423079:root" }, Action: "sts:AssumeRole" }],
});
const victim = "victim-bucket";
const key = "ssh-ed25519 AAAA";

const attacks: readonly (readonly [string, string, readonly Call[]])[] = [
  [
    "credential-access.ec2-get-password-data",
    "T1552",
    times(30, (n) => ["ec2", "GetPasswordData", { instanceId: `i-${n}` }, denied]),
  ],
  [
    "credential-access.ec2-steal-instance-credentials",
    "T1651",
    [
      ["ssm", "DescribeInstanceInformation", { filters: [{ key: "InstanceIds", values: ["i-1"] }] }],
      [
        "ssm",
        "SendCommand",
        { documentName: "AWS-RunShellScript", instanceIds: ["i-1"], parameters: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      ],
    ],
  ],
  [
    "credential-access.secretsmanager-batch-retrieve-secrets",
    "T1555.006",
    times(5, () => [
      "secretsmanager",
      "BatchGetSecretValue",
      { filters: [{ key: "tag-key", values: ["StratusRedTeam"] }] },
    ]),
  ],
  [
    "credential-access.secretsmanager-retrieve-secrets",
    "T1555.006",
    times(20, (n) => [
      "secretsmanager",
      "GetSecretValue",
      { secretId: `arn:aws:secretsmanager:us-east-1:111122223333:secret:s-${n}-AbCdEf` },
    ]),
  ],
  [
    "credential-access.ssm-retrieve-securestring-parameters",
    "T1555.006",
    [
      ["ssm", "DescribeParameters", { maxResults: 10 }],
      ["ssm", "GetParameters", { names: ["/credentials/1", "/credentials/2"], withDecryption: true }],
    ],
  ],
  ["defense-evasion.cloudtrail-delete", "T1562.008", [["cloudtrail", "DeleteTrail", { name: "trail" }]]],
  [
    "defense-evasion.cloudtrail-event-selectors",
    "T1562.008",
    [
      [
        "cloudtrail",
        "PutEventSelectors",
        {
          trailName: "trail",
          eventSelectors: [{ readWriteType: "ReadOnly", includeManagementEvents: false, dataResources: [] }],
        },
      ],
    ],
  ],
  [
    "defense-evasion.cloudtrail-lifecycle-rule",
    "T1485.001",
    [
      [
        "s3",
        "PutBucketLifecycle",
        {
          bucketName: "trail-logs",
          lifecycle: "",
          LifecycleConfiguration: {
            Rule: {
              ID: "nuke-cloudtrail-logs-after-1-day",
              Expiration: { Days: 1 },
              Status: "Enabled",
              Filter: { Prefix: "*" },
            },
          },
        },
      ],
    ],
  ],
  [
    "defense-evasion.cloudtrail-lifecycle-rule, as a way to be rid of logs",
    "T1562.008",
    [
      [
        "s3",
        "PutBucketLifecycle",
        { bucketName: "trail-logs", LifecycleConfiguration: { Rule: { Expiration: { Days: 1 }, Status: "Enabled" } } },
      ],
    ],
  ],
  [
    "initial-access.console-login-without-mfa",
    "T1078.004",
    [["signin", "ConsoleLogin", null, { additionalEventData: { MFAUsed: "No" }, eventType: "AwsConsoleSignIn" }]],
  ],
  [
    "privilege escalation by a new version of a policy",
    "T1078.004",
    [["iam", "CreatePolicyVersion", { setAsDefault: true }]],
  ],
  [
    "an administrator's policy for a user",
    "T1098",
    [["iam", "AttachUserPolicy", { userName: "u", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }]],
  ],
  ["the second factor is taken away", "T1556.006", [["iam", "DeactivateMFADevice", { userName: "u" }]]],
  ["a knowledge base is deleted", "T1485", [["bedrock", "DeleteKnowledgeBase", { knowledgeBaseId: "k" }]]],
  ["a group is deleted", "T1098", [["iam", "DeleteGroup", { groupName: "g" }]]],
  [
    "roles of another account are guessed",
    "T1580",
    times(5, () => [
      "iam",
      "UpdateAssumeRolePolicy",
      { roleName: "r", policyDocument: "{}" },
      { errorCode: "MalformedPolicyDocumentException", errorMessage: "Invalid principal in policy" },
    ]),
  ],
  ["the root of a member account is taken", "T1548.005", [["sts", "AssumeRoot", { targetPrincipal: "111122223333" }]]],
  [
    "a function gets an address for everybody",
    "T1133",
    [["lambda", "CreateFunctionUrlConfig20210601", { authType: "NONE", functionName: "f" }]],
  ],
  ["defense-evasion.cloudtrail-stop", "T1562.008", [["cloudtrail", "StopLogging", { name: "trail" }]]],
  [
    "defense-evasion.dns-delete-logs",
    "T1562.008",
    [["route53resolver", "DeleteResolverQueryLogConfig", { resolverQueryLogConfigId: "rqlc-1" }]],
  ],
  ["defense-evasion.organizations-leave", "T1562.001", [["organizations", "LeaveOrganization", null, refused]]],
  [
    "defense-evasion.vpc-remove-flow-logs",
    "T1562.008",
    [["ec2", "DeleteFlowLogs", { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: "fl-1" } } }]],
  ],
  [
    "defense-evasion.bedrock-guardrail-delete",
    "T1562.001",
    [["bedrock", "DeleteGuardrail", { guardrailIdentifier: "g" }]],
  ],
  [
    "defense-evasion.bedrock-model-invocation-logging-delete",
    "T1562.008",
    [["bedrock", "DeleteModelInvocationLoggingConfiguration", null]],
  ],
  [
    "discovery.ec2-enumerate-from-instance",
    "T1580",
    [
      ["sts", "GetCallerIdentity", null],
      ["s3", "ListBuckets", { Host: "s3.amazonaws.com" }],
      ["iam", "GetAccountSummary", null],
      ["iam", "ListRoles", null],
      ["iam", "ListUsers", null],
      ["iam", "GetAccountAuthorizationDetails", {}],
      ["ec2", "DescribeSnapshots", {}],
      ["cloudtrail", "DescribeTrails", {}],
      ["guardduty", "ListDetectors", {}],
    ],
  ],
  [
    "discovery.ec2-download-user-data",
    "T1552",
    times(15, (n) => ["ec2", "DescribeInstanceAttribute", { attribute: "userData", instanceId: `i-${n}` }, denied]),
  ],
  [
    "discovery.ses-enumerate",
    "T1526",
    [
      ["ses", "GetAccountSendingEnabled", null],
      ["ses", "GetSendQuota", null],
      ["ses", "ListIdentities", {}],
    ],
  ],
  [
    "discovery.bedrock-enumerate-models-multiple-regions",
    "T1580",
    times(4, (n) => ["bedrock", "ListFoundationModels", null, { awsRegion: `us-east-${n + 1}` }]),
  ],
  [
    "execution.ec2-launch-unusual-instances",
    "T1496.001",
    [
      [
        "ec2",
        "RunInstances",
        { instanceType: "p2.xlarge", instancesSet: { items: [{ imageId: "ami-1", minCount: 1, maxCount: 10 }] } },
        denied,
      ],
    ],
  ],
  [
    "execution.ec2-user-data",
    "T1651",
    [
      ["ec2", "StopInstances", { instancesSet: { items: [{ instanceId: "i-1" }] }, force: true }],
      ["ec2", "ModifyInstanceAttribute", { instanceId: "i-1", userData: "<sensitiveDataRemoved>" }],
      ["ec2", "StartInstances", { instancesSet: { items: [{ instanceId: "i-1" }] } }],
    ],
  ],
  [
    "execution.sagemaker-update-lifecycle-config",
    "T1059.004",
    [
      ["sagemaker", "StopNotebookInstance", { notebookInstanceName: "n" }],
      [
        "sagemaker",
        "CreateNotebookInstanceLifecycleConfig",
        { notebookInstanceLifecycleConfigName: "x", onStart: [{ content: "IyEvYmluL2Jhc2g=" }] },
      ],
      ["sagemaker", "UpdateNotebookInstance", { notebookInstanceName: "n", lifecycleConfigName: "x" }],
    ],
  ],
  [
    "execution.ssm-send-command",
    "T1651",
    [["ssm", "SendCommand", { documentName: "AWS-RunShellScript", instanceIds: ["i-1", "i-2"] }]],
  ],
  ["execution.ssm-start-session", "T1021.007", times(3, (n) => ["ssm", "StartSession", { target: `i-${n}` }])],
  [
    "exfiltration.ec2-security-group-open-port-22-ingress",
    "T1562.007",
    [
      [
        "ec2",
        "AuthorizeSecurityGroupIngress",
        {
          cidrIp: "208.236.235.254/0",
          fromPort: 22,
          groupId: "sg-1",
          ipPermissions: {},
          ipProtocol: "tcp",
          toPort: 22,
        },
      ],
    ],
  ],
  [
    "exfiltration.ec2-share-ami",
    "T1537",
    [
      [
        "ec2",
        "ModifyImageAttribute",
        {
          attributeType: "launchPermission",
          imageId: "ami-1",
          launchPermission: { add: { items: [{ userId: "846424999548" }] } },
        },
      ],
    ],
  ],
  [
    "exfiltration.ec2-share-ebs-snapshot",
    "T1537",
    [
      [
        "ec2",
        "ModifySnapshotAttribute",
        {
          attributeType: "CREATE_VOLUME_PERMISSION",
          snapshotId: "snap-1",
          createVolumePermission: { add: { items: [{ userId: "098797384747" }] } },
        },
      ],
    ],
  ],
  [
    "exfiltration.rds-share-snapshot",
    "T1537",
    [
      [
        "rds",
        "ModifyDBSnapshotAttribute",
        { attributeName: "restore", dBSnapshotIdentifier: "exfiltration", valuesToAdd: ["503161813013"] },
      ],
    ],
  ],
  [
    "exfiltration.s3-backdoor-bucket-policy",
    "T1537",
    [
      [
        "s3",
        "PutBucketPolicy",
        {
          bucketName: victim,
          policy: "",
          bucketPolicy: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::193672423079:root" },
                Action: ["s3:GetObject"],
                Resource: ["arn:aws:s3:::b/*"],
              },
            ],
          },
        },
      ],
    ],
  ],
  [
    "impact.bedrock-invoke-model",
    "T1496.004",
    [
      ["bedrock", "PutFoundationModelEntitlement", { modelId: "m" }],
      ["bedrock", "InvokeModel", { modelId: "m" }],
    ],
  ],
  ["impact.ec2-deregister-ami", "T1485", [["ec2", "DeregisterImage", { imageId: "ami-1" }]]],
  [
    "impact.s3-ransomware-batch-deletion",
    "T1485",
    [
      ["s3", "ListObjectVersions", { bucketName: victim }, data],
      ["s3", "DeleteObjects", { bucketName: victim, delete: "", "x-id": "DeleteObjects" }, data],
      ["s3", "PutObject", { bucketName: victim, key: "FILES-DELETED.txt" }, data],
    ],
  ],
  [
    "impact.s3-ransomware-client-side-encryption",
    "T1486",
    [
      [
        "s3",
        "CopyObject",
        {
          bucketName: victim,
          "x-amz-server-side-encryption-customer-algorithm": "AES256",
          "x-amz-copy-source": `${victim}/f.txt`,
          key: "f.txt",
        },
        data,
      ],
    ],
  ],
  [
    "impact.s3-ransomware-individual-deletion",
    "T1485",
    times(51, (n) => ["s3", "DeleteObject", { bucketName: victim, key: `f-${n}`, versionId: "v" }, data]),
  ],
  [
    "lateral-movement.ec2-instance-connect",
    "T1021.008",
    times(3, (n) => [
      "ec2-instance-connect",
      "SendSSHPublicKey",
      { instanceId: `i-${n}`, instanceOSUser: "ec2-user", sSHPublicKey: key },
    ]),
  ],
  [
    "lateral-movement.ec2-serial-console-send-ssh-public-key",
    "T1021.008",
    [
      [
        "ec2-instance-connect",
        "SendSerialConsoleSSHPublicKey",
        { instanceId: "i-1", monitorMode: false, serialPort: 0, sSHPublicKey: key },
      ],
    ],
  ],
  [
    "persistence.iam-backdoor-role",
    "T1098.003",
    [["iam", "UpdateAssumeRolePolicy", { roleName: "r", policyDocument: trust }]],
  ],
  ["persistence.iam-backdoor-user", "T1098.001", [["iam", "CreateAccessKey", { userName: "u" }]]],
  [
    "persistence.iam-create-admin-user",
    "T1136.003",
    [
      ["iam", "CreateUser", { userName: "u" }],
      ["iam", "AttachUserPolicy", { userName: "u", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
      ["iam", "CreateAccessKey", { userName: "u" }],
    ],
  ],
  [
    "persistence.iam-create-backdoor-role",
    "T1098.003",
    [
      [
        "iam",
        "CreateRole",
        { roleName: "r", assumeRolePolicyDocument: trust, permissionsBoundary: "arn:aws:iam::aws:policy/AWSDenyAll" },
      ],
    ],
  ],
  [
    "persistence.iam-create-user-login-profile",
    "T1098.001",
    [["iam", "CreateLoginProfile", { userName: "u", passwordResetRequired: false }]],
  ],
  [
    "persistence.lambda-backdoor-function",
    "T1098",
    [
      [
        "lambda",
        "AddPermission20150331v2",
        { action: "lambda:InvokeFunction", functionName: "f", principal: "*", statementId: "backdoor" },
      ],
    ],
  ],
  [
    "persistence.lambda-layer-extension",
    "T1648",
    [
      [
        "lambda",
        "UpdateFunctionConfiguration20150331v2",
        { functionName: "f", environment: {}, layers: ["arn:aws:lambda:us-east-1:111122223333:layer:x:1"] },
      ],
    ],
  ],
  [
    "persistence.lambda-overwrite-code",
    "T1648",
    [["lambda", "UpdateFunctionCode20150331v2", { functionName: "f", publish: false, dryRun: false }]],
  ],
  [
    "persistence.rolesanywhere-create-trust-anchor",
    "T1484.002",
    [
      ["rolesanywhere", "CreateTrustAnchor", { name: "x", enabled: true }],
      ["rolesanywhere", "CreateProfile", { name: "p", roleArns: ["arn:aws:iam::111122223333:role/r"] }],
    ],
  ],
  [
    "persistence.sts-federation-token",
    "T1550.001",
    [
      [
        "sts",
        "GetFederationToken",
        { name: "stratus_red_team", policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' },
      ],
    ],
  ],
  [
    "privilege-escalation.iam-update-user-login-profile",
    "T1098.001",
    [["iam", "UpdateLoginProfile", { userName: "u" }]],
  ],
];

const claims = new Map(signals.map(({ id, attack }) => [id, attack]));

describe("a signal that claims the technique tells its log, whoever did it", () => {
  test.each(attacks)("%s (%s)", (_, technique, calls) => {
    const said = play(calls).filter(({ signal }) => claims.get(signal)?.includes(technique));
    expect(said).not.toEqual([]);
  });
});

/** A look at mail or models is low by itself: scanners and people look. */
const looks = /^discovery\.(ses|bedrock)/;

describe("medium or above, for a principal that nobody registered", () => {
  test.each(attacks.filter(([name]) => !looks.test(name)))("%s", (_name, _technique, calls) => {
    expect(play(calls).map(({ severity }) => severity)).toContainEqual(expect.stringMatching(/medium|high|critical/));
  });
});
