import { touchTarget } from "#shared/aws/touch-target.ts";
import { addSourceOptions } from "../assume/options.ts";
import { wordTable } from "../text-table.ts";
import type { Verb } from "../verb.ts";
import { orDenied } from "./denied.ts";
import { tryGates } from "./gates.ts";
import { readGround } from "./ground.ts";

export const verb: Verb = {
  name: "test",
  summary: "tries each gate between you and a connection, up to a free call as the session",
  configure: (command) => {
    addSourceOptions(command).argument("<name>", "the connection");
  },
  run: ([name = ""], options, io) =>
    orDenied(async () => {
      const ground = await readGround(options, io);
      const { region, env } = ground.originals;
      const gates = await tryGates(name, ground, (target, text, keys) =>
        touchTarget(target, text, keys, { region, env }),
      );
      if (options.json) io.out(JSON.stringify({ connection: name, person: ground.person ?? null, gates }));
      else {
        const rows = gates.map(({ gate, status, reason = "-" }) => [gate, status, reason]);
        io.out(wordTable(["gate", "status", "why"], rows));
      }
      return gates.some(({ status }) => status === "failed") ? 1 : 0;
    }, io),
};
