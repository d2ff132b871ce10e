import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { IamRefusal, type RoleEdge, type RoleImage } from "../../model/role-image.ts";
import { type Sender, sharedClient, unlessGone, write } from "./iam-calls.ts";
import { readImage, readManaged } from "./role-image.ts";

/** IAM's roles. Cheap to make: the client is one per process. */
export const roleEdge = (sender: Sender = sharedClient()): RoleEdge => ({
  read: (role) => readImage(role, sender),
  managed: (arn) => readManaged(arn, sender),
  ...inlineEdge(sender),
  ...attachedEdge(sender),
  ...fieldEdge(sender),
  ...tagEdge(sender),
  ...profileEdge(sender),
  create: (image) => create(image, sender),
  delete: (RoleName) => write(() => sender.send(new DeleteRoleCommand({ RoleName })), "gone"),
});

type Part<Name extends keyof RoleEdge> = Pick<RoleEdge, Name>;

const inlineEdge = (sender: Sender): Part<"putInline" | "deleteInline"> => ({
  putInline: (RoleName, PolicyName, PolicyDocument) =>
    write(() => sender.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))),
  deleteInline: (RoleName, PolicyName) =>
    write(() => sender.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })), "gone"),
});

const attachedEdge = (sender: Sender): Part<"attach" | "detach"> => ({
  attach: (RoleName, PolicyArn) => write(() => sender.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))),
  detach: (RoleName, PolicyArn) =>
    write(() => sender.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })), "gone"),
});

const fieldEdge = (sender: Sender): Part<"setTrust" | "setBoundary" | "update"> => ({
  setTrust: (RoleName, PolicyDocument) =>
    write(() => sender.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))),
  setBoundary: (RoleName, PermissionsBoundary) =>
    PermissionsBoundary === undefined
      ? write(() => sender.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })), "gone")
      : write(() => sender.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }))),
  update: (RoleName, { maxSession, description = "" }) =>
    write(() =>
      sender.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: maxSession, Description: description })),
    ),
});

/** A role as it is: only for IAM's time, where there is nothing to write. */
const timeOf = (RoleName: string, sender: Sender): Promise<string> =>
  write(() => sender.send(new GetRoleCommand({ RoleName })));

/** AWS's own tags can be neither written nor taken away. */
const isOurs = (key: string): boolean => !/^aws:/i.test(key);

const tagsFor = (tags: RoleImage["tags"]) =>
  tags.filter(({ key }) => isOurs(key)).map(({ key, value }) => ({ Key: key, Value: value }));

const tagEdge = (sender: Sender): Part<"tag" | "untag"> => ({
  tag: (RoleName, tags) => {
    const Tags = tagsFor(tags);
    if (Tags.length === 0) return timeOf(RoleName, sender);
    return write(() => sender.send(new TagRoleCommand({ RoleName, Tags })));
  },
  untag: (RoleName, keys) => {
    const TagKeys = keys.filter(isOurs);
    if (TagKeys.length === 0) return timeOf(RoleName, sender);
    return write(() => sender.send(new UntagRoleCommand({ RoleName, TagKeys })));
  },
});

const profileEdge = (sender: Sender): Part<"addToProfile" | "removeFromProfile"> => ({
  addToProfile: async (RoleName, InstanceProfileName) => {
    try {
      return await write(() => sender.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName })));
    } catch (error) {
      // A profile holds one role, and IAM says the same whether it is this one.
      if (!(error instanceof IamRefusal) || error.kind !== "full") throw error;
      const { value, at } = await readImage(RoleName, sender);
      if (value?.profiles.includes(InstanceProfileName)) return at;
      throw error;
    }
  },
  removeFromProfile: (RoleName, InstanceProfileName) =>
    write(() => sender.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName })), "gone"),
});

const create = async (image: RoleImage, sender: Sender): Promise<string> => {
  const { name, path, trust, description, maxSession, boundary, tags } = image;
  const command = new CreateRoleCommand({
    RoleName: name,
    Path: path,
    AssumeRolePolicyDocument: trust,
    Description: description,
    MaxSessionDuration: maxSession,
    PermissionsBoundary: boundary,
    Tags: tagsFor(tags),
  });
  try {
    return await write(() => sender.send(command));
  } catch (error) {
    if (!/^EntityAlreadyExists/.test((error as Error).name)) throw error;
    const { answer, at } = await unlessGone(() => sender.send(new GetRoleCommand({ RoleName: name })));
    if (answer?.Role?.Path === path) return at;
    // An old answer: whose the name is shows in some seconds.
    if (answer === undefined) throw error;
    throw new IamRefusal("refused", `another role has the name ${name}: ${answer.Role?.Arn}`, { cause: error });
  }
};
