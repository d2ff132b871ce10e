import { BadInput } from "../model/errors.ts";
import { quoted } from "../settings/words.ts";

/** An environment, or as much of one as is asked for. */
export type Environment = Readonly<Record<string, string | undefined>>;

const suffixes: readonly (readonly [start: string, partition: string, suffix: string, home: string])[] = [
  ["cn-", "aws-cn", "amazonaws.com.cn", "cn-north-1"],
  ["us-gov-", "aws-us-gov", "amazonaws.com", "us-gov-west-1"],
  ["us-iso-", "aws-iso", "c2s.ic.gov", "us-iso-east-1"],
  ["us-isob-", "aws-iso-b", "sc2s.sgov.gov", "us-isob-east-1"],
  ["us-isof-", "aws-iso-f", "csp.hci.ic.gov", "us-isof-south-1"],
  ["eu-isoe-", "aws-iso-e", "cloud.adc-e.uk", "eu-isoe-west-1"],
  ["eusc-", "aws-eusc", "amazonaws.eu", "eusc-de-east-1"],
];
const rest = ["", "aws", "amazonaws.com", "us-east-1"] as const;

const isOn = (value: string | undefined): boolean => value?.toLowerCase() === "true";

/** Where STS is asked when nobody names a region. */
export const homeOf = (partition: string): string => (suffixes.find(([, name]) => name === partition) ?? rest)[3];

/** How the addresses of services end in a region. */
export const dnsSuffixOf = (region: string): string =>
  (suffixes.find(([start]) => region.startsWith(start)) ?? rest)[2];

export const ignoresEndpoints = (env: Environment): boolean => isOn(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS);

/** `place`: who says so. Throws BadInput. */
export const endpointUrl = (text: string, place: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new BadInput(
    `${place}: ${quoted(text)} is not a URL; allowed: one such as https://sts.us-east-1.amazonaws.com`,
  );
};

/** `place`: who says so. Throws BadInput. */
export const checkedRegion = (region: string, place: string): string => {
  if (/^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/.test(region)) return region;
  throw new BadInput(`${place}: ${quoted(region)} is not a region's name; allowed: one such as us-east-1`);
};

/** As the SDKs do: what the environment names for STS, for all services, else the region's own. */
export const stsEndpoint = (region: string, env: Environment): URL => {
  checkedRegion(region, "AWS_REGION");
  const variable = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"].find((name) => env[name]);
  if (variable !== undefined && !ignoresEndpoints(env)) return endpointUrl(env[variable] ?? "", variable);
  const isFips = isOn(env.AWS_USE_FIPS_ENDPOINT) && !region.startsWith("us-gov-");
  return new URL(`https://${isFips ? "sts-fips" : "sts"}.${region}.${dnsSuffixOf(region)}`);
};
