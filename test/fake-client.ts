type Answer = object | Error;

interface Sent {
  readonly input: object;
  readonly constructor: { readonly name: string };
}

/**
 * An SDK client that answers from a table: operation → one answer for every call, or a list of them in their order.
 * An Error is thrown. `sent` holds what was asked.
 */
export const fakeClient = (table: Readonly<Record<string, Answer | readonly Answer[]>>) => {
  const sent: { operation: string; input: object }[] = [];
  const send = async (command: Sent): Promise<unknown> => {
    const operation = command.constructor.name.replace(/Command$/, "");
    const before = sent.filter((call) => call.operation === operation).length;
    sent.push({ operation, input: command.input });
    const rows = table[operation];
    const answer = Array.isArray(rows) ? rows[before] : rows;
    if (answer === undefined) throw new Error(`the test answers no ${operation}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { send: send as never, sent };
};
