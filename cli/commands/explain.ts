import type { Command } from "commander";
import type { Question } from "../explain/access/question.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

const summary = "tells why a creation was decided so, or why somebody could do something";
const help = `${summary}

  A creation, from the ledger or from CloudTrail files:
    explain <event-id|arn> [files...]
  Access, from the live account or from a folder with verify.json:
    explain --who ARN --action s3:GetObject --resource ARN`;

const addQuestion = (command: Command): void => {
  command
    .option("--who <arn>", "who asks: a role, an assumed-role session, an IAM user, an account's root")
    .option("--action <name>", "what for, such as sagemaker:DeleteEndpoint")
    .option("--resource <arn>", "on what; * where the action takes no resource")
    .option("--policies <dir>", "a folder with verify.json, instead of the live account")
    .option("--resource-tags <key=value...>", "its tags, else those that SageMaker tells")
    .option("--request-tags <key=value...>", "tags that the call brings")
    .option("--session-tags <key=value...>", "tags of the session")
    .option("--access-key <id>", "of the session, whose tags the ledger knows by it")
    .option("--context <key=value...>", "further condition keys; a key that stands twice has both values");
};

const access = async (question: Question, options: CommonOptions, io: Io): Promise<number> => {
  const { explainAccess } = await import("../explain/access/explain.ts");
  const { asText } = await import("../explain/access/text.ts");
  const answer = await explainAccess(question, options, io);
  if (answer === undefined) {
    io.err(`nobody ${question.who.arn} in ${question.policies ?? "this account"}`);
    return 1;
  }
  io.out(options.json ? JSON.stringify(answer) : asText(answer));
  return 0;
};

export const verb: Verb = {
  name: "explain",
  summary,
  configure(command) {
    addFailOn(command);
    command
      .description(help)
      .argument("[event-id|arn]", "the record's eventID, or the resource's ARN")
      .argument("[files...]", "CloudTrail files, as `replay` takes them; without any the deployed ledger is read");
    addQuestion(command);
  },
  async run([subject, ...files], options, io) {
    const { questionIn } = await import("../explain/access/question.ts");
    const question = questionIn(subject, options);
    if (question !== undefined) return access(question, options, io);
    const { asText } = await import("../explain/explanation.ts");
    const { explain } = await import("../explain/explain.ts");
    const { explanation, searched, isDamaged } = await explain(subject ?? "", files, options, io);
    if (explanation === undefined) {
      io.err(`no creation ${JSON.stringify(subject)} in ${searched}`);
      return 1;
    }
    io.out(options.json ? JSON.stringify(explanation) : asText(explanation));
    return isDamaged || isGrave(explanation.findings, options.failOn) ? 1 : 0;
  },
};
