import { allow, type Grant, itsOwn, notAnothers, ownNames, tagged } from "./grant.ts";
import { all } from "./policy-json.ts";

/** Clusters for training and their node groups. Who may enter a cluster (access entries) stays with the account. */
export const eks: Grant = (contract, { partition, account }) => {
  const arn = (resource: string) => `arn:${partition}:eks:*:${account}:${resource}`;
  const clusters = [arn(`cluster/${ownNames(contract)}`)];
  const groups = [arn(`nodegroup/${ownNames(contract)}/*/*`)];
  const looking = ["eks:DescribeCluster", "eks:ListNodegroups"];
  if (contract.passRoles.length === 0) return [allow("LookAtClusters", looking, clusters, itsOwn(contract))];
  return [
    allow("CreateClusters", ["eks:CreateCluster"], clusters, tagged(contract)),
    allow("TagClusters", ["eks:TagResource"], [...clusters, ...groups], all(tagged(contract), notAnothers(contract))),
    allow("CreateNodeGroups", ["eks:CreateNodegroup"], clusters, all(tagged(contract), itsOwn(contract))),
    allow("RunClusters", [...looking, "eks:DeleteCluster"], clusters, itsOwn(contract)),
    allow(
      "RunNodeGroups",
      ["eks:DeleteNodegroup", "eks:DescribeNodegroup", "eks:UpdateNodegroupConfig"],
      groups,
      itsOwn(contract),
    ),
  ];
};
