import { $Command, ListModelsCommand, type SageMakerClientResolvedConfig } from "@aws-sdk/client-sagemaker";
import { getEndpointPlugin } from "@smithy/core/endpoints";

/** Of the SDK's schemas: operation, structure, text, number, list of whatever it is. */
const types = { operation: 9, structure: 3, text: 0, number: 1, documents: 64 | 15 } as const;
const namespace = "com.amazonaws.sagemaker";

type Members = readonly (readonly [name: string, type: number])[];

const structure = (name: string, members: Members) =>
  [types.structure, namespace, name, 0, members.map(([key]) => key), members.map(([, type]) => type)] as const;

/**
 * The command of a list that the service model has and this version of the SDK not yet. Its summaries come as they were
 * sent, times as seconds since 1970.
 */
export const newerList = (call: string, items: string, needs: readonly string[] = []) => {
  const input: Members = [
    ...needs.map((need) => [need, types.text] as const),
    ["MaxResults", types.number],
    ["NextToken", types.text],
  ];
  const output: Members = [
    [items, types.documents],
    ["NextToken", types.text],
  ];
  const schema = [
    types.operation,
    namespace,
    call,
    0,
    () => structure(`${call}Request`, input),
    () => structure(`${call}Response`, output),
  ];
  return $Command
    .classBuilder()
    .ep(ListModelsCommand.getEndpointParameterInstructions())
    .m((Command, _stack, config) => [
      getEndpointPlugin(config as SageMakerClientResolvedConfig as never, Command.getEndpointParameterInstructions()),
    ])
    .s("SageMaker", call, {})
    .n("SageMakerClient", `${call}Command`)
    .sc(schema as never)
    .build();
};
