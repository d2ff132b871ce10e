import { PoisonRecord } from "../model/errors.ts";

/** EventBridge's and SQS's own limit, bytes. */
const longest = 1_048_576;
/** CloudTrail's records have some 15 levels. What is deeper overflows the stack of whoever walks it. */
const deepest = 100;

/** The JSON of a queue message. Throws `PoisonRecord` with what is wrong; the body itself is not quoted. */
export const parseBody = (body: string): unknown => {
  const size = Buffer.byteLength(body);
  if (size > longest) throw new PoisonRecord(`the body has ${size} bytes, at most ${longest} are read`);
  if (depthOf(body) > deepest) throw new PoisonRecord(`the body is nested deeper than ${deepest} levels`);
  try {
    return JSON.parse(body);
  } catch {
    throw new PoisonRecord("the body is not JSON");
  }
};

/** Of brackets outside of strings; for what is not JSON any number will do. One pass: the body is hostile. */
const depthOf = (body: string): number => {
  let [depth, most, inString] = [0, 0, false];
  for (let at = 0; at < body.length; at++) {
    const character = body[at];
    if (character === '"') inString = !inString;
    else if (inString) at += character === "\\" ? 1 : 0;
    else if (character === "[" || character === "{") most = Math.max(most, ++depth);
    else if (character === "]" || character === "}") depth--;
  }
  return most;
};
