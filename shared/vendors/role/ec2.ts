import { allow, type Grant, itsOwn, tagged } from "./grant.ts";
import { all } from "./policy-json.ts";

/** None of them can be limited to a resource. */
const looking = [
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeImages",
  "ec2:DescribeInstanceStatus",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeInstances",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
];

/**
 * Instances for training: tagged when they are made, in subnets and security groups that the account has tagged for the
 * vendor, with the second version of the metadata service only. ec2:CreateAction leaves tagging to the creation.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
export const ec2: Grant = (contract, { partition, account }) => {
  const arn = (resource: string) => `arn:${partition}:ec2:*:${account}:${resource}/*`;
  const parts = [arn("volume"), arn("network-interface")];
  // Who starts an image reads its disks: the account's own ones are not for vendors unless it says so.
  const images = [`arn:${partition}:ec2:*::image/*`];
  const tokens = { StringEquals: { "ec2:MetadataHttpTokens": "required" } };
  const atLaunch = { StringEquals: { "ec2:CreateAction": "RunInstances" } };
  return [
    allow("LaunchInstances", ["ec2:RunInstances"], [arn("instance")], all(tagged(contract), tokens)),
    allow("LaunchWithParts", ["ec2:RunInstances"], parts, tagged(contract)),
    allow("LaunchIn", ["ec2:RunInstances"], [arn("subnet"), arn("security-group")], itsOwn(contract)),
    allow("LaunchFromPublic", ["ec2:RunInstances"], images, { Bool: { "ec2:Public": "true" } }),
    allow("LaunchFromTagged", ["ec2:RunInstances"], images, itsOwn(contract)),
    allow("TagAtLaunch", ["ec2:CreateTags"], [arn("instance"), ...parts], all(tagged(contract), atLaunch)),
    allow(
      "RunInstances",
      ["ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"],
      [arn("instance")],
      itsOwn(contract),
    ),
    allow("LookAtInstances", looking, ["*"]),
  ];
};
