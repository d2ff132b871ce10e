import { ListTagsCommand } from "@aws-sdk/client-sagemaker";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import { secondsBetween } from "#shared/model/time.ts";
import { names } from "#shared/names.ts";
import { ledgerOver } from "#shared/record/ledger.ts";
import type { Act } from "./acts.ts";
import type { Stage } from "./stage.ts";
import type { Line } from "./table.ts";

const rowOf = async ({ root }: Stage, arn: string): Promise<CreationRow | undefined> => {
  const ledger = ledgerOver(
    dynamoTable(names.table, () => root.dynamodb),
    { keep: 0 },
  );
  return (await ledger.creations(arn))[0];
};

const inShort = (seconds: number): string => seconds.toFixed(seconds < 100 ? 1 : 0);

/** How a resource stands: the ledger's row, and the tags that it has in truth. */
export const look = async (act: Act, arn: string, stage: Stage): Promise<Line> => {
  const { sagemaker } = stage.root;
  const row = await rowOf(stage, arn);
  const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn: arn }));
  const tag = (key: string): string | undefined => Tags.find(({ Key }) => Key === key)?.Value;
  const owner = tag("studiouserid") && tag("team") ? `${tag("studiouserid")}/${tag("team")}` : "nobody";
  const outcome = (await act.ending?.(stage)) ?? row?.outcome ?? "";
  return {
    story: act.story,
    kind: act.kind,
    name: arn.split("/").at(-1) ?? arn,
    owner,
    evidence: row?.owner.studiouserid?.evidence.resolver ?? "",
    outcome,
    seconds: row?.taggedAt ? inShort(secondsBetween(row.createdAt, row.taggedAt)) : "",
    calls: row ? String(row.calls) : "",
    isRight:
      row &&
      owner === act.owner &&
      act.outcomes.includes(outcome) &&
      // The row keeps when evidence tagged it; a person's word has its time in the case.
      (owner === "nobody" || act.talk !== undefined || row.taggedAt !== undefined),
  };
};
