import { Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** A value as cdk-nag names it: intrinsic functions in angle brackets, and what looks like one of Fn::Sub's, as IAM's variables do. */
const flat = (value: unknown): string => {
  if (typeof value === "string") return value.replaceAll(/\$\{([^}]*)\}/g, "<$1>");
  const { Ref: reference, "Fn::GetAtt": attribute, "Fn::Join": join } = value as Record<string, unknown>;
  if (typeof reference === "string") return `<${reference}>`;
  if (Array.isArray(attribute)) return `<${attribute.join(".")}>`;
  if (!Array.isArray(join)) return JSON.stringify(value);
  const [separator, parts] = join as [string, unknown[]];
  return parts.map(flat).join(separator);
};

/** Says why a rule of cdk-nag does not hold for this construct and what is in it. */
export const acknowledge = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
  // CDK stores a blank as a hyphen, and cdk-nag looks for the blank: a tag's key may have one.
  if (id.includes(" ")) construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
};

/** Says why a resource in a role's policies is a pattern. Does nothing for a resource that is none. */
export const acknowledgePattern = (construct: IConstruct, resource: string, reason: string): void => {
  const name = flat(Stack.of(construct).resolve(resource));
  if (name.includes("*")) acknowledge(construct, `AwsSolutions-IAM5[Resource::${name}]`, reason);
};
