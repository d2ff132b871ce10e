import { createGunzip } from "node:zlib";

/** A trail file that cannot be read further. What was read before stays good. The message names the place. */
export class DamagedFile extends Error {
  override name = "DamagedFile";
}

export interface UnpackLimits {
  /** Bytes that one file may unpack to. */
  output: number;
  /** How often larger than what it came from the output may be, looked at from `ratioFrom` bytes of output on. */
  ratio: number;
  ratioFrom: number;
}

/** CloudTrail's files shrink to a fifth or an eighth; deflate cannot exceed 1,032. */
export const unpackLimits: UnpackLimits = { output: 512 * 2 ** 20, ratio: 200, ratioFrom: 64 * 2 ** 20 };

/**
 * The bytes of a file, unpacked when they begin as gzip does, whatever the file is called. Several members in one file are
 * read as one. Throws `DamagedFile` after everything before the damage was given.
 */
export async function* unpack(source: AsyncIterable<Uint8Array>, limits = unpackLimits): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = rest(head, chunks);
  yield* head[0] === 0x1f && head[1] === 0x8b ? gunzip(whole, limits) : whole;
}

async function* rest(head: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

async function* gunzip(source: AsyncIterable<Uint8Array>, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  const inflater = startInflater();
  let [read, written] = [0, 0];
  try {
    for await (const chunk of source) {
      for (const slice of slices(chunk, read)) {
        const output = await inflater.write(slice);
        written += output.bytes.length;
        if (output.bytes.length > 0) yield output.bytes;
        if (output.error) throw damaged(output.error, read);
        read += slice.length;
        checkLimits(read, written, limits);
      }
    }
    const last = await inflater.end();
    if (last.bytes.length > 0) yield last.bytes;
    if (last.error) throw damaged(last.error, read);
  } finally {
    inflater.stop();
  }
}

/**
 * zlib keeps to itself what it unpacked in the call that fails, so the calls are short: 64 bytes at the beginning, where
 * a small file's damage lies, then 4 KiB.
 */
function* slices(chunk: Uint8Array, read: number): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; ) {
    const length = read + at < 65_536 ? 64 : 4_096;
    yield chunk.subarray(at, at + length);
    at += length;
  }
}

const damaged = (error: NodeJS.ErrnoException, offset: number): DamagedFile => {
  const what = error.code === "Z_BUF_ERROR" ? "truncated gzip" : `corrupt gzip (${error.message})`;
  return new DamagedFile(`${what} at byte ${offset}`, { cause: error });
};

const checkLimits = (read: number, written: number, { output, ratio, ratioFrom }: UnpackLimits): void => {
  const tooMuch = written > output ? `${output} bytes` : `${ratio} times its size`;
  if (written > output || (written > ratioFrom && written > ratio * read))
    throw new DamagedFile(`gzip that unpacks to more than ${tooMuch}, given up at byte ${read}`);
};

interface Output {
  bytes: Uint8Array;
  error: NodeJS.ErrnoException | undefined;
}

/** A gunzip stream that is fed piece by piece and answers what each piece gave. */
const startInflater = () => {
  const stream = createGunzip();
  let pieces: Uint8Array[] = [];
  let error: Error | undefined;
  stream.on("data", (piece: Uint8Array) => pieces.push(piece));
  stream.on("error", (reason) => {
    error = reason;
  });
  const settle = (feed: (done: () => void) => void): Promise<Output> =>
    new Promise((resolve) => {
      const done = (): void => {
        stream.off("close", done);
        const bytes = Buffer.concat(pieces);
        pieces = [];
        resolve({ bytes, error });
      };
      stream.once("close", done);
      feed(done);
    });
  return {
    write: (slice: Uint8Array) => settle((done) => stream.write(slice, () => done())),
    end: () =>
      settle((done) => {
        stream.once("end", done);
        stream.end();
      }),
    stop: () => stream.destroy(),
  };
};
