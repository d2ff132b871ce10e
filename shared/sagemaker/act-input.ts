import { parseArn } from "../model/arn.ts";
import type { Kind } from "./kind.ts";

/** A request's members, in the API's casing. */
export type Input = Readonly<Record<string, string | readonly string[]>>;

/** ARNs whose parts the creating request does not name: the id is the service's, or the request calls it otherwise. */
const forms: Readonly<Record<string, string>> = {
  ClusterSchedulerConfig: "cluster-scheduler-config/{clusterSchedulerConfigId}",
  ComputeQuota: "compute-quota/{computeQuotaId}",
  Device: "device-fleet/{deviceFleetName}/device/{deviceName}",
  Domain: "domain/{domainId}",
  HubContent: "hub-content/{hubName}/{hubContentType}/{hubContentName}/{hubContentVersion}",
  HubContentReference: "hub-content/{hubName}/{hubContentType}/{hubContentName}",
};

/** Members that take a name or an ARN, of kinds whose name the ARN does not hold. */
const byArn: Readonly<Record<string, string>> = { Cluster: "ClusterName", ModelPackage: "ModelPackageName" };

/**
 * What an operation asks for (`by`), read out of the ARN. Several inputs where the ARN leaves open what it names: an app's
 * owner is a profile or a space. None where the ARN does not tell.
 */
export const inputsOf = (kind: Kind, by: readonly string[], arn: string): readonly Input[] => {
  const own = memberOf(kind.answer ?? "");
  const asked = by.length === 0 ? [own] : by;
  const names = namesIn(forms[kind.kind] ?? kind.template ?? "", parseArn(arn)?.resource ?? "");
  const pairs = asked.map((member) => [member, wordFor(member, { kind, own, names, arn })] as const);
  if (pairs.some(([, value]) => value === undefined)) return [];
  const input = Object.fromEntries(pairs) as Input;
  if (kind.kind !== "App") return [input];
  const owner = names.get("userProfileName") ?? "";
  return [
    { ...input, UserProfileName: owner },
    { ...input, SpaceName: owner },
  ];
};

interface Known {
  kind: Kind;
  own: string;
  names: ReadonlyMap<string, string>;
  arn: string;
}

const wordFor = (member: string, { kind, own, names, arn }: Known): Input[string] | undefined => {
  if (member === own || member === byArn[kind.kind]) return arn;
  const device = names.get("deviceName");
  if (member === "DeviceNames") return device === undefined ? undefined : [device];
  return names.get(member.charAt(0).toLowerCase() + member.slice(1));
};

const memberOf = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** The ARN's parts by the form's keys; empty where the two do not fit. `{a|b}` gives both. */
const namesIn = (form: string, resource: string): ReadonlyMap<string, string> => {
  const [keys, parts] = [form.split("/"), resource.split("/")];
  const names = new Map<string, string>();
  if (parts.length > keys.length) return names;
  for (const [index, part] of parts.entries()) {
    const inner = /^\{(.+)\}$/.exec(keys[index] ?? "")?.[1];
    if (inner === undefined && keys[index] !== part) return new Map();
    for (const key of inner?.split("|") ?? []) if (part !== "") names.set(key, part);
  }
  return names;
};
