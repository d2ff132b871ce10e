import { parseArn } from "../model/arn.ts";

/** Where SageMaker's console shows one resource of a type. Of a type that is not here, its own start page. */
const pages: Readonly<Record<string, string>> = {
  endpoint: "endpoints",
  "endpoint-config": "endpointConfig",
  "hyper-parameter-tuning-job": "hyper-tuning-jobs",
  model: "models",
  "notebook-instance": "notebook-instances",
  "processing-job": "processing-jobs",
  "training-job": "jobs",
  "transform-job": "transform-jobs",
};

const hosts: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** What a person calls the resource: the ARN's last part. */
export const resourceName = (arn: string): string => {
  const resource = parseArn(arn)?.resource ?? arn;
  return resource.slice(resource.indexOf("/") + 1);
};

/** The console's page of a SageMaker resource, safe inside `<…|…>`. Undefined where the ARN is not one of SageMaker's. */
export const consoleLink = (arn: string): string | undefined => {
  const { partition = "", service, region = "", resource = "" } = parseArn(arn) ?? {};
  const host = Object.hasOwn(hosts, partition) ? hosts[partition] : undefined;
  if (host === undefined || service !== "sagemaker" || !/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region)) return undefined;
  const type = resource.slice(0, Math.max(0, resource.indexOf("/")));
  const page = Object.hasOwn(pages, type) && arn.isWellFormed() ? `${pages[type]}/${strictly(resourceName(arn))}` : "";
  return `https://${region}.${host}/sagemaker/home?region=${region}#/${page}`;
};

/** `encodeURIComponent` leaves some characters that Slack's mark-up knows. */
const strictly = (text: string): string =>
  encodeURIComponent(text.slice(0, 256).toWellFormed()).replaceAll(
    /[!'()*_~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
