import { expect, test } from "@jest/globals";
import { homeOf, stsEndpoint } from "./sts-endpoint.ts";

test.each([
  ["us-east-1", {}, "https://sts.us-east-1.amazonaws.com/"],
  ["cn-north-1", {}, "https://sts.cn-north-1.amazonaws.com.cn/"],
  ["us-gov-west-1", { AWS_USE_FIPS_ENDPOINT: "true" }, "https://sts.us-gov-west-1.amazonaws.com/"],
  ["us-isob-east-1", {}, "https://sts.us-isob-east-1.sc2s.sgov.gov/"],
  ["us-east-2", { AWS_USE_FIPS_ENDPOINT: "true" }, "https://sts-fips.us-east-2.amazonaws.com/"],
  ["us-east-1", { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" }, "http://127.0.0.1:4566/"],
  ["us-east-1", { AWS_ENDPOINT_URL: "http://a", AWS_ENDPOINT_URL_STS: "http://b" }, "http://b/"],
  [
    "us-east-1",
    { AWS_ENDPOINT_URL: "http://a", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" },
    "https://sts.us-east-1.amazonaws.com/",
  ],
])("%s %j", (region, env, url) => {
  expect(stsEndpoint(region, env).href).toBe(url);
});

test.each([
  ["AWS_ENDPOINT_URL", "foo"],
  ["AWS_ENDPOINT_URL_STS", "localhost:4811"],
])("%s=%s is no address", (variable, url) => {
  expect(() => stsEndpoint("us-east-1", { [variable]: url })).toThrow(
    `${variable}: ${JSON.stringify(url)} is not a URL`,
  );
});

test.each(["", "us-east-1.evil.example/", "us-east-1@evil", "us east 1"])("%j is no region", (region) => {
  expect(() => stsEndpoint(region, {})).toThrow(/is not a region's name/);
});

test.each([
  ["aws", "us-east-1"],
  ["aws-cn", "cn-north-1"],
  ["aws-else", "us-east-1"],
])("the home of %s", (partition, region) => {
  expect(homeOf(partition)).toBe(region);
});
