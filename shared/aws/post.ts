export interface Reply {
  status: number;
  text: string;
  date: string | undefined;
}

interface Post {
  headers: Readonly<Record<string, string>>;
  body: string;
  /** For the whole answer: one that comes byte by byte is none. */
  limitMs: number;
}

/** What an answer without lists is far from. */
const limitBytes = 1_000_000;

const textOf = async (response: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Error("the answer is too long");
  }
  return Buffer.concat(chunks).toString();
};

/** Throws what Node's network fails with, and TimeoutError. */
export const post = async (url: URL, { headers, body, limitMs }: Post): Promise<Reply> => {
  // As an ES module node:http loads Node's fetch too, which takes as long as Node's start.
  const { request } = process.getBuiltinModule(url.protocol === "http:" ? "node:http" : "node:https");
  let timer: NodeJS.Timeout | undefined;
  const answered = new Promise<Reply>((resolve, reject) => {
    const sent = request(url, { method: "POST", headers }, async (response) => {
      try {
        resolve({ status: response.statusCode ?? 0, text: await textOf(response), date: response.headers.date });
      } catch (error) {
        reject(error);
      }
    });
    sent.on("error", reject);
    sent.end(body);
    timer = setTimeout(() => {
      reject(Object.assign(new Error("no answer"), { name: "TimeoutError" }));
      sent.destroy();
    }, limitMs);
  });
  return answered.finally(() => clearTimeout(timer));
};
