import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";

export interface Parts {
  /** What keeps records from coming in, each as one sentence. */
  watch(): Promise<readonly string[]>;
  logger: { error(fault: string): void };
}

/** The canary: a rule that is gone makes no error anywhere else. */
export const makeHandler =
  ({ watch, logger }: Parts) =>
  async (): Promise<{ deadRules: number }> => {
    const faults = await watch();
    for (const fault of faults) logger.error(fault);
    return { deadRules: faults.length };
  };

export const handler = middy(
  makeHandler({
    watch: async () => {
      const [{ watchRules }, { deployedSettings }] = await Promise.all([
        import("#shared/aws/watch-rules.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return watchRules(deployedSettings());
    },
    logger: new Logger(),
  }),
);
