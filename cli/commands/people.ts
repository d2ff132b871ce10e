import type { VerbGroup } from "../verb.ts";

export const verb: VerbGroup = {
  name: "people",
  summary: "the directory: its people, against what the account has",
  verbs: {
    check: {
      summary: "finds where profiles, roles, IAM users and Identity Center are not as the directory says",
      load: () => import("../people/check.ts"),
    },
  },
};
