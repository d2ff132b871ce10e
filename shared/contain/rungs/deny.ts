import { ownArn } from "../../model/function-definition.ts";
import { IamRefusal, type RoleImage } from "../../model/role-image.ts";
import { containment, names } from "../../names.ts";
import { sameDocument } from "../../policy/canonical.ts";
import { lineOf, roleNameOf, roleOf, writable } from "../ground.ts";
import { denyDocument } from "../policies.ts";
import { type DenyForm, denyFormOf, denyForms } from "../preflight.ts";
import { type Proof, proofOf, secondsFrom, undenied } from "../proof.ts";
import type { Climbed, Ground, Rung } from "../rung.ts";
import type { IncidentWorld, Place } from "../world.ts";

const ourPolicy = (name: string): string => ownArn("iam", "", `policy${names.rolePath}${name}`);
const roles = [ownArn("iam", "", "role/*")];

/** Denies everything to every session, old and new: inline, else by the managed policy, else by the boundary. */
export const deny: Rung = {
  id: "deny",
  does: "Denies everything to all sessions of the role.",
  permissions: {
    contain: [
      {
        actions: ["iam:AttachRolePolicy"],
        resources: roles,
        condition: { ArnEquals: { "iam:PolicyARN": ourPolicy(containment.managedDeny) } },
        why: "The Deny of all sessions where the role's inline policies leave no room: no other policy can be attached.",
      },
      {
        actions: ["iam:PutRolePermissionsBoundary"],
        resources: roles,
        condition: { ArnEquals: { "iam:PermissionsBoundary": ourPolicy(containment.boundary) } },
        why: "The same as a boundary: where no policy can be attached either, and as a rung of its own.",
      },
    ],
    restore: [
      {
        actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        resources: roles,
        why: "Attaches what the snapshot names, and takes ours away.",
      },
      {
        actions: ["iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary"],
        resources: roles,
        why: "Puts the boundary back that the snapshot names, or none.",
      },
    ],
  },
  plan: ({ live, incident }, place) => {
    if (live === undefined) return { status: "refused", detail: "there is no such role" };
    const there = standing(live, place);
    if (there !== undefined) return { status: "done", detail: `it is denied already: ${words[there]}` };
    const [form] = denyForms(live, incident);
    return { status: "todo", detail: `deny everything to all sessions, ${words[form ?? "inline"]}` };
  },
  apply: async (ground, world) => {
    const live = writable(ground);
    const there = await denying(ground, live, world);
    if (there !== undefined) return climbed(there, ground.at);
    const refused: string[] = [];
    // One that stands by its name and denies nothing is somebody's other version of it.
    const named = {
      managed: live.attached.includes(world.place.managedDeny),
      boundary: live.boundary === world.place.denyBoundary,
    };
    for (const form of denyForms(live, ground.incident).filter((one) => one === "inline" || !named[one])) {
      try {
        return climbed(form, await writers[form](live.name, world), refused);
      } catch (error) {
        if (!(error instanceof IamRefusal) || error.kind !== "full") throw error;
        refused.push(`${form}: ${error.message}`);
      }
    }
    throw new IamRefusal("full", `no form of the deny has room: ${refused.join("; ")}`);
  },
  verify: async (ground, world) => {
    const seen = roleOf(ground);
    if ("unknown" in seen) return seen.unknown;
    const form = standing(seen.live, world.place);
    if (form === undefined)
      return { holds: false, detail: "nothing of ours denies it, or what has its name is not ours" };
    const proof = await proofOf(seen.live, world.roles, world.place);
    const may = stillMay(proof, ground.at);
    return may.length === 0
      ? {
          holds: true,
          detail: `read back (${form}); a session from before and one from an hour ahead are denied everything`,
        }
      : { holds: false, detail: `a session may still ${may.join(", ")}` };
  },
  undo: async (ground, world) => {
    const { live, incident } = ground;
    if (live === undefined) return "there is no such role";
    const name = roleNameOf(incident.role);
    const gone: string[] = [];
    if (live.boundary === world.place.denyBoundary && !isRungsOwn(ground)) {
      await world.roles.setBoundary(name, ground.snapshot?.image.boundary);
      gone.push("boundary");
    }
    if (live.attached.includes(world.place.managedDeny)) {
      await world.roles.detach(name, world.place.managedDeny);
      gone.push("managed");
    }
    if (live.inline.some((one) => one.name === containment.deny)) {
      await world.roles.deleteInline(name, containment.deny);
      gone.push("inline");
    }
    return gone.length === 0 ? "nothing of ours denies it" : `taken away: ${gone.join(", ")}`;
  },
};

/** Whether the boundary was set by the rung of that name, which is undone by itself. */
const isRungsOwn = ({ incident }: Ground): boolean => lineOf(incident, "deny")?.evidence.form !== "boundary";

const words: Readonly<Record<DenyForm, string>> = {
  inline: `by the inline policy ${containment.deny}`,
  managed: `by the managed policy ${containment.managedDeny}: its inline policies leave no room`,
  boundary: `by the boundary ${containment.boundary}: neither inline nor attached policies leave room`,
};

const writers: Readonly<Record<DenyForm, (role: string, world: IncidentWorld) => Promise<string>>> = {
  inline: (role, { roles }) => roles.putInline(role, containment.deny, denyDocument()),
  managed: (role, { roles, place }) => roles.attach(role, place.managedDeny),
  boundary: (role, { roles, place }) => roles.setBoundary(role, place.denyBoundary),
};

/** The form that stands; an inline policy of our name only where it says what ours says. */
const standing = (live: RoleImage, place: Place): DenyForm | undefined => {
  const inline = live.inline.find(({ name }) => name === containment.deny);
  const isForged = inline !== undefined && !sameDocument(inline.document, denyDocument());
  return isForged
    ? denyFormOf({ ...live, inline: live.inline.filter((one) => one !== inline) }, place)
    : denyFormOf(live, place);
};

/** The form that denies everything by its document: whoever may write managed policies may have changed ours. */
const denying = async (
  { at }: Pick<Ground, "at">,
  live: RoleImage,
  { roles, place }: IncidentWorld,
): Promise<DenyForm | undefined> => {
  const form = standing(live, place);
  if (form === undefined || form === "inline") return form;
  const { managed, boundary } = await proofOf(live, roles, place);
  const bare = { ...live, inline: [] };
  if (managed && stillMay({ live: bare, managed, boundary: undefined }, at).length === 0) return "managed";
  return boundary && stillMay({ live: bare, managed: undefined, boundary }, at).length === 0 ? "boundary" : undefined;
};

/** What sessions may still do, of before and of an hour ahead. */
const stillMay = (proof: Proof, at: string): readonly string[] => [
  ...new Set([...undenied(proof, secondsFrom(at, -86_400)), ...undenied(proof, secondsFrom(at, 3_600))]),
];

const climbed = (form: DenyForm, at: string, refused: readonly string[] = []): Climbed => ({
  line: {
    rung: "deny",
    status: "done",
    evidence: {
      detail: `all sessions are denied everything, ${words[form]}`,
      ...{
        at,
        form,
        policy: { inline: containment.deny, managed: containment.managedDeny, boundary: containment.boundary }[form],
      },
      ...(refused.length === 0 ? {} : { refused: refused.join("; ") }),
    },
  },
});
