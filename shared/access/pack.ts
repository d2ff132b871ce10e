import { limits, sizeOf } from "./sizes.ts";

/** The statements of many documents in as few managed policies as hold them: a role takes ten. Their names get a number. */
export const packed = (documents: readonly string[]): readonly string[] => {
  const statements = documents.flatMap((text) => JSON.parse(text).Statement as readonly { Sid: string }[]);
  const policies: object[][] = [];
  for (const [index, statement] of statements.entries()) {
    const one = { ...statement, Sid: `${statement.Sid}${index + 1}` };
    const last = policies.at(-1);
    if (last !== undefined && sizeOf(documentOf([...last, one])) <= limits.managed) last.push(one);
    else policies.push([one]);
  }
  return policies.map(documentOf);
};

const documentOf = (statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
