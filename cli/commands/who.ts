import { names } from "#shared/names.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { readKeyId } from "../who/key.ts";
import type { Answer } from "../who/model.ts";

interface Outcome {
  answer: Answer;
  now: string;
  searched: string;
  isDamaged: boolean;
}

const fromFiles = async (id: string, files: readonly string[], options: CommonOptions, io: Io): Promise<Outcome> => {
  const { loadSettings } = await import("../settings.ts");
  const { readTrailFiles } = await import("../trail-files.ts");
  const { readsOfFiles } = await import("../who/from-files.ts");
  const { findOut } = await import("../who/ask.ts");
  const { answerOf } = await import("../who/answer.ts");
  const settings = await loadSettings(options, io);
  const now = new Date().toISOString();
  const { reads, isDamaged, records } = await readsOfFiles(id, readTrailFiles(files, io), settings, io.err, now);
  const searched = `${files.join(", ")} (${records} records)`;
  return { answer: answerOf(await findOut(id, settings, reads), now), now, searched, isDamaged };
};

const fromAccount = async (id: string, options: CommonOptions, io: Io): Promise<Outcome> => {
  const { findDeployment } = await import("../deployed.ts");
  const { liveEdges, readsOfAccount } = await import("../who/live.ts");
  const { findOut } = await import("../who/ask.ts");
  const { answerOf } = await import("../who/answer.ts");
  const { settings, region, isDeployed } = await findDeployment(options, io);
  const reads = readsOfAccount(settings, await liveEdges(settings, isDeployed));
  const searched = `${isDeployed ? `the ledger ${names.table} in ${region} and ` : ""}LookupEvents`;
  return {
    answer: answerOf(await findOut(id, settings, reads), reads.now),
    now: reads.now,
    searched,
    isDamaged: false,
  };
};

/** What can be known of a key that nobody issued here, as far as is seen. */
const unknown = ({ accessKeyId, account, notes }: Answer, searched: string): string[] => [
  `${accessKeyId} is not in ${searched}: records may be 15 minutes late, and those of other accounts' sessions are not here`,
  ...(account === null ? [] : [`the key belongs to the account ${account}`]),
  ...notes,
];

export const verb: Verb = {
  name: "who",
  summary: "whose an access key is: person, role, connection, the chain of sessions, and until when",
  configure(command) {
    command
      .argument("<access-key-id>", "the id of a key, such as a record's userIdentity.accessKeyId; never the secret")
      .argument(
        "[files...]",
        "CloudTrail files, as `replay` takes them; without any the deployed ledger is read, and LookupEvents asked for what it has no more",
      );
  },
  async run([text = "", ...files], options, io) {
    const { asText } = await import("../who/text.ts");
    const id = readKeyId(text);
    const { answer, now, searched, isDamaged } =
      files.length > 0 ? await fromFiles(id, files, options, io) : await fromAccount(id, options, io);
    const isKnown = answer.from !== "nothing";
    if (options.json) io.out(JSON.stringify(answer));
    else if (isKnown) io.out(asText(answer, now));
    if (!isKnown) for (const line of unknown(answer, searched)) io.err(line);
    return !isKnown || isDamaged || answer.contradictions.length > 0 ? 1 : 0;
  },
};
