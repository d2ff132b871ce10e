import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { textAt } from "../../normalise/fields.ts";
import { networkOf } from "./address.ts";
import { agentFamily } from "./agent.ts";
import { keyOf } from "./bounds.ts";

/** What a baseline is learnt of. */
export const dimensions = [
  "address",
  "agent",
  "service",
  "action",
  "region",
  "hour",
  "caller",
  "target-role",
  "bucket",
] as const;
export type Dimension = (typeof dimensions)[number];

type Reader = (act: VendorAct) => string | undefined;

/** The network, so that a pool of addresses is one. Absent where an AWS service called. */
const address: Reader = ({ sourceIp, principal }) =>
  sourceIp === undefined || principal.invokedBy !== undefined ? undefined : networkOf(sourceIp);
const agent: Reader = ({ userAgent, principal }) =>
  userAgent === undefined || principal.invokedBy !== undefined ? undefined : agentFamily(userAgent);
/** UTC, `00` to `23`. */
const hour: Reader = ({ at }) => at.slice(11, 13);

/** `sagemaker:CreateTrainingJob`, as the baseline keeps it. */
export const actionOf = ({ service, eventName }: Pick<VendorAct, "service" | "eventName">): string =>
  keyOf(`${service}:${eventName}`, 80);

const bySession: Readonly<Partial<Record<Dimension, Reader>>> = {
  address,
  agent,
  hour,
  service: ({ service }) => keyOf(service),
  action: (act) => actionOf(act),
  region: ({ region }) => region,
  "target-role": ({ eventName, request }) => (eventName === "AssumeRole" ? textAt(request, "roleArn") : undefined),
  bucket: ({ service, request }) => (service === "s3" ? textAt(request, "bucketName") : undefined),
};

/** Type, account and unique id of who takes a role: `AWSAccount 999988887777 AROAEXAMPLE`. */
export const callerOf = ({ principal }: VendorAct): string =>
  keyOf(
    [
      principal.type,
      principal.account,
      principal.principalId?.split(":")[0] ?? (principal.type === "AWSService" ? principal.invokedBy : undefined),
    ]
      .filter((part) => part !== undefined)
      .join(" "),
    96,
  );

const byTaker: Readonly<Partial<Record<Dimension, Reader>>> = { address, agent, hour, caller: callerOf };

/** By dimension, what an act shows of the role's habits. */
export const shownBy = (act: VendorAct, { how }: Watched): readonly [Dimension, string][] => {
  const readers = how === "assumed" ? byTaker : bySession;
  return dimensions.flatMap((dimension) => {
    const value = readers[dimension]?.(act);
    return value === undefined ? [] : [[dimension, keyOf(value, 110)] satisfies [Dimension, string]];
  });
};
