/** A sound `verify.json`: two teams, one role of each. */
const role = (team: string, people: readonly string[]) => ({
  ...{ name: `studio-${team}`, kind: "team", arn: `arn:aws:iam::111122223333:role/studio/studio-${team}` },
  ...{ tags: { team }, trust: "trust.json", policies: ["developer.json"], boundary: null },
  sessions: people.map((name) => ({ name, tags: { team, studiouserid: name }, transitive: ["team"] })),
});

export const soundForm = {
  ...{ account: "111122223333", region: "us-east-1" },
  teams: { own: "TeamA", other: "TeamB" },
  roles: [role("TeamA", ["alice", "carol"]), role("TeamB", ["bob"])],
};

/** The form with one place of it changed; `undefined` takes it away. */
export const formWith = (path: readonly (string | number)[], value: unknown): string => {
  const form: unknown = structuredClone(soundForm);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], form) as Record<string, unknown>;
  const last = String(path.at(-1));
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(form, null, 2);
};
