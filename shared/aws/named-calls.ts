/** What an AWS client lets us do with it, whichever service it is of. */
interface AnyClient {
  middlewareStack: {
    add(
      middleware: (next: (args: never) => Promise<unknown>, context: object) => (args: never) => Promise<unknown>,
      options: { step: "initialize"; name: string; priority: "high" },
    ): void;
  };
}

const names = new WeakMap<object, string>();

/** `CloudFormation DescribeStacks`: the call that failed with this error, where the client was one of `nameCalls`. */
export const callOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null ? names.get(error) : undefined;

const nameOf = ({ clientName = "", commandName = "" }: { clientName?: string; commandName?: string }): string =>
  `${clientName.replace(/Client$/, "")} ${commandName.replace(/Command$/, "")}`;

/**
 * Makes every error of this client remember which call it ended: the SDK's own do not tell, least of all when the
 * credentials or the network are missing.
 */
export const nameCalls = <Client>(client: Client): Client => {
  (client as AnyClient).middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (typeof error === "object" && error !== null) names.set(error, nameOf(context));
        throw error;
      }
    },
    { step: "initialize", name: "sagewardenNameCalls", priority: "high" },
  );
  return client;
};

/** Names the call where the client's own errors do not. */
export const namedAs = async <Answer>(call: string, work: Promise<Answer>): Promise<Answer> => {
  try {
    return await work;
  } catch (error) {
    if (typeof error === "object" && error !== null && !names.has(error)) names.set(error, call);
    throw error;
  }
};
