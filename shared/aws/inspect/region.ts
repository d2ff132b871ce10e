import { STSClient } from "@aws-sdk/client-sts";

/** The region of the SDK's environment: AWS_REGION, else the profile's. Throws `Region is missing` where there is none. */
export const usualRegion = (): Promise<string> => new STSClient({}).config.region();
