import type { Incident, IncidentPhase, RungId, RungLine } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment } from "#shared/names.ts";
import type { Credential, IamCall, Session } from "./iam.ts";
import { changes } from "./iam-changes.ts";
import { rootOf } from "./links.ts";
import { type IncidentStage, place } from "./stage.ts";

/** ms until what is written is enforced everywhere: more than was ever measured, and less than the restore waits. */
export const lag = 8_000;

/** In its last moment a session asks for a console session: a quarter of an hour for that, then 12 hours. */
const consoleMs = (900 + 43_200) * 1000;

/**
 * What must never be while a role is put back, looked at whenever we have written to IAM or to the row. `givenTo`: what the role has
 * to become, by whether all is asked for. Answers what to ask in the end: what was so all the same.
 */
export const judgeRestore = (stage: IncidentStage, givenTo: (isAll: boolean) => RoleImage) => {
  const { iam, role } = stage;
  const violations = new Set<string>();
  const dead = new Set<string>();
  let row: Incident | undefined;
  let wasOpen = true;
  let restoredMs = Number.POSITIVE_INFINITY;
  const now = (): number => Date.parse(stage.world.now());
  const live = (): RoleImage | undefined => iam.role(role.name);
  const given = (): RoleImage => givenTo(row?.restore?.all === true);
  const must = (holds: boolean, what: string): void => void (holds || violations.add(what));

  const mustBeGiven = (when: string): void => {
    const differs = unlike(given(), live());
    must(differs === "", `${when}, and is another in ${differs}`);
  };

  /** Whether a session of this very moment may act. */
  const isOpen = (): boolean => {
    const roleId = live()?.id;
    const [one] = iam.credentials();
    if (roleId === undefined || one === undefined) return false;
    const fresh = { ...(one as Session), key: "fresh", roleId, issuedAt: iam.time(), over: Number.POSITIVE_INFINITY };
    return iam.mayWithin(0, fresh, "s3:GetObject");
  };

  const lookAtSessions = (): void => {
    for (const each of oldOf(stage)) {
      const may = iam.mayWithin(lag, each, "s3:GetObject");
      must(!(may && dead.has(each.key)), `${each.key} was dead, and may act again`);
      must(!may || now() - restoredMs < lag, `${each.key} may act after the restore`);
      if (!may) dead.add(each.key);
    }
  };

  const lookAtRole = ({ operation, target }: IamCall): void => {
    if (target !== role.name || !(operation in changes)) return;
    const open = isOpen();
    if (open && !wasOpen) mustBeGiven("it was opened");
    wasOpen = open;
    if (row?.holder?.kind === "restore")
      must(["restoring", "restored"].includes(row.phase), `${operation} while the row says ${row.phase}`);
  };

  const lookAtLines = (before: Incident | undefined, { restoreRungs = [] }: Incident): void => {
    const isKnown = (line: RungLine): boolean => before?.restoreRungs?.some((one) => same(one, line)) === true;
    for (const line of restoreRungs.filter((each) => each.status === "done" && !isKnown(each)))
      must(isTrue(line, live(), given()), `the row says ${line.rung}, and it is not so`);
  };

  const entered: Partial<Record<IncidentPhase, () => void>> = {
    restoring: () => {
      restoredMs = Number.POSITIVE_INFINITY;
    },
    restored: () => {
      restoredMs = now();
      mustBeGiven("it is restored");
    },
    closed: () => {
      mustBeGiven("it is closed");
      must(stampOf(live()) === undefined, "it is closed, and the deny of older sessions is there");
      for (const each of oldOf(stage))
        must("user" in each || each.over <= now(), `it is closed, and ${each.key} lives`);
    },
  };

  iam.listen((call, when) => {
    if (when === "before" || reads.has(call.operation)) return;
    lookAtRole(call);
    lookAtSessions();
  });
  const { save } = stage.world.incidents;
  stage.world.incidents = {
    ...stage.world.incidents,
    save: async (next) => {
      await save(next);
      const before = row;
      row = next;
      lookAtLines(before, next);
      if (before?.phase !== next.phase) entered[next.phase]?.();
    },
  };
  return (): readonly string[] => {
    must(row?.phase !== "contained" || !isOpen(), "it is contained, and a session may act");
    return [...violations];
  };
};

const reads: ReadonlySet<string> = new Set(["read", "managed", "readUser", "ownerOf"]);

/** Whoever holds a session of the role, or what it took and made, from before the restore; each session as the console session of it. */
const oldOf = ({ iam, role }: IncidentStage): readonly Credential[] =>
  iam
    .credentials()
    .filter(({ key }) => rootOf(iam, key) === role.arn)
    .map((each) => ("user" in each ? each : { ...each, over: each.over + consoleMs }));

const stampOf = (image: RoleImage | undefined): string | undefined =>
  image?.inline.find(({ name }) => name === containment.revoke)?.document;

const policiesOf = ({ inline, attached, tags, maxSession, description, profiles }: RoleImage) => ({
  ...{ tags, maxSession, description, profiles },
  inline: inline.filter(({ name }) => name !== containment.revoke),
  attached,
});

const withoutDeny = ({ inline, attached, ...rest }: RoleImage): RoleImage => ({
  ...rest,
  inline: inline.filter(({ name }) => name !== containment.deny),
  attached: attached.filter((arn) => arn !== place.managedDeny),
});

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isTrue = ({ rung, evidence }: RungLine, live: RoleImage | undefined, gives: RoleImage): boolean => {
  const fact = facts[rung];
  return fact === undefined || (live !== undefined && fact(live, gives, evidence));
};

/** What a line of the restore says when it is done. */
const facts: Partial<
  Record<RungId, (live: RoleImage, gives: RoleImage, evidence: Readonly<Record<string, string>>) => boolean>
> = {
  sessions: (live, _, { at }) => stampOf(live)?.includes(`"${at}"`) === true,
  boundary: (live, { boundary }) => live.boundary === boundary,
  detach: (live, gives) => same(policiesOf(withoutDeny(live)), policiesOf(gives)),
  trust: (live, { trust }) => live.trust === trust,
  deny: (live, gives) => same(policiesOf(live), policiesOf(gives)) && live.boundary === gives.boundary,
};

/** Names of what differs, but for the deny of older sessions. */
export const unlike = (gives: RoleImage, live: RoleImage | undefined): string => {
  if (live === undefined) return "it is gone";
  const [one, other] = [gives, live].map((image) => ({
    ...{ path: image.path, trust: image.trust, boundary: image.boundary },
    ...policiesOf(image),
  })) as [object, object];
  return Object.entries(one)
    .filter(([key, value]) => !same(value, (other as Record<string, unknown>)[key]))
    .map(([key]) => key)
    .join(", ");
};
