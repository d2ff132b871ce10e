import type { Settings } from "../model/settings.ts";
import type { Identity } from "./model.ts";

/** Whose identity this is: one person's exactly, or nobody's. Compared as it is: upper and lower case are two. */
export const personBy = (
  identity: Identity,
  subject: string,
  { people }: Pick<Settings, "people">,
): string | undefined => {
  const found = Object.entries(people).filter(
    ([id, person]) => (identity === "id" ? id : person[identity]) === subject,
  );
  return found.length === 1 ? found[0]?.[0] : undefined;
};
