import { ownArn, type Permission } from "../model/function-definition.ts";
import { names } from "../names.ts";

/** For every function that writes: it looks at it before. */
export const pausePermission: Permission = {
  actions: ["ssm:GetParameter"],
  resources: [ownArn("ssm", "*", `parameter${names.pauseParameter}`)],
  why: "Whether somebody paused everything.",
};
