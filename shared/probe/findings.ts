import type { Finding } from "../model/finding.ts";
import type { Notice } from "../model/notice.ts";
import type { Party, Probed, Run, Tried } from "./model.ts";

const crossedIn = ({ attempts }: Run): readonly Tried[] => attempts.filter(({ outcome }) => outcome === "crossed");

const remediation = {
  crossed:
    "`npx sagewarden verify --live` names the statement that opens it. Compare the policies of the team's role with policies/studio, and look in CloudTrail for what the team's people did by it.",
  blind: "`npx sagewarden probe` says which attempts, and why. Until it is mended nothing is known of these borders.",
};

/** What a run found. Pure: one document, one answer. */
export const findingsOf = ({ runs, controls }: Probed): readonly Finding[] => [
  ...runs.flatMap((run) =>
    crossedIn(run).map(
      ({ id, action, resource, error }): Finding => ({
        ...{ rule: "probe-crossed-border", severity: "critical", subject: resource },
        detail: `${run.team} did to ${run.other} what it must not: ${id} (${action})${error === null ? "" : `; ${error}`}`,
        remediation: remediation.crossed,
      }),
    ),
  ),
  ...runs.flatMap(({ team, other, attempts }): Finding[] => {
    const blind = attempts.filter(({ outcome }) => outcome === "unknown");
    const [first] = blind;
    if (first === undefined) return [];
    const failed = controls.find((control) => !control.works && control.team === team);
    const why = failed === undefined ? `${first.id}: ${first.error}` : `${team} cannot do its own: ${failed.id}`;
    return [
      {
        ...{ rule: "probe-blind", severity: "medium", subject: first.resource },
        detail: `${blind.length} attempts of ${team} on ${other} prove nothing: ${why}`,
        remediation: remediation.blind,
      },
    ];
  }),
];

const most = 20;
const listed = (lines: readonly string[]): string =>
  [...lines.slice(0, most), ...(lines.length > most ? [`and ${lines.length - most} more`] : [])].join("\n");

/** A crossing is told to both teams and to the operators; what proves nothing to the operators. Once a day. */
export const noticesOf = (probed: Probed, parties: readonly Party[]): readonly Notice[] => {
  const { at, runs } = probed;
  const day = at.slice(0, 10);
  const teamOf = (unit: string): string | undefined => parties.find((party) => party.unit === unit)?.team;
  const crossings = runs.flatMap((run): Notice[] => {
    const crossed = crossedIn(run);
    const [first] = crossed;
    if (first === undefined) return [];
    const told = new Set([teamOf(run.team), teamOf(run.other), undefined]);
    return [...told].map((team) => ({
      id: `probe#${run.team}#${run.other}#${day}#${team ?? ""}`,
      ...{ type: "probe-crossed-border", severity: "critical", team, studiouserid: undefined, at },
      resource: { arn: first.resource, kind: undefined },
      title: `${run.team} can reach what is ${run.other}'s`,
      detail: listed(crossed.map(({ id, action, resource }) => `${id}: ${action} on ${resource} worked`)),
      remediation: remediation.crossed,
      facts: { team: run.team, other: run.other, attempts: crossed.map(({ id }) => id).join(", ") },
    }));
  });
  const blind = findingsOf(probed).filter(({ rule }) => rule === "probe-blind");
  const [first] = blind;
  if (first === undefined) return crossings;
  return [
    ...crossings,
    {
      id: `probe-blind#${day}`,
      ...{ type: "probe-blind", severity: "medium", team: undefined, studiouserid: undefined, at },
      resource: { arn: first.subject, kind: undefined },
      title: `${probed.unknown} attempts across the teams' borders prove nothing`,
      detail: listed(blind.map(({ detail }) => detail)),
      remediation: remediation.blind,
      facts: { unknown: String(probed.unknown), crossed: String(probed.crossed) },
    },
  ];
};
