import type { Notice, NoticeType } from "#shared/model/notice.ts";
import { type Settings, settingsSchema } from "#shared/model/settings.ts";
import { exampleNotice } from "#shared/notify/example-notice.ts";
import { below, type Random } from "../simulator/random.ts";

const people = Array.from({ length: 12 }, (_, index) => `p${index}`);

/** Twelve people in three teams; one person is known by e-mail address, one has nothing that Slack knows. */
export const directory: Settings = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { T0: { slack: "#t0" }, T1: { slack: "#t1" }, T2: { slack: "#t2" } },
  people: Object.fromEntries(
    people.map((id, index) => {
      const team = `T${index % 3}`;
      if (index === 0) return [id, { team, email: "p0@example.com" }];
      return [id, index === 1 ? { team } : { team, slack: `U0P${index}` }];
    }),
  ),
  notices: { slack: { botTokenSecret: "s", channel: "#ops" } },
});

const types: readonly NoticeType[] = ["unowned", "unowned-reminder", "mismatch", "guarded-tag-changed", "answered"];

export type Style = "storm" | "steady" | "critical";

/** Seconds between two notices. */
export const gapOf: Readonly<Record<Style, number>> = { storm: 0.1, steady: 45, critical: 0.5 };

/** One notice of many: some of the same resource, some of nobody, some that must not wait. */
export const noticeOf = (number: number, style: Style, random: Random, at: string): Notice => {
  const owner = below(random, people.length);
  const kind = below(random, 20);
  const type = kind === 0 ? "tagging-failed" : (types[below(random, types.length)] ?? "unowned");
  const isNobody = kind === 1;
  return exampleNotice({
    id: `${type}#${number}`,
    type,
    at,
    severity: style === "critical" || kind === 2 ? "critical" : "medium",
    resource: { arn: `arn:aws:sagemaker:us-east-1:111122223333:model/m-${below(random, 200)}`, kind: "Model" },
    team: isNobody ? undefined : `T${owner % 3}`,
    studiouserid: isNobody || kind === 3 ? undefined : people[owner],
    ...(kind === 4 ? { person: people[owner] ?? "", type: "owner-wanted" } : {}),
  });
};
