// One AssumeRole, signed by hand, as little as Node can load for it: what a command line that takes a role costs at the least.
// CommonJS, because node:http as an ES module loads Node's fetch too.
const { createHash, createHmac } = require("node:crypto");
const { request } = require("node:http");

const {
  AWS_ACCESS_KEY_ID: id,
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_REGION: region,
  AWS_ENDPOINT_URL: endpoint,
} = process.env;
const [, , roleArn, sessionName] = process.argv;
const body = `${new URLSearchParams({ Action: "AssumeRole", Version: "2011-06-15", RoleArn: roleArn, RoleSessionName: sessionName })}`;
const url = new URL(endpoint);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
const scope = [time.slice(0, 8), region, "sts", "aws4_request"];
const canonical = `POST\n/\n\nhost:${url.host}\nx-amz-date:${time}\n\nhost;x-amz-date\n${sha256(body)}`;
const key = scope.reduce((last, part) => createHmac("sha256", last).update(part).digest(), `AWS4${secret}`);
const text = `AWS4-HMAC-SHA256\n${time}\n${scope.join("/")}\n${sha256(canonical)}`;
const signature = createHmac("sha256", key).update(text).digest("hex");
const headers = {
  "content-type": "application/x-www-form-urlencoded",
  "x-amz-date": time,
  authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope.join("/")}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
};
request(url, { method: "POST", headers }, async (response) => {
  let answer = "";
  for await (const chunk of response) answer += chunk;
  if (!answer.includes("<SessionToken>")) process.exitCode = 1;
  console.log(/<AccessKeyId>([^<]+)/.exec(answer)?.[1]);
}).end(body);
