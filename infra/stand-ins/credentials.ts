/**
 * Stands in for `@aws-sdk/credential-provider-node` in the functions' bundles: Lambda gives a function its credentials
 * by environment, always, and keeps them valid as long as the environment lives. Loading the chain that would look in
 * files, containers, instance metadata and single sign-on takes a third of the start.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error("Lambda's environment holds no credentials");
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
