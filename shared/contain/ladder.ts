import type { Rung } from "./rung.ts";
import { boundary } from "./rungs/boundary.ts";
import { chained } from "./rungs/chained.ts";
import { deletion } from "./rungs/delete.ts";
import { deny } from "./rungs/deny.ts";
import { detach } from "./rungs/detach.ts";
import { minted } from "./rungs/minted.ts";
import { restamp } from "./rungs/restamp.ts";
import { sessions } from "./rungs/sessions.ts";
import { snapshot } from "./rungs/snapshot.ts";
import { trust } from "./rungs/trust.ts";

/** In their order, from what is undone most easily to what cannot be undone. */
export const ladder: readonly Rung[] = [
  ...[snapshot, sessions, deny, trust, restamp],
  ...[chained, minted, boundary, detach, deletion],
];
