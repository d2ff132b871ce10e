import { callRecord } from "../../vendors/watch/example-acts.ts";
import { notebookTakeover } from "./notebook-takeover.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const address = callRecord("sagemaker", "CreatePresignedDomainUrl", { domainId: "d-1", userProfileName: "alice" });

fires(notebookTakeover, [
  ["an address of somebody's Studio", address, "high", "CreatePresignedDomainUrl on d-1"],
  [
    "a script",
    callRecord("sagemaker", "CreateNotebookInstanceLifecycleConfig", { notebookInstanceLifecycleConfigName: "x" }),
    "high",
    "on x",
  ],
  [
    "it is put on a notebook",
    callRecord("sagemaker", "UpdateNotebookInstance", { notebookInstanceName: "n", lifecycleConfigName: "x" }),
    "high",
    "on n",
  ],
  [
    "a notebook is stopped for it",
    callRecord("sagemaker", "StopNotebookInstance", { notebookInstanceName: "n" }),
    "medium",
    "on n",
  ],
  ["refused", refused(address), "medium", "AccessDenied"],
  ["declared", address, "low", "d-1", registeredFor("sagemaker")],
]);

quiet(notebookTakeover, [
  ["a domain of CloudSearch", callRecord("cloudsearch", "UpdateDomain", { domainName: "d" })],
  ["a notebook is described", callRecord("sagemaker", "DescribeNotebookInstance", { notebookInstanceName: "n" })],
  ["Amplify has apps too", callRecord("amplify", "CreateApp", { name: "a" })],
]);
