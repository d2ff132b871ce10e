// A long command: for two hours of the lab's time it asks AWS every few minutes. It says what it was answered, as one line of JSON.
import { renameSync, writeFileSync } from "node:fs";
import { setImmediate as next } from "node:timers/promises";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const [endpoint, steps, seconds] = process.argv.slice(2);

/** So much time passes, for us, for the account, and for whoever lends the credentials. */
const skip = async () => {
  const body = JSON.stringify({ skip: Number(seconds) });
  const clock = await (await fetch(`${endpoint}/_lab/clock`, { method: "POST", body })).json();
  const file = process.env.LAB_CLOCK;
  writeFileSync(`${file}.new`, JSON.stringify(clock));
  renameSync(`${file}.new`, file);
};

/**
 * In its last five minutes the SDK asks for others in the background, for which it has minutes: they pass here only once it has them.
 * Without anybody who renews it stops asking at its end.
 */
const renewedInBackground = async () => {
  for (;;) {
    const { expiration } = await client.config.credentials();
    const left = (expiration?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now();
    if (left > 300_000 || left < 0) return;
    await next();
  }
};

const client = new STSClient({ maxAttempts: 1 });
const [keys, left, refused] = [new Set(), [], []];
for (let step = 0; step < Number(steps); step++) {
  if (step > 0) {
    await renewedInBackground();
    await skip();
  }
  try {
    await client.send(new GetCallerIdentityCommand({}));
    const { accessKeyId, expiration } = await client.config.credentials();
    keys.add(accessKeyId);
    left.push(expiration === undefined ? null : Math.round((expiration.getTime() - Date.now()) / 1000));
  } catch (error) {
    refused.push(error.name);
  }
}
process.stdout.write(`${JSON.stringify({ keys: [...keys], left, refused })}\n`);
