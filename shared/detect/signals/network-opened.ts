import type { Fields } from "../../model/vendor-act.ts";
import { isFields } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { operations } from "./support/operations.ts";

export const networkOpened = actSignal({
  id: "network-opened",
  severity: "high",
  why: "A port open to everybody, or a database with a public address, is a way in that no longer needs AWS credentials.",
  blind: "Whether something listens there. Rules of the operating system.",
  falsePositives:
    "A vendor that runs machines or networks: declare ec2, rds, … among its services. A rule for certain addresses only is medium.",
  attack: ["T1562.007", "T1190", "T1133"],
  needs: "management",
  operations: operations({
    high: {
      ec2: [
        "AuthorizeSecurityGroupIngress",
        "ModifySecurityGroupRules",
        "CreateNetworkAclEntry",
        "ReplaceNetworkAclEntry",
      ],
      rds: ["ModifyDBInstance", "CreateDBInstance", "ModifyDBCluster", "AuthorizeDBSecurityGroupIngress"],
      redshift: ["ModifyCluster", "CreateCluster", "AuthorizeClusterSecurityGroupIngress"],
      eks: ["UpdateClusterConfig"],
    },
    medium: {
      ec2: [
        "AuthorizeSecurityGroupEgress",
        "CreateSecurityGroup",
        "DeleteNetworkAcl",
        "DeleteNetworkAclEntry",
        "CreateRoute",
        "ReplaceRoute",
        "CreateClientVpnEndpoint",
      ],
      rds: ["CreateDBSecurityGroup"],
      elasticfilesystem: ["ModifyMountTargetSecurityGroups"],
      elasticloadbalancing: ["CreateListener", "CreateRule", "ModifyRule", "ModifyListener"],
    },
  }),
  look({ act }, gravity) {
    if (gravity === "medium" || opens(act.request, 6)) return {};
    if (/^(Modify|Create|Update)(DB|Cluster)/.test(operationOf(act))) return undefined;
    return { severity: "medium", everyday: !namesPublic(act.request, 6) };
  },
});

/** Anonymised logs write another address before `/0`: the length alone says everybody. */
const everywhere = /^[\d.]+\/0$|^[\da-f:]+\/0$/i;
const cidrKey = /cidr|ipRange/i;

/** Our own networks, as RFC 1918 and RFC 4193 name them. */
const ownNetwork = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][\da-f]{2}:)/i;

/** Whether an address outside our own networks is let in, or the request does not say who is. */
const namesPublic = (fields: Fields, depth: number): boolean =>
  Object.keys(fields).length === 0 || addressesIn(fields, depth).some((address) => !ownNetwork.test(address));

const addressesIn = (fields: Fields, depth: number): readonly string[] =>
  Object.entries(fields).flatMap(([key, value]) => {
    if (typeof value === "string") return cidrKey.test(key) ? [value] : [];
    if (depth === 0) return [];
    const inner = (Array.isArray(value) ? value.slice(0, 100) : [value]).filter(isFields);
    return inner.flatMap((one) => addressesIn(one, depth - 1));
  });

const opens = (fields: Fields, depth: number): boolean =>
  Object.entries(fields).some(([key, value]) => {
    if (typeof value === "string") return cidrKey.test(key) && everywhere.test(value);
    if (/^(publiclyAccessible|endpointPublicAccess)$/.test(key)) return value === true;
    if (depth === 0) return false;
    return (Array.isArray(value) ? value.slice(0, 100) : [value]).filter(isFields).some((one) => opens(one, depth - 1));
  });
