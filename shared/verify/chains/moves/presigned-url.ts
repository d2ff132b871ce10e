import { type Context, type End, type Session, slots, type Thing, type Try } from "../model.ts";
import { call, endOf, holding } from "../tries.ts";
import type { World } from "../world.ts";
import { madeProfiles } from "./create-user-profile.ts";

/** Through the endpoint, as everything else; and from anywhere. */
const networks: readonly { context: Context; with?: string }[] = [
  { context: {} },
  { context: { "aws:SourceVpce": [], "aws:SourceVpc": [], "aws:VpcSourceIp": [] }, with: "from outside" },
];

/** Whoever opens a profile or a notebook works as its role. */
export const presignedUrl = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) => [...opened(world, by), ...ownWithForeignRole(world, by), ...made(world, by)]);

const open = (by: Session, action: string, on: Thing, end: End, needs: Try["needs"] = {}): readonly Try[] =>
  networks.map((network) => ({
    ...{ calls: [call(by, action, on, network)], needs: { ...holding(by), ...needs }, end },
  }));

const opened = ({ things: { theirs } }: World, by: Session): readonly Try[] =>
  (
    [
      ["sagemaker:CreatePresignedDomainUrl", theirs("user-profile"), "role-gained", "C2"],
      ["sagemaker:CreatePresignedNotebookInstanceUrl", theirs("notebook-instance"), "role-gained", "C5"],
      ["sagemaker:CreatePresignedMlflowTrackingServerUrl", theirs("mlflow-tracking-server"), "data-read", undefined],
    ] as const
  ).flatMap(([action, on, goal, known]) => open(by, action, on, endOf(goal, action, on, known)));

const domainUrl = "sagemaker:CreatePresignedDomainUrl";

const ownWithForeignRole = (world: World, by: Session): readonly Try[] => {
  const own = world.things.mine("user-profile");
  return world.foreignRoles.flatMap(({ arn }) =>
    open(by, domainUrl, own, endOf("role-gained", "own profile", arn), { [slots.runs(own)]: arn }),
  );
};

const made = (world: World, by: Session): readonly Try[] =>
  madeProfiles(world).flatMap(({ on, role, mark }) =>
    open(by, domainUrl, on, endOf("role-gained", "new profile", role.arn, "C6"), { [slots.runs(on)]: mark }),
  );
