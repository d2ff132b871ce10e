interface AnyResponse {
  headers?: Readonly<Record<string, string>>;
}

/** What an AWS client lets us do with it, whichever service it is of. */
interface AnyClient {
  middlewareStack: {
    add(
      middleware: (
        next: (args: never) => Promise<{ output: Timed; response: AnyResponse }>,
      ) => (args: never) => Promise<unknown>,
      options: { step: "deserialize"; name: string; priority: "high" },
    ): void;
  };
}

/** An answer or an error of a client of `tellTime`. */
export interface Timed {
  $metadata?: { date?: string };
}

const note = (timed: Timed | undefined, response: AnyResponse | undefined): void => {
  const date = response?.headers?.date;
  if (timed?.$metadata && date !== undefined) timed.$metadata.date = date;
};

/** Makes every answer of this client, and every error that the service answered, keep the `Date` header that came with it. */
export const tellTime = <Client>(client: Client): Client => {
  (client as AnyClient).middlewareStack.add(
    (next) => async (args) => {
      try {
        const result = await next(args);
        note(result.output, result.response);
        return result;
      } catch (error) {
        note(error as Timed, (error as { $response?: AnyResponse }).$response);
        throw error;
      }
    },
    // Outside the SDK's own of this step, which makes the answer of the response.
    { step: "deserialize", name: "sagewardenTellTime", priority: "high" },
  );
  return client;
};

/** The service's own time of an answer: ISO 8601, whole seconds. Throws where it told none: our own clock is no replacement. */
export const serviceTime = (answer: unknown): string => {
  const date = (answer as Timed).$metadata?.date;
  const at = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at)) throw new Error("the service's answer has no time in its Date header");
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
};
