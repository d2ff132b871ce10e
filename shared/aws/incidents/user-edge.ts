import {
  AttachUserPolicyCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import type { Stamped, UserEdge, UserImage } from "../../model/role-image.ts";
import { documented, heldBeside, listed, newestOf } from "./held.ts";
import { byName, type Sender, sharedClient, unlessGone, write } from "./iam-calls.ts";

/** IAM's users, as far as a containment touches them. Cheap to make: the client is one per process. */
export const userEdge = (sender: Sender = sharedClient()): UserEdge => ({
  read: (user) => readUser(user, sender),
  ownerOf: async (AccessKeyId) => {
    const { answer } = await unlessGone(() => sender.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })));
    return answer?.UserName;
  },
  setKey: (UserName, AccessKeyId, Status) =>
    write(() => sender.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }))),
  putInline: (UserName, PolicyName, PolicyDocument) =>
    write(() => sender.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }))),
  deleteInline: (UserName, PolicyName) =>
    write(() => sender.send(new DeleteUserPolicyCommand({ UserName, PolicyName })), "gone"),
  attach: (UserName, PolicyArn) => write(() => sender.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))),
  detach: (UserName, PolicyArn) =>
    write(() => sender.send(new DetachUserPolicyCommand({ UserName, PolicyArn })), "gone"),
});

const readUser = async (UserName: string, sender: Sender): Promise<Stamped<UserImage | undefined>> => {
  const times: string[] = [];
  const own = unlessGone(() => sender.send(new GetUserCommand({ UserName })));
  const read = await heldBeside(own, heldOf(UserName, sender, times));
  if (read.held === undefined || read.answer.User === undefined) return { value: undefined, at: read.at };
  const { Arn = "", UserId = "", UserName: name = UserName } = read.answer.User;
  return { value: { arn: Arn, id: UserId, name, ...read.held }, at: newestOf([read.at, ...times]) };
};

type Held = Omit<UserImage, "arn" | "id" | "name">;

const heldOf = async (UserName: string, sender: Sender, times: string[]): Promise<Held> => {
  const [keys, inline, attached, login] = await Promise.all([
    listed(
      times,
      (Marker) => sender.send(new ListAccessKeysCommand({ UserName, Marker })),
      ({ AccessKeyMetadata }) => AccessKeyMetadata,
    ),
    inlineOf(UserName, sender, times),
    listed(
      times,
      (Marker) => sender.send(new ListAttachedUserPoliciesCommand({ UserName, Marker })),
      ({ AttachedPolicies = [] }) => AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
    ),
    unlessGone(() => sender.send(new GetLoginProfileCommand({ UserName }))),
  ]);
  return {
    keys: keys
      .map(({ AccessKeyId = "", Status }) => ({ id: AccessKeyId, active: Status === "Active" }))
      .toSorted((one, other) => byName(one.id, other.id)),
    inline,
    attached: attached.toSorted(byName),
    hasPassword: login.answer !== undefined,
  };
};

const inlineOf = async (UserName: string, sender: Sender, times: string[]): Promise<UserImage["inline"]> => {
  const names = await listed(
    times,
    (Marker) => sender.send(new ListUserPoliciesCommand({ UserName, Marker })),
    ({ PolicyNames }) => PolicyNames,
  );
  return documented(times, names, (PolicyName) => sender.send(new GetUserPolicyCommand({ UserName, PolicyName })));
};
