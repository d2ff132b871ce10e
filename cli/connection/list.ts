import { type Admitted, admittedTo, knownPerson } from "#shared/connections/admit.ts";
import { wordTable } from "../text-table.ts";
import type { Verb } from "../verb.ts";
import { Denied, orDenied } from "./denied.ts";
import { readGround } from "./ground.ts";

/** One line of machine output. Without the role: who asks has no need to know it. */
const lineOf = ({ connection: { name, kind, target, access, maxSession, credential } }: Admitted) => ({
  connection: name,
  ...{ kind, target, access, maxSession, credential },
});

const headings = ["connection", "kind", "access", "at most", "target"];

export const verb: Verb = {
  name: "list",
  summary: "the connections that you may use, and only these",
  configure: (command) => {
    command.option("--profile <profile>", "whose credentials say who you are, else those of the environment");
  },
  run: (_args, options, io) =>
    orDenied(async () => {
      const { settings, person, today } = await readGround(options, io);
      const who = knownPerson(person, settings, today);
      if ("gate" in who) throw new Denied(who);
      const lines = admittedTo(person, settings, today).map(lineOf);
      if (options.json) {
        if (lines.length > 0) io.out(lines.map((line) => JSON.stringify(line)).join("\n"));
      } else if (lines.length === 0) io.err("there is no connection for you");
      else {
        const rows = lines.map(({ connection, kind, access, maxSession, credential, target }) => [
          ...[connection, kind, access, credential === "environment" ? "-" : maxSession, target],
        ]);
        io.out(wordTable(headings, rows));
      }
      return 0;
    }, io),
};
