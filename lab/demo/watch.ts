import { ListTagsCommand } from "@aws-sdk/client-sagemaker";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import { secondsBetween } from "#shared/model/time.ts";
import { names } from "#shared/names.ts";
import { ledgerOver } from "#shared/record/ledger.ts";
import type { Act } from "./acts.ts";
import type { Clients } from "./clients.ts";
import type { Line } from "./table.ts";

/** How a resource stands: the ledger's row, and the tags that it has in truth. */
export const look = async (act: Act, arn: string, { dynamodb, sagemaker }: Clients): Promise<Line> => {
  const ledger = ledgerOver(
    dynamoTable(names.table, () => dynamodb),
    { keep: 0 },
  );
  const [row] = await ledger.creations(arn);
  const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn: arn }));
  const tag = (key: string): string | undefined => Tags.find(({ Key }) => Key === key)?.Value;
  const owner = tag("studiouserid") && tag("team") ? `${tag("studiouserid")}/${tag("team")}` : "nobody";
  const outcome = row?.outcome ?? "";
  return {
    story: act.story,
    kind: act.kind,
    name: arn.split("/").at(-1) ?? arn,
    owner,
    evidence: row?.owner.studiouserid?.evidence.resolver ?? "",
    outcome,
    seconds: row?.taggedAt ? secondsBetween(row.createdAt, row.taggedAt).toFixed(1) : "",
    calls: row ? String(row.calls) : "",
    isRight:
      row &&
      owner === act.owner &&
      act.outcomes.includes(outcome) &&
      (owner === "nobody" || row.taggedAt !== undefined),
  };
};
