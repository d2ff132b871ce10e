import { allow, bucketArn, ourAccount, roleArn } from "../parts.ts";
import { type Right, role } from "./right.ts";

/** What stands beside the role. */
export const besideRights: readonly Right[] = [
  {
    title: "a key that is inactive",
    change: ({ vendor }) => ({
      users: [{ name: `svc-${vendor}`, path: "/", tags: {}, inline: [], keys: ["inactive"] }],
    }),
  },
  {
    title: "a person's key",
    change: ({ vendor }) => ({
      users: [
        { name: `maria-${vendor.slice(-3)}`, path: "/people/", tags: { team: "TeamA" }, inline: [], keys: ["active"] },
      ],
    }),
  },
  {
    title: "a bucket's policy that denies",
    change: (parts) => ({
      resourcePolicies: [
        {
          resource: bucketArn(parts),
          statements: [
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: [bucketArn(parts), `${bucketArn(parts)}/*`],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        },
      ],
    }),
  },
  {
    title: "a bucket's policy that says what the contract says",
    change: (parts) => ({
      resourcePolicies: [
        {
          resource: bucketArn(parts),
          statements: [
            {
              Effect: "Allow",
              Principal: { AWS: roleArn(parts) },
              Action: ["s3:GetObject", "s3:PutObject"],
              Resource: `${bucketArn(parts)}/*`,
            },
          ],
        },
      ],
    }),
  },
  {
    title: "a bucket that lets one of ours in",
    change: ({ vendor }) => ({
      resourcePolicies: [
        {
          resource: `arn:aws:s3:::logs-${vendor}`,
          statements: [
            {
              Effect: "Allow",
              Principal: { AWS: role("app") },
              Action: "s3:GetObject",
              Resource: `arn:aws:s3:::logs-${vendor}/*`,
            },
          ],
        },
      ],
    }),
  },
  {
    title: "nine policies",
    change: () => ({
      attached: Array.from({ length: 9 }, (_, index) => ({
        arn: `arn:aws:iam::${ourAccount}:policy/shared-${index}`,
        statements: [allow("sts:GetCallerIdentity")],
      })),
    }),
  },
  {
    title: "inline policies with room for one more",
    change: (parts) => ({
      inline: {
        ...parts.inline,
        long: Array.from({ length: 40 }, (_, n) =>
          allow("s3:GetObject", `${bucketArn(parts)}/${"part-".repeat(20)}${n}/*`),
        ),
      },
    }),
  },
];
