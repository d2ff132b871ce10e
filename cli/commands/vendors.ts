import type { VerbGroup } from "../verb.ts";

export const verb: VerbGroup = {
  name: "vendors",
  summary: "vendors' roles: what they may do against what they were registered to do",
  verbs: {
    list: {
      summary: "the registered vendors, their roles and accounts, and until when",
      load: () => import("../vendors/list.ts"),
    },
    audit: {
      summary: "judges every role that somebody outside may take, live or from saved documents",
      load: () => import("../vendors/audit.ts"),
    },
    adopt: {
      summary: "proposes a contract for a live role, from its policies and what its records show",
      load: () => import("../vendors/adopt.ts"),
    },
    watch: {
      summary: "the signals over CloudTrail files, offline; --role judges any principal as a vendor",
      load: () => import("../vendors/watch.ts"),
    },
    access: {
      summary:
        "what a vendor's role touched, made and could reach: who took it, from where, which buckets and sessions",
      load: () => import("../vendors/access.ts"),
    },
    sheet: {
      summary: "what a vendor's people need to know, to enter and to expect: its onboarding sheet",
      load: () => import("../vendors/sheet.ts"),
    },
    rotate: {
      summary: "a new external id for a vendor, trusted beside the old one until --finish",
      load: () => import("../vendors/rotate.ts"),
    },
    contain: {
      summary: "shuts a vendor's role rung by rung, each proven; --dry-run tells what would be done",
      load: () => import("../vendors/contain.ts"),
    },
    restore: {
      summary: "puts a contained role back as its snapshot has it; sessions from before stay dead",
      load: () => import("../vendors/restore.ts"),
    },
    exercise: {
      summary: "tries a vendor's containment on a decoy of its role, and measures it; the decoy is removed",
      load: () => import("../vendors/exercise.ts"),
    },
  },
};
