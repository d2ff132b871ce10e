import { callRecord } from "../../vendors/watch/example-acts.ts";
import { networkOpened } from "./network-opened.ts";
import { fires, quiet, registeredFor } from "./support/fixtures.ts";

const ingress = (request: object, change?: object) =>
  callRecord("ec2", "AuthorizeSecurityGroupIngress", { groupId: "sg-1", ...request }, change);
const items = (cidrIp: string) => ({
  ipPermissions: { items: [{ fromPort: 22, ipRanges: { items: [{ cidrIp }] }, toPort: 22 }] },
});

fires(networkOpened, [
  ["a port for everybody", ingress(items("0.0.0.0/0")), "high", "AuthorizeSecurityGroupIngress on sg-1"],
  [
    "in the older form; anonymised logs change the address",
    ingress({ cidrIp: "208.236.235.254/0", fromPort: 22, ipPermissions: {} }),
    "high",
    "on sg-1",
  ],
  [
    "IPv6",
    ingress({ ipPermissions: { items: [{ ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] } }] } }),
    "high",
    "on sg-1",
  ],
  ["refused", ingress(items("0.0.0.0/0"), { errorCode: "Client.UnauthorizedOperation" }), "medium", "tried"],
  ["declared", ingress(items("0.0.0.0/0")), "low", "on sg-1", registeredFor("ec2")],
  [
    "a database",
    callRecord("rds", "ModifyDBInstance", { dBInstanceIdentifier: "pay", publiclyAccessible: true }),
    "high",
    "on pay",
  ],
  [
    "a cluster",
    callRecord("eks", "UpdateClusterConfig", { name: "c", resourcesVpcConfig: { endpointPublicAccess: true } }),
    "high",
    "on c",
  ],
  ["out to everybody", callRecord("ec2", "AuthorizeSecurityGroupEgress", items("0.0.0.0/0")), "medium", "Egress"],
  ["for one network", ingress(items("10.0.0.0/8")), "medium", "on sg-1"],
  [
    "a rule goes",
    callRecord("ec2", "DeleteNetworkAclEntry", { networkAclId: "acl-1" }),
    "medium",
    "DeleteNetworkAclEntry",
  ],
  [
    "requests go elsewhere",
    callRecord("elasticloadbalancing", "CreateRule", { listenerArn: "l" }),
    "medium",
    "CreateRule",
  ],
]);

quiet(networkOpened, [
  ["a database stays inside", callRecord("rds", "ModifyDBInstance", { publiclyAccessible: false })],
  ["a cluster's other settings", callRecord("eks", "UpdateClusterConfig", { name: "c", logging: {} })],
  ["rules are listed", callRecord("ec2", "DescribeSecurityGroups", {})],
  ["a rule of another service", callRecord("events", "CreateRule", {})],
]);
