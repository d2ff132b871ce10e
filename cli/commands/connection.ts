import type { VerbGroup } from "../verb.ts";

export const verb: VerbGroup = {
  name: "connection",
  summary: "named ways for groups of people to reach data",
  verbs: {
    list: {
      summary: "the connections that you may use, and only these",
      load: () => import("../connection/list.ts"),
    },
    use: {
      summary: "runs one command with a connection's credentials, capped to its target",
      load: () => import("../connection/use.ts"),
    },
    env: {
      summary: "gives a shell a connection's credentials, capped to its target; env --restore its former ones",
      load: () => import("../connection/env.ts"),
    },
    test: {
      summary: "tries each gate between you and a connection, up to a free call as the session",
      load: () => import("../connection/test.ts"),
    },
  },
};
