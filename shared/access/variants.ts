/**
 * The documents under policies/studio as they are for one border, the team, and with a VPC endpoint. What differs elsewhere is
 * made here, so that there is one text of each. Before filling: placeholders stand.
 */

interface Document {
  Version: string;
  Statement: readonly Statement[];
}
type Statement = Readonly<Record<string, unknown>> & { Effect: string; Condition?: Conditions };
type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Without an endpoint, presigned URLs may be asked for from anywhere. */
export const withoutEndpoint = (text: string): string =>
  changed(text, (statement) => [
    conditionsOf(statement, (conditions) =>
      Object.fromEntries(Object.entries(conditions).filter(([key]) => key !== "aws:SourceVpce")),
    ),
  ]);

/**
 * The project as a second border. What is allowed needs both to be one's own; what is denied for the team is denied for the
 * project as well, by a statement of its own; paths and names lead through both; the project's tag is guarded like the team's.
 */
export const withProject = (text: string): string =>
  changed(text, (statement) => {
    const both = deeper(statement);
    if (!names(statement)) return [both];
    if (statement.Effect === "Deny") {
      return compares(statement) ? [both, { ...ofProject(both), Sid: `${statement.Sid}OfProject` }] : [both];
    }
    return [
      conditionsOf(both, (conditions) =>
        Object.fromEntries(
          Object.entries(conditions).flatMap(([key, value]) =>
            key.includes("<team-key>")
              ? [[key, value], Object.entries(ofProject({ [key]: value }))[0] ?? []]
              : [[key, value]],
          ),
        ),
      ),
    ];
  });

const changed = (text: string, change: (statement: Statement) => readonly Statement[]): string => {
  const document: Document = JSON.parse(text);
  return JSON.stringify({ ...document, Statement: document.Statement.flatMap(change) }, null, 2);
};

const conditionsOf = (
  statement: Statement,
  change: (conditions: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Statement => {
  if (statement.Condition === undefined) return statement;
  const kept = Object.entries(statement.Condition).map(([operator, keys]) => [operator, change(keys)] as const);
  return { ...statement, Condition: Object.fromEntries(kept.filter(([, keys]) => Object.keys(keys).length > 0)) };
};

/** Where no tag of a team's is, none of a project's counts. */
const compares = ({ Condition = {} }: Statement): boolean =>
  Object.entries(Condition).some(
    ([operator, keys]) => operator !== "Null" && names({ Effect: "", Condition: { keys } }),
  );

const names = ({ Condition = {} }: Statement): boolean =>
  Object.values(Condition).some((keys) => Object.keys(keys).some((key) => key.includes("<team-key>")));

const ofProject = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll(/<team(-key|s|)>/g, (_, end: string) => `<project${end}>`));

/** `<team>/…` becomes `<team>/<project>/…`, `<team>-…` likewise, and a list of guarded keys has the project's as well. */
const deeper = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(
        /(\$\{aws:PrincipalTag\/)<team-key>((?:, '\w+')?\})([/-])/g,
        (whole, variable: string, end: string, mark: string) => `${whole}${variable}<project-key>${end}${mark}`,
      )
      .replaceAll(/<team(-lower)?>([/-])/g, (whole, end = "", mark: string) => `${whole}<project${end}>${mark}`)
      .replaceAll('["<team-key>","<user-key>"]', '["<team-key>","<user-key>","<project-key>"]'),
  );
