import type { Try } from "../model.ts";
import { creating, endOf, holding, ownTags } from "../tries.ts";
import type { World } from "../world.ts";

const jobs = [
  ["sagemaker:CreateTrainingJob", "training-job"],
  ["sagemaker:CreateHyperParameterTuningJob", "hyper-parameter-tuning-job"],
] as const;

/** A domain's file system has everybody's home folder, and whoever mounts it in a job reads them all. */
export const mountHomes = (world: World): readonly Try[] => {
  const { fresh, domain } = world.things;
  const context = { "sagemaker:FileSystemId": ["fs-of-the-domain"], "sagemaker:FileSystemDirectoryPath": ["/"] };
  const more = { context, with: "mounts the domain's file system" };
  return world.sessions.flatMap((by) =>
    jobs.flatMap(([action, type]) =>
      ownTags(world).map(
        (tags): Try => ({
          calls: [creating(by, action, fresh(type), tags, more)],
          ...{ needs: holding(by), end: endOf("data-read", "mounts", domain) },
        }),
      ),
    ),
  );
};
