import { GetPublicKeyCommand, KMSClient, SignCommand, type SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { makeClient, type Place } from "./client.ts";

/** A key pair whose private half never leaves KMS. */
export interface SigningKey {
  arn: string;
  /** PEM */
  publicKey: string;
  /** What the key can do. */
  algorithms: readonly string[];
}

type Sender = Pick<KMSClient, "send">;

/** `id`: a key's ARN, an alias or its ARN. */
export const readSigningKey = async (
  id: string,
  place: Place,
  client: Sender = makeClient(KMSClient, place),
): Promise<SigningKey> => {
  const { KeyId, PublicKey, KeyUsage, SigningAlgorithms } = await client.send(new GetPublicKeyCommand({ KeyId: id }));
  if (PublicKey === undefined) throw new Error(`KMS answered GetPublicKey of ${id} without a key`);
  return {
    arn: KeyId ?? id,
    publicKey: pemOf(PublicKey),
    algorithms: KeyUsage === "SIGN_VERIFY" ? (SigningAlgorithms ?? []) : [],
  };
};

const pemOf = (der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----", ""].join("\n");
};

/** Of a digest that the algorithm is for. */
export const signDigest = async (
  { arn, algorithm, digest }: { arn: string; algorithm: string; digest: Uint8Array },
  place: Place,
  client: Sender = makeClient(KMSClient, place),
): Promise<Uint8Array> => {
  const { Signature } = await client.send(
    new SignCommand({
      ...{ KeyId: arn, Message: digest, MessageType: "DIGEST" },
      SigningAlgorithm: algorithm as SigningAlgorithmSpec,
    }),
  );
  if (Signature === undefined) throw new Error("KMS answered Sign without a signature");
  return Signature;
};
