import middy from "@middy/core";
import type { CustomRequest } from "#shared/aws/custom-resource.ts";
import type { Deployment } from "#shared/guard-deployment.ts";

export interface Parts {
  /** Why the role must not be written now; undefined: it may. */
  judge(deployment: Deployment): Promise<string | undefined>;
  answer(request: CustomRequest, said: { id: string; refused: string | undefined }): Promise<void>;
}

/** CloudFormation asks before it writes a vendor's role. Without a word of the ledger nothing is written. */
export const makeHandler =
  ({ judge, answer }: Parts) =>
  async (event: unknown): Promise<void> => {
    const { readCustomRequest } = await import("#shared/aws/custom-resource.ts");
    const request = readCustomRequest(event);
    const { Role: role, Vendor: vendor } = request.properties;
    const isWhole = typeof role === "string" && typeof vendor === "string";
    const refused = isWhole
      ? await judge({ type: request.type, role, vendor, writes: request.hash }).catch(unknown)
      : "The guard was asked about no role: Role and Vendor are missing.";
    await answer(request, { id: `guard-${isWhole ? vendor : "of-nothing"}`, refused });
  };

const unknown = async (error: unknown): Promise<string> => {
  const { classify } = await import("#shared/act/classify.ts");
  return `Sagewarden's ledger could not be asked whether the role is contained, so nothing is written: ${classify(error).reason}. Deploy again when it can be read.`;
};

export const handler = middy(
  makeHandler({
    judge: async (deployment) => {
      const [{ guardDeployment }, { deploymentsOver }, { incidentsOver }, { liveTable }, { environment }] =
        await Promise.all([
          import("#shared/guard-deployment.ts"),
          import("#shared/record/deployments.ts"),
          import("#shared/record/incidents.ts"),
          import("#shared/aws/live-table.ts"),
          import("#shared/aws/environment.ts"),
        ]);
      const table = liveTable(environment("TABLE_NAME"));
      const incidents = incidentsOver(table, { keep: 0 });
      return guardDeployment(deployment, { incidents, deployments: deploymentsOver(table) });
    },
    answer: async (request, said) =>
      (await import("#shared/aws/custom-resource.ts")).answerCustomRequest(request, said),
  }),
);
