import type { Creation } from "../model/activity.ts";
import { kindNamed } from "./kinds.ts";

/**
 * Whether the new resource may carry tags that its record does not show. If not, its missing tags can be written
 * without reading it first.
 */
export const mayCarryOtherTags = ({
  announcedBy,
  tagsComplete,
  resource,
  principal,
  requestTags,
}: Pick<Creation, "announcedBy" | "tagsComplete" | "resource" | "principal" | "requestTags">): boolean => {
  const propagation = kindNamed(resource.kind)?.propagation ?? "always";
  if (!tagsComplete || announcedBy !== "api" || propagation === "always") return true;
  const byService = principal.type === "AWSService" || principal.invokedBy !== undefined;
  return isFromStudio(principal, requestTags) || (propagation === "service-made" && byService);
};

/** Studio's sessions are `assumed-role/<execution role>/SageMaker`; its console adds `sagemaker:…` tags to the request. */
const isFromStudio = (principal: Creation["principal"], requestTags: Creation["requestTags"]): boolean =>
  principal.session?.name === "SageMaker" || Object.keys(requestTags).some((key) => key.startsWith("sagemaker:"));

/** `model-package/<group>/<version>`: SageMaker takes no tags for a version, at creation or later; the group's are used. */
export const usesTagsOfItsGroup = ({ resource }: Pick<Creation, "resource">): boolean =>
  resource.kind === "ModelPackage" && /:model-package\/[^/]+\/\d+$/.test(resource.arn);
