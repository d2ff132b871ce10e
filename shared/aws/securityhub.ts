import { type AwsSecurityFinding, BatchImportFindingsCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { classify } from "../act/classify.ts";
import type { FactProblem } from "../model/role-facts.ts";
import { clientSettings, perRegion } from "./client.ts";

type Sender = Pick<SecurityHubClient, "send">;
const clientFor: (region: string) => Sender = perRegion(
  (region) => new SecurityHubClient({ ...clientSettings, region }),
);

/** The SDK lists partitions; ours comes from an ARN. */
type Finding = Omit<AwsSecurityFinding, "Resources"> & {
  Resources: readonly { Type: string; Id: string; Partition: string; Region: string }[];
};

/** BatchImportFindings takes no more. */
const atOnce = 100;
const where = "BatchImportFindings";

/** Brings findings to Security Hub. What it does not take is a problem: the audit goes on. */
export const importFindings = async (
  region: string,
  findings: readonly Finding[],
  client = clientFor(region),
): Promise<readonly FactProblem[]> => {
  const problems: FactProblem[] = [];
  for (let from = 0; from < findings.length; from += atOnce) {
    try {
      const batch = findings.slice(from, from + atOnce) as AwsSecurityFinding[];
      const { FailedFindings = [] } = await client.send(new BatchImportFindingsCommand({ Findings: batch }));
      const what = ({
        ErrorCode,
        ErrorMessage,
      }: {
        ErrorCode?: string | undefined;
        ErrorMessage?: string | undefined;
      }) => `refused: ${ErrorCode} ${ErrorMessage}`;
      problems.push(...FailedFindings.slice(0, 5).map((failed) => ({ where, what: what(failed) })));
    } catch (error) {
      return [...problems, { where, what: `cannot be written: ${classify(error).reason}` }];
    }
  }
  return problems;
};
