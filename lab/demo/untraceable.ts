import { CreateNotebookInstanceCommand } from "@aws-sdk/client-sagemaker";
import { clientsOf } from "./clients.ts";
import { notebook } from "./inputs.ts";
import { assumed, type Stage } from "./stage.ts";

/** A notebook made by a service's session that proves nobody, whatever it is called. Answers its ARN. */
export const untraceable = async (stage: Stage, name: string): Promise<string> => {
  const session = await assumed(stage, "untraceable", { RoleSessionName: "alice" });
  const command = new CreateNotebookInstanceCommand(notebook(name, stage.roles.execution));
  return (await clientsOf(stage.place, session).sagemaker.send(command)).NotebookInstanceArn ?? "";
};
