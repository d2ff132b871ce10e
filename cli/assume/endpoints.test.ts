import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { endpointsOf } from "./endpoints.ts";
import { temporaryFolder } from "./fixture.ts";

const file = join(temporaryFolder(), "config");
writeFileSync(
  file,
  `[services lab]
sts =
  endpoint_url = http://sts
elastic-beanstalk =
  other = x
  endpoint_url: http://eb
s3 =
  other = x
[services none]
`,
);
const own = { endpoint_url: "http://all" };
const both = { ...own, services: "lab" };
const services = { AWS_ENDPOINT_URL_STS: "http://sts", AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: "http://eb" };

test.each([
  [undefined, {}, {}],
  [{ region: "x" }, {}, {}],
  [own, {}, { AWS_ENDPOINT_URL: "http://all" }],
  [both, {}, { AWS_ENDPOINT_URL: "http://all", ...services }],
  [{ services: "lab" }, {}, services],
  [{ ...own, services: "none" }, {}, { AWS_ENDPOINT_URL: "http://all" }],
  [{ ...own, services: "absent" }, {}, { AWS_ENDPOINT_URL: "http://all" }],
  [both, { AWS_ENDPOINT_URL: "http://env" }, {}],
  [{ services: "lab" }, { AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: "http://env" }, { AWS_ENDPOINT_URL_STS: "http://sts" }],
  [both, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, {}],
  [{ ...both, ignore_configured_endpoint_urls: "True" }, {}, {}],
])("%j, %j", (profile, env, endpoints) => {
  expect(endpointsOf("p", profile, { AWS_CONFIG_FILE: file, ...env })).toEqual(endpoints);
});

test("no address", () => {
  expect(() => endpointsOf("p", { endpoint_url: "foo" }, {})).toThrow('endpoint_url of profile "p": "foo"');
});
