// One AssumeRole as a program of Node would write it.
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

const [, , RoleArn, RoleSessionName] = process.argv;
const { Credentials } = await new STSClient().send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
console.log(Credentials.AccessKeyId);
