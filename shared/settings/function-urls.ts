/** The partitions of China and GovCloud, and the isolated ones. */
export const isPartitionWithoutUrls = (region: string): boolean => /^(cn|us-gov|us-iso\w*)-/.test(region);

/** By the developer guide of Lambda ("Creating and managing Lambda function URLs"). A stack with one fails there. */
const without: readonly string[] = [
  ...["ap-east-2", "ap-south-2", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7"],
  ...["ca-west-1", "eu-central-2", "eu-south-2", "il-central-1", "me-central-1"],
];

export const hasFunctionUrls = (region: string): boolean =>
  !isPartitionWithoutUrls(region) && !without.includes(region);
