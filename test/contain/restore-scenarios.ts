import { answerIncident } from "#shared/contain/answer-incident.ts";
import type { IncidentPhase } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { digestOf } from "#shared/record/clean-audits.ts";
import { holdingsOf } from "#shared/restore/holdings.ts";
import { everythingAllowed, vendorAccount } from "./adversary.ts";
import type { IamCall, IamFault } from "./iam.ts";
import { type Change, changes } from "./iam-changes.ts";
import type { Happening, PlayedStage, PlayScenario } from "./play.ts";
import { hub } from "./reach-stage.ts";
import { lag } from "./restore-judge.ts";
import { aRole, policyText } from "./roles.ts";
import { begin, place } from "./stage.ts";

export interface RestoreRow {
  /** Made anew for each play: what of it has happened is its own. */
  scenario(): PlayScenario;
  /** What the role has to become, by whether all is asked for; absent: what it was. */
  gives?(role: RoleImage, isAll: boolean): RoleImage;
  /** How it ends, and all notices in their order. */
  phase: IncidentPhase;
  told: readonly string[];
  /** Only each n-th point is killed, unless KILL_EACH=1. */
  each: number;
}

const vendor = { arn: vendorAccount };
/** Somebody takes the role, also in the seconds in which its closed trust does not hold everywhere yet. */
const taken = ({ iam, role }: PlayedStage) => iam.assume(vendor, role.name, { externalId: "e-1" });
/** How old what a read answers may be. */
export const readsMs = 2_000;
const slow = { reads: { ms: readsMs }, enforcement: { ms: lag } };

/** By the same way as the command line. */
export const asks = (seconds: number, { all = false, acceptDrift = false, by = "alice" } = {}): Happening => ({
  after: { seconds },
  what: async (stage) => {
    const { world, incidents, role } = stage;
    const wake = async (id: string) => {
      stage.wake(id);
      return "answered" as const;
    };
    await answerIncident(
      { role: role.arn, choice: "restore", by, via: "slack", at: world.now(), all, acceptDrift },
      { settings: world.settings, now: world.now, start: world.start, incidents, wake },
    );
  },
});

const edits = (seconds: number, change: (role: string) => Change): Happening => ({
  after: { seconds },
  what: ({ iam, role }) => iam.admin(change(role.name)),
});
export const edited = (role: string): Change => changes.putInline(role, "edited", everythingAllowed);
const opened = (role: string): Change =>
  changes.setTrust(role, policyText([{ Effect: "Allow", Principal: { AWS: vendor.arn }, Action: "sts:AssumeRole" }]));

/** Asked for when the role is contained and watched. */
export const asked = 200;

/** `more` comes on top of what is common: slow IAM, stolen sessions, and a person who wants the role back. */
export const playing = ({ happenings = [asks(asked)], iam, before, ...more }: PlayScenario = {}): PlayScenario => ({
  killsFrom: "restore",
  iam: { ...slow, ...iam },
  before: (stage) => {
    taken(stage);
    return before?.(stage);
  },
  happenings: [{ after: { seconds: 2 }, what: taken }, ...happenings],
  ...more,
});

/** The first two calls of each operation meet it, from the restore on. */
const meeting = (fault: IamFault): PlayScenario => {
  const met = new Map<string, number>();
  const from = begin + asked * 1000;
  let now = (): number => 0;
  return playing({
    iam: {
      fault: ({ operation }: IamCall) => {
        const times = met.get(operation) ?? 0;
        if (now() < from || times === 2) return undefined;
        met.set(operation, times + 1);
        return fault;
      },
    },
    before: ({ clock }) => {
      now = clock.now;
    },
  });
};

const policy = (name: string) => ({
  arn: `${place.managedDeny.slice(0, place.managedDeny.lastIndexOf("policy/"))}policy/${name}`,
  version: "v1",
  document: policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }]),
});
const own = policy("own");
const wide = { ...policy("wide"), document: everythingAllowed };

const clean = aRole({ attached: [own.arn], boundary: wide.arn });
/** A thief has added to it what an audit has not seen. */
const abused = {
  ...clean,
  inline: [...clean.inline, { name: "own-admin", document: everythingAllowed }],
  attached: [own.arn, wide.arn],
};
const playingAbused = (more: PlayScenario = {}): PlayScenario =>
  playing({
    ...{ role: abused, iam: { managed: [own, wide] } },
    before: ({ clean: audits }) =>
      audits.save({
        ...{ role: clean.arn, roleId: clean.id, at: "2026-11-01T00:00:00Z", isClean: true },
        ...holdingsOf({ ...clean, managed: [own] }, digestOf),
      }),
    ...more,
  });
const withoutStolen: RestoreRow["gives"] = (role, isAll) => (isAll ? role : clean);

/** So that nothing more has room among its inline policies, and no further policy can be attached. */
const full = (): Pick<RoleImage, "inline" | "attached"> => {
  const document = (filler: string): string =>
    policyText([{ Effect: "Allow", Action: ["s3:GetObject", `s3:${filler}`], Resource: "*" }]);
  const filler = "x".repeat(10_240 - document("").length);
  return { inline: [{ name: "full", document: document(filler) }], attached: ten.map(({ arn }) => arn) };
};
const ten = Array.from({ length: 10 }, (_, index) => policy(`p${index}`));

const powerful = aRole({ inline: [{ name: "all", document: everythingAllowed }] });
const tookAndMade = (stage: PlayedStage): void => {
  const by = stage.iam.as(stage.iam.credentials()[0] as never);
  by.assume(hub.name, "stolen");
  by.createUser("thief", [{ name: "all", document: everythingAllowed }]);
  by.createKey("thief");
};

export const contained = "vendor-contained";
export const restored = "vendor-restored";
const refused = "vendor-restore-refused";
const closed = { phase: "closed", told: [contained, restored] } as const;

/** How a restore can go. */
export const restoreScenarios: Readonly<Record<string, RestoreRow>> = {
  "contained to trust": { ...closed, scenario: () => playing(), each: 13 },
  "contained to detach, and something is held back": {
    ...{ ...closed, gives: withoutStolen, each: 40 },
    scenario: () => playingAbused({ upTo: "detach" }),
  },
  "deleted, and made anew": {
    ...{ ...closed, each: 26 },
    scenario: () =>
      playing({
        upTo: "delete",
        role: aRole({
          ...{ description: "reads", maxSession: 7_200, attached: [own.arn], boundary: wide.arn },
          ...{ tags: [{ key: "team", value: "x" }], profiles: ["p"] },
        }),
        iam: { managed: [own, wide] },
      }),
  },
  "no room for the stamp": {
    ...{ ...closed, each: 130 },
    scenario: () => playing({ role: aRole({ ...full(), boundary: wide.arn }), iam: { managed: [...ten, wide] } }),
  },
  "asked for while it is contained": {
    ...{ phase: "closed", told: [restored], each: 16 },
    scenario: () => playing({ happenings: [asks(5)] }),
  },
  "asked twice, then for all of it": {
    ...{ phase: "closed", told: [contained, restored, restored], gives: withoutStolen, each: 120 },
    scenario: () =>
      playingAbused({
        happenings: [asks(asked), asks(asked + 5, { by: "bob" }), asks(3_000, { all: true, by: "bob" })],
      }),
  },
  "refused, as somebody changed it": {
    ...{ phase: "contained", told: [contained, refused], each: 24 },
    scenario: () => playing({ happenings: [edits(asked - 10, edited), asks(asked)] }),
  },
  "refused, then asked to overwrite it": {
    ...{ phase: "closed", told: [contained, refused, restored], each: 40 },
    scenario: () =>
      playing({ happenings: [edits(asked - 10, edited), asks(asked), asks(2 * asked, { acceptDrift: true })] }),
  },
  "somebody edits the role while it is put back": {
    ...{ ...closed, each: 26 },
    scenario: () =>
      playing({
        happenings: [asks(asked), edits(asked + 5, opened), edits(asked + 15, edited), edits(asked + 21, opened)],
      }),
  },
  "its sessions took and made something": {
    ...{ ...closed, each: 32 },
    scenario: () => playing({ role: powerful, iam: { roles: [hub] }, before: tookAndMade }),
  },
  "calls are throttled": { ...closed, scenario: () => meeting("throttled"), each: 32 },
  "calls are done, and their answers lost": { ...closed, scenario: () => meeting("timed-out"), each: 32 },
};
