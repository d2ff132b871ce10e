import { setTimeout as wait } from "node:timers/promises";
import type { Probe } from "./live.ts";

/** The real account. */
export const liveProbe = (region: string): Probe => {
  const place = { region };
  const sagemaker = () => import("#shared/aws/inspect/sagemaker.ts");
  return {
    create: async (name) => (await sagemaker()).createExperiment(name, place),
    remove: async (name) => (await sagemaker()).deleteExperiment(name, place),
    tags: async (arn) => (await sagemaker()).readTags(arn, place),
    outcome: async (arn) => {
      const { deployedLedger } = await import("#shared/aws/inspect/ledger.ts");
      return (await deployedLedger(place).creations(arn))[0];
    },
    records: async (name) => {
      const { lookupRecords } = await import("#shared/aws/inspect/cloudtrail.ts");
      return lookupRecords({ key: "ResourceName", value: name, most: 10 }, place);
    },
    wait: async (ms) => void (await wait(ms)),
    now: () => performance.now(),
  };
};
