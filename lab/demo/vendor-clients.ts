import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type Credentials, issued, type Place } from "./clients.ts";

/** Where a vendor calls from, and as whom. */
export interface From {
  place: Pick<Place, "endpoint" | "region">;
  address: string;
  credentials: Credentials;
}

/** Where one client calls to, and from which address. */
export interface Addressed {
  endpoint: string;
  region?: string;
  address?: string;
  credentials: Credentials;
}

type Send = (args: { request: { headers: Record<string, string> } }) => Promise<unknown>;

/** One attempt: a refusal is an answer. The lab takes the address from a header. */
export const addressed = <Client extends { middlewareStack: { add: unknown } }>(
  Class: new (config: object) => Client,
  { endpoint, region = "us-east-1", address, credentials }: Addressed,
): Client => {
  const client = new Class({ endpoint, region, credentials, maxAttempts: 1, forcePathStyle: true });
  const add = (next: Send): Send => {
    return (args) => {
      if (address !== undefined) args.request.headers["x-lab-source-ip"] = address;
      return next(args);
    };
  };
  (client.middlewareStack.add as (middleware: typeof add, options: object) => void)(add, { step: "build" });
  return client;
};

export const vendorClients = ({ place: { endpoint, region }, address, credentials }: From) => {
  const from = { endpoint, region, address, credentials };
  return { s3: addressed(S3Client, from), iam: addressed(IAMClient, from), sts: addressed(STSClient, from) };
};

/** The vendor's own account asks for the role. */
export const taken = async (
  { place, address }: Omit<From, "credentials">,
  asked: { account: string; role: string; externalId: string; name: string },
): Promise<Credentials> => {
  const { sts } = vendorClients({
    place,
    address,
    credentials: { accessKeyId: asked.account, secretAccessKey: "test" },
  });
  const command = new AssumeRoleCommand({
    RoleArn: asked.role,
    RoleSessionName: asked.name,
    ExternalId: asked.externalId,
  });
  return issued((await sts.send(command)).Credentials);
};
