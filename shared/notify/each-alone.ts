/** Does each of them although another fails, then throws the first error: what nobody can mend must not hold up the rest. */
export const eachAlone = async <One>(all: readonly One[], work: (one: One) => Promise<unknown>): Promise<void> => {
  const errors: unknown[] = [];
  for (const one of all) await work(one).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
};
