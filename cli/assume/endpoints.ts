import { type Environment, endpointUrl, ignoresEndpoints } from "#shared/aws/sts-endpoint.ts";
import { quoted } from "#shared/settings/words.ts";
import { configFile, entriesOf, entryIn, type Profile, readOrNothing } from "./aws-files.ts";

/** Of one section `[services NAME]`: an address for each service that has one there. */
const addressesIn = (config: string, name: string): readonly (readonly [service: string, url: string])[] =>
  (entriesOf(config).get(`services ${name}`) ?? []).flatMap(({ key, nested }) => {
    const url = nested.map(entryIn).findLast((entry) => entry?.key === "endpoint_url")?.value;
    return url ? [[key, url] as const] : [];
  });

/** By `AWS_ENDPOINT_URL` and its like: what a profile says instead of AWS's own addresses. Of a variable that is there nothing. */
export const endpointsOf = (
  name: string,
  profile: Profile | undefined,
  env: Environment,
): Readonly<Record<string, string>> => {
  const isIgnored = ignoresEndpoints(env) || profile?.ignore_configured_endpoint_urls?.toLowerCase() === "true";
  if (profile === undefined || isIgnored || env.AWS_ENDPOINT_URL) return {};
  const services = profile.services ? addressesIn(readOrNothing(configFile(env)), profile.services) : ([] as const);
  const all = [
    ...(profile.endpoint_url ? [["AWS_ENDPOINT_URL", profile.endpoint_url] as const] : []),
    ...services.map(
      ([service, url]) => [`AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll(/\W/g, "_")}`, url] as const,
    ),
  ].filter(([variable]) => !env[variable]);
  for (const [, url] of all) endpointUrl(url, `endpoint_url of profile ${quoted(name)}`);
  return Object.fromEntries(all);
};
