/**
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 * A policy on resources that SageMaker does not know denies nothing there.
 */
const services = ["s3", "sts", "kms", "sqs", "secretsmanager", "ecr"];

export const isUnderRcps = (action: string): boolean => services.includes(action.slice(0, action.indexOf(":")));
