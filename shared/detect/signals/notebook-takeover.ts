import { actSignal } from "./support/act-signal.ts";
import { operations } from "./support/operations.ts";

export const notebookTakeover = actSignal({
  id: "notebook-takeover",
  severity: "high",
  why: "A presigned address opens somebody's notebook, and a lifecycle script runs in it with its execution role: both give the vendor what that role may do, and the owner's open work.",
  blind: "What is done inside the notebook is not recorded, except what its execution role calls.",
  falsePositives: "A platform vendor that runs notebooks: declare sagemaker among its services.",
  attack: ["T1059.004", "T1546", "T1078.004"],
  needs: "management",
  operations: operations({
    high: {
      sagemaker: [
        "CreateNotebookInstanceLifecycleConfig",
        "UpdateNotebookInstanceLifecycleConfig",
        "UpdateNotebookInstance",
        "CreatePresignedNotebookInstanceUrl",
        "CreatePresignedDomainUrl",
        "CreateStudioLifecycleConfig",
        "CreatePresignedMlflowTrackingServerUrl",
        "StartSession",
        "UpdateDomain",
        "UpdateUserProfile",
        "UpdateSpace",
      ],
    },
    medium: { sagemaker: ["StartNotebookInstance", "StopNotebookInstance", "CreateApp"] },
  }),
});
