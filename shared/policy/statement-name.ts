interface Named {
  index: number;
  sid: string | null | undefined;
}

/** What a statement is called in its document. */
export const statementName = ({ sid, index }: Named): string => sid ?? `statement ${index}`;

/** The same with its document. */
export const statementPlace = (statement: Named & { policy: string }): string =>
  `${statement.policy}, ${statementName(statement)}`;
