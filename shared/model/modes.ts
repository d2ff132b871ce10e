import * as z from "zod/mini";

export const modes = ["observe", "tag", "enforce"] as const;
export const mode = z.enum(modes);
