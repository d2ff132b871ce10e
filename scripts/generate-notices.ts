import { choices, noticeTypes } from "../shared/model/notice.ts";
import { noticeMeanings } from "../shared/notify/meanings.ts";
import { isForOperators } from "../shared/notify/route.ts";
import { choiceWords } from "../shared/notify/sentences.ts";
import { page, table } from "./generate-docs.ts";

export const noticesPage = "docs/notices.md";

/** `docs/notices.md`: what people are told, what they can answer, and how it looks. */
export const generateNoticesPage = (): string =>
  page("Notices and answers", "shared/model/notice.ts, shared/notify/meanings.ts and shared/notify/sentences.ts", [
    "A notice goes to the first of these that can be reached: the person, the team's channel, the team's topic, the topic of all notices, which",
    "also gets a copy of each for programs. What operators are told goes to `notices.slack.channel` and that topic, in every mode, as is a border that",
    "was crossed; the rest is only recorded in mode `observe`. The settings are in [settings.md](settings.md) (`notices`, `teams`, `people`, `unowned`).",
    "",
    ...table(
      ["notice", "says", "to"],
      noticeTypes.map((type) => [
        `\`${type}\``,
        noticeMeanings[type],
        isForOperators({ type }) ? "operators" : "owner, team",
      ]),
    ),
    "",
    "## Answers",
    "",
    ...table(
      ["button", "lets one"],
      choices.map((choice) => [choiceWords[choice].button, choiceWords[choice].sentence]),
    ),
    "",
    "Who may give which, and when a second voice is needed: [014](decisions/014-a-claim-needs-evidence-or-a-second-voice.md).",
    "",
    "## How they look",
    "",
    "Rendered by the lab's Slack, from the messages that the deployed functions sent to it (`node scripts/screenshots.ts`).",
    "",
    "![A notice with its answers](images/slack-notice.png)",
    "",
    "![A thread to its end: notice, reminder, stopped](images/slack-thread.png)",
    "",
    "![An approver is asked to confirm](images/slack-confirm.png)",
    "",
  ]);
