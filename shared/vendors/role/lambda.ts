import { allow, type Grant, itsOwn, notAnothers, ownNames, tagged } from "./grant.ts";
import { all } from "./policy-json.ts";

/** What the vendor makes to answer predictions with. Its policy, its address and its triggers stay with the account. */
export const lambda: Grant = (contract, { partition, account }) => {
  const functions = [`arn:${partition}:lambda:*:${account}:function:${ownNames(contract)}`];
  // GetFunction answers for a function with tags only to who may list these.
  const using = ["lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:InvokeFunction", "lambda:ListTags"];
  const changing = ["lambda:DeleteFunction", "lambda:UpdateFunctionCode"];
  // IAM cannot ask for tags of the networks that a function is put into: it stays out of the account's.
  const outside = { Null: { "lambda:VpcIds": "true" } };
  if (contract.passRoles.length === 0) return [allow("UseFunctions", using, functions, itsOwn(contract))];
  return [
    allow("CreateFunctions", ["lambda:CreateFunction"], functions, all(tagged(contract), outside)),
    allow("TagFunctions", ["lambda:TagResource"], functions, all(tagged(contract), notAnothers(contract))),
    allow("UseFunctions", [...using, ...changing], functions, itsOwn(contract)),
    allow("ConfigureFunctions", ["lambda:UpdateFunctionConfiguration"], functions, all(itsOwn(contract), outside)),
  ];
};
