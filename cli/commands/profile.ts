import type { VerbGroup } from "../verb.ts";

export const verb: VerbGroup = {
  name: "profile",
  summary: "Studio's user profiles, as the directory has its people",
  verbs: {
    create: {
      summary: "makes a person's user profile: the tags team and studiouserid, the team's execution role",
      load: () => import("../profile/create.ts"),
    },
    update: {
      summary: "puts a profile's tags and role right, and shows the difference first",
      load: () => import("../profile/update.ts"),
    },
    list: {
      summary: "the profiles against the directory: right, different, nobody's, of people who left, missing",
      load: () => import("../profile/list.ts"),
    },
  },
};
