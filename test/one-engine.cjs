const { CloudFormationValidatePlugin } = require("aws-cdk-lib");

const { initializeEngine } = CloudFormationValidatePlugin.prototype;

/**
 * The CDK builds the engine of CloudFormation's rules anew where a template has a type that the last had not: half a second
 * for most that the tests make. With the rules for all types so far it is soon built for the last time.
 */
CloudFormationValidatePlugin.prototype.initializeEngine = function (types) {
  return initializeEngine.call(this, types.union(this.engineResourceTypes ?? new Set()));
};
