import type { ManagedPolicy, RoleEdge, RoleImage, Stamped, UserEdge, UserImage } from "#shared/model/role-image.ts";
import { isoSecondsAt } from "#shared/model/time.ts";
import { account as accountId } from "../fixtures.ts";
import { type Credential, mayAssume, mayIn, type Session, type UserKey } from "./iam-access.ts";
import { type Account, historyOf, inPieces, type Lag } from "./iam-account.ts";
import { type Change, changes, userChanges } from "./iam-changes.ts";
import { refuse } from "./iam-limits.ts";

export type { Credential, Session, UserKey } from "./iam-access.ts";

/** One call of ours: `number` counts them from 1. */
export interface IamCall {
  operation: string;
  /** The role, user, policy or key that it is about. */
  target: string;
  number: number;
}

/** `timed-out`: it was done, and we do not learn it. The others: nothing was done. */
export type IamFault = "throttled" | "unavailable" | "concurrent" | "timed-out";

export interface IamOptions {
  /** The world's clock, ms. IAM's is `skew` ms ahead. */
  clock?: { now(): number };
  skew?: number;
  roles?: readonly RoleImage[];
  managed?: readonly ManagedPolicy[];
  profiles?: readonly string[];
  /** How old what a read answers may be, each part of a role by itself. */
  reads?: Lag;
  /** How old the policies may be by which a request is judged. */
  enforcement?: Lag;
  /** Somebody wrote. */
  written?(): void;
  /** What goes wrong with a call of ours. */
  fault?(call: IamCall): IamFault | undefined;
}

/** What somebody did, as CloudTrail would say it. */
export interface Deed {
  /** IAM's time, and the world's, ms. */
  at: string;
  ms: number;
  /** A key, or the ARN of somebody of another account. */
  by: string;
  name: string;
  /** ARN of the role or user. */
  target: string;
  /** What it made: the id of a key, or the unique id of a user or role. */
  made?: string;
}

const errors: Readonly<Record<IamFault, () => Error>> = {
  throttled: () => serviceError("Throttling", 400),
  unavailable: () => serviceError("ServiceUnavailable", 503),
  concurrent: () => serviceError("ConcurrentModification", 409),
  "timed-out": () => serviceError("TimeoutError", 0),
};

const serviceError = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(`${name} by the memory IAM`), { name, $metadata: { httpStatusCode } });

/** IAM and STS of one account in memory, with what makes them hard: quotas, old answers, late enforcement, faults, others who write. */
export const memoryIam = (options: IamOptions = {}) => {
  const { clock = { now: () => Date.UTC(2026, 10, 22, 10) }, skew = 0 } = options;
  const time = (): string => isoSecondsAt(clock.now() + skew);
  const history = historyOf(firstOf(options), clock.now);
  const listeners: ((call: IamCall, when: "before" | "after") => void | Promise<void>)[] = [];
  const deeds: Deed[] = [];
  const credentials = new Map<string, Credential>();
  let [calls, ids] = [0, 0];
  const newId = (prefix: string): string => {
    ids += 1;
    return `${prefix}${String(ids).padStart(17, "0")}`;
  };

  const write = (change: Change): string => {
    history.called();
    history.write(change(history.newest(), { account: accountId, at: time(), newId }));
    options.written?.();
    return time();
  };

  /** A call of ours: what others do around it, and what goes wrong with it. */
  const ours = async <Answer>(operation: string, target: string, work: () => Answer): Promise<Answer> => {
    calls += 1;
    const call: IamCall = { operation, target, number: calls };
    for (const listener of listeners) await listener(call, "before");
    const fault = options.fault?.(call);
    if (fault !== undefined && fault !== "timed-out") throw errors[fault]();
    const answer = work();
    for (const listener of listeners) await listener(call, "after");
    if (fault !== undefined) throw errors[fault]();
    return answer;
  };
  const ourWrites = <Table extends Readonly<Record<string, (...input: never[]) => Change>>>(table: Table) =>
    Object.fromEntries(
      Object.entries(table).map(([name, of]) => [
        name,
        (...input: never[]) => ours(name, nameIn(input[0]), () => write(of(...input))),
      ]),
    ) as unknown as { [Name in keyof Table]: (...input: Parameters<Table[Name]>) => Promise<string> };

  const look = (): Account => {
    history.called();
    return history.seen(options.reads);
  };
  /** As the edge does it: one of ours that is there is no error, and a look at it may be old. */
  const createOrFind = (image: RoleImage): string => {
    if (!history.newest().roles.has(image.name)) return write(changes.create(image));
    const there = look().roles.get(image.name);
    if (there === undefined) throw serviceError("EntityAlreadyExistsException", 409);
    return there.path === image.path ? time() : write(changes.create(image));
  };
  const roles: RoleEdge = {
    ...ourWrites(changes),
    create: (image) => ours("create", image.name, () => createOrFind(image)),
    read: (role) => ours("read", role, () => ({ value: tornImage(role, look), at: time() })),
    managed: (arn) => ours("managed", arn, () => look().managed.get(arn)),
  };
  const { setKey, putInline, deleteInline, attach, detach } = ourWrites(userChanges);
  const users: UserEdge = {
    ...{ setKey, putInline, deleteInline, attach, detach },
    read: (user) =>
      ours("readUser", user, (): Stamped<UserImage | undefined> => ({ value: look().users.get(user), at: time() })),
    ownerOf: (key) => ours("ownerOf", key, () => ownerIn(look(), key)),
  };

  const enforced = (): Account => {
    history.called();
    return history.seen(options.enforcement);
  };
  const known = (credential: Credential | string): Credential =>
    typeof credential === "string"
      ? (credentials.get(credential) ?? refuse("gone", `there is no credential ${credential}`))
      : credential;
  const may = (credential: Credential | string, action: string, resource?: string, policy?: string): boolean =>
    isLive(known(credential)) && mayIn(enforced(), known(credential), asked(action, resource, policy));
  const isLive = (credential: Credential): boolean => !("over" in credential) || clock.now() < credential.over;

  const did = (deed: Omit<Deed, "at" | "ms">): void => void deeds.push({ at: time(), ms: clock.now(), ...deed });

  /** Takes a role. Undefined: refused. */
  const assume = (
    by: Credential | { arn: string },
    role: string,
    { sessionName = "session", externalId }: { sessionName?: string; externalId?: string } = {},
  ): Session | undefined => {
    const account = enforced();
    const image = account.roles.get(role);
    const ask = { sessionName, ...(externalId === undefined ? {} : { externalId }) };
    if (!image || ("key" in by && !isLive(by)) || !mayAssume(account, by, image, ask)) return undefined;
    const session: Session = {
      ...{ key: newId("ASIA"), role, roleId: image.id, roleArn: image.arn, name: sessionName, issuedAt: time() },
      // Who has a session takes the next role for an hour at most.
      over: clock.now() + 1000 * ("key" in by && "role" in by ? 3_600 : image.maxSession),
      arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
      ...("key" in by ? { by: by.key } : {}),
    };
    credentials.set(session.key, session);
    did({ by: "key" in by ? by.key : by.arn, name: "AssumeRole", target: image.arn, made: session.key });
    return session;
  };

  /** Writes as somebody who has rights, or has none: false, and nothing was done. */
  const as = (credential: Credential) => {
    const attempt = (action: string, target: string, change: Change, made?: () => string | undefined): boolean => {
      if (!may(credential, action, target)) return false;
      try {
        write(change);
      } catch {
        return false;
      }
      const id = made?.();
      did({ by: credential.key, name: action.slice(4), target, ...(id ? { made: id } : {}) });
      return true;
    };
    const arnOf = (role: string): string =>
      history.newest().roles.get(role)?.arn ?? `arn:aws:iam::${accountId}:role/${role}`;
    const userArn = (user: string): string => `arn:aws:iam::${accountId}:user/${user}`;
    return {
      role: <Name extends keyof typeof actions>(name: Name, ...input: Parameters<(typeof changes)[Name]>): boolean => {
        const change = (changes[name] as (...all: unknown[]) => Change)(...input);
        const target = nameIn(input[0]);
        return attempt(
          actions[name],
          arnOf(target),
          change,
          name === "create" ? () => history.newest().roles.get(target)?.id : undefined,
        );
      },
      createUser: (name: string, policies: RoleImage["inline"]): boolean =>
        attempt(
          "iam:CreateUser",
          userArn(name),
          userChanges.createUser(name, policies),
          () => history.newest().users.get(name)?.id,
        ),
      deleteUserPolicy: (user: string, policy: string): boolean =>
        attempt("iam:DeleteUserPolicy", userArn(user), userChanges.deleteInline(user, policy)),
      createKey: (user: string): UserKey | undefined => {
        const key: UserKey = { key: newId("AKIA"), user };
        if (!attempt("iam:CreateAccessKey", userArn(user), userChanges.createKey(user, key.key), () => key.key))
          return undefined;
        credentials.set(key.key, key);
        return key;
      },
      setKey: (user: string, key: string, to: "Active" | "Inactive"): boolean =>
        attempt("iam:UpdateAccessKey", userArn(user), userChanges.setKey(user, key, to)),
      assume: (role: string, sessionName?: string): Session | undefined =>
        assume(credential, role, sessionName === undefined ? {} : { sessionName }),
    };
  };

  return {
    roles,
    users,
    may,
    assume,
    as,
    /** IAM's own time. */
    time,
    /** Somebody else with every right. */
    admin: (change: Change): string => write(change),
    /** Runs around every call of ours: others act between any two. */
    listen: (listener: (typeof listeners)[number]): void => void listeners.push(listener),
    /** What is really so. */
    role: (name: string): RoleImage | undefined => history.newest().roles.get(name),
    allUsers: (): readonly UserImage[] => [...history.newest().users.values()],
    user: (name: string): UserImage | undefined => history.newest().users.get(name),
    /** Whether it may act by any of the states that a judge may still have who is so many ms behind. */
    mayWithin: (ms: number, credential: Credential, action: string, resource?: string): boolean =>
      isLive(credential) && history.within(ms).some((account) => mayIn(account, credential, asked(action, resource))),
    /** The same, where IAM takes the policies of the session's role from more than one of these states. */
    mayInPieces: (ms: number, session: Session, action: string): boolean =>
      isLive(session) &&
      inPieces(history.within(ms), session.role).some((account) => mayIn(account, session, asked(action))),
    credentials: (): readonly Credential[] => [...credentials.values()],
    credential: known,
    deeds: deeds as readonly Deed[],
    calls: (): number => calls,
  };
};

export type MemoryIam = ReturnType<typeof memoryIam>;

const actions = {
  putInline: "iam:PutRolePolicy",
  deleteInline: "iam:DeleteRolePolicy",
  setTrust: "iam:UpdateAssumeRolePolicy",
  attach: "iam:AttachRolePolicy",
  detach: "iam:DetachRolePolicy",
  setBoundary: "iam:PutRolePermissionsBoundary",
  update: "iam:UpdateRole",
  create: "iam:CreateRole",
  delete: "iam:DeleteRole",
} as const;

const asked = (action: string, resource?: string, policy?: string) => ({
  action,
  ...(resource === undefined ? {} : { resource }),
  ...(policy === undefined ? {} : { policy }),
});

const nameIn = (input: unknown): string =>
  typeof input === "object" && input !== null ? (input as { name: string }).name : String(input);

const firstOf = ({ roles = [], managed = [], profiles = [] }: IamOptions): Account => ({
  roles: new Map(roles.map((role) => [role.name, role])),
  users: new Map(),
  managed: new Map(managed.map((policy) => [policy.arn, policy])),
  profiles: new Set([...profiles, ...roles.flatMap((role) => role.profiles)]),
});

/** A role is read by several calls, each of which may meet another state. */
const tornImage = (name: string, look: () => Account): RoleImage | undefined => {
  const [base, inline, attached, profiles] = [look(), look(), look(), look()].map((account) => account.roles.get(name));
  if (!base) return undefined;
  const part = (other: RoleImage | undefined): RoleImage => (other?.id === base.id ? other : base);
  return {
    ...base,
    inline: part(inline).inline,
    attached: part(attached).attached,
    profiles: part(profiles).profiles,
  };
};

const ownerIn = ({ users }: Account, key: string): string | undefined =>
  [...users.values()].find(({ keys }) => keys.some(({ id }) => id === key))?.name;
