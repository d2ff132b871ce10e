import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "doctor",
  summary: "checks the trail, the stacks, the rules, the permissions and this machine",
  configure(command) {
    command.option("--live", "makes a free experiment, waits for its tag or its recorded outcome, deletes it");
  },
  async run(_args, options, io) {
    const { examine } = await import("../doctor/examine.ts");
    const { asText } = await import("../doctor/report.ts");
    const report = await examine(options, io);
    io.out(options.json ? JSON.stringify(report) : asText(report));
    const failed = report.checks.filter(({ status }) => status === "fail").map(({ id }) => id);
    if (failed.includes("settings")) return 2; // bad input, as everywhere
    return failed.length > 0 ? 1 : 0;
  },
};
