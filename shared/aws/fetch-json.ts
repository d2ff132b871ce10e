/** ms for the whole of it, and bytes: an issuer's keys have some KiB. */
const patience = 3_000;
const longest = 262_144;

const readAtMost = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > longest) throw new Error(`the answer has more than ${longest} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
};

/** A JSON document from an address in the settings, or from one that it names. It follows nobody elsewhere, and takes no cookies along. */
export const fetchJson = async (address: string, ask: typeof fetch = fetch): Promise<unknown> => {
  const answer = await ask(address, {
    ...{ redirect: "error", credentials: "omit", headers: { accept: "application/json" } },
    signal: AbortSignal.timeout(patience),
  });
  if (answer.status !== 200 || answer.body === null) throw new Error(`the answer is ${answer.status}`);
  return JSON.parse(await readAtMost(answer.body as unknown as AsyncIterable<Uint8Array>)) as unknown;
};
