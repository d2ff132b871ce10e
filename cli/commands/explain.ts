import { addFailOn, isGrave } from "../fail-on.ts";
import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "explain",
  summary: "tells why a creation was decided so, from the ledger or from CloudTrail files",
  configure(command) {
    addFailOn(command);
    command
      .argument("<event-id|arn>", "the record's eventID, or the resource's ARN")
      .argument("[files...]", "CloudTrail files, as `replay` takes them; without any the deployed ledger is read");
  },
  async run([subject = "", ...files], options, io) {
    const { asText } = await import("../explain/explanation.ts");
    const { explain } = await import("../explain/explain.ts");
    const { explanation, searched, isDamaged } = await explain(subject, files, options, io);
    if (explanation === undefined) {
      io.err(`no creation ${JSON.stringify(subject)} in ${searched}`);
      return 1;
    }
    io.out(options.json ? JSON.stringify(explanation) : asText(explanation));
    return isDamaged || isGrave(explanation.findings, options.failOn) ? 1 : 0;
  },
};
