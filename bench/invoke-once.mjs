// One cold start: loads a bundle as Lambda does, gives its handler one event, tells the times on file descriptor 3.
// JavaScript, because Node loads its type stripper for anything else, and this measures a start.
import { writeSync } from "node:fs";
// Lambda's runtime has it loaded. The SDK does so only for an endpoint without TLS, such as the bench's, and then as an
// ES module, which loads Node's fetch too: 15 ms that no deployed function pays.
import "node:http";

const [, , bundle, event] = process.argv;
const input = JSON.parse(event);
const context = { getRemainingTimeInMillis: () => 60_000 };
const cpu = process.cpuUsage();
const began = performance.now();
const { handler } = await import(bundle);
const imported = performance.now();
const answer = await handler(input, context);
const ended = performance.now();
const { user, system } = process.cpuUsage(cpu);
const times = { importMs: imported - began, eventMs: ended - imported, cpuMs: (user + system) / 1000 };
writeSync(3, JSON.stringify({ ...times, answer }));
process.exit();
