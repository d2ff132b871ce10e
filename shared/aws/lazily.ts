type Asking = Readonly<Record<string, (...args: never) => Promise<unknown>>>;

/** An edge all of whose calls are asynchronous, opened (its client loaded) with the first of them. */
export const lazily = <Edge extends { [Name in keyof Edge]: (...args: never) => Promise<unknown> }>(
  open: () => Promise<Edge>,
): Edge => {
  let opened: Promise<Edge> | undefined;
  const call = async (name: string, args: unknown[]): Promise<unknown> => {
    opened ??= open();
    return ((await opened) as Asking)[name]?.(...(args as never));
  };
  return new Proxy({} as Edge, {
    // Whoever awaits it would else take it for a promise.
    get: (_, name) => (name === "then" ? undefined : (...args: unknown[]) => call(String(name), args)),
  });
};
