/**
 * Stands in for `@aws-sdk/middleware-endpoint-discovery` in the functions' bundles: 9 KiB with its cache. DynamoDB's client
 * asks for it when it is made, and no DynamoDB operation uses it: Timestream is what has endpoints to discover.
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
