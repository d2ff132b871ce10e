import { keyOf } from "./bounds.ts";

/** Parts of a user agent that say who distributes a product, before the product's own. */
const forerunners = new Set(["APN", "HashiCorp", "MSIE"]);

/** The product of a user agent without its version: `Boto3/1.35 md/Botocore#1.35` is `Boto3`. A new version is nothing new. */
export const agentFamily = (userAgent: string): string => {
  const products = userAgent.replace(/^\[|\]$/g, "").split(/[\s,;]+/);
  const product = products.find((part) => part !== "" && !forerunners.has(part.split("/")[0] ?? "")) ?? userAgent;
  return keyOf(product.split("/")[0] ?? product, 48);
};
