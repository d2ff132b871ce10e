import type { Hold } from "#shared/model/pause.ts";

/** A pause holds back the hand too: what it would write is what somebody wants to wait. */
export const heldIn = async (region: string): Promise<Hold | undefined> => {
  const [{ readPauseOf }, { holdOf }] = await Promise.all([
    import("#shared/aws/inspect/pause.ts"),
    import("#shared/decide/pause.ts"),
  ]);
  const pause = await readPauseOf({ region }).catch(() => "unreadable" as const);
  return holdOf(pause, "resources", new Date().toISOString());
};
