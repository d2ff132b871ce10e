import type { ProfileUrl } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { type Fields, textAt } from "./fields.ts";
import { hasFailed, readRecorded, readRequest } from "./record.ts";

/** Who has the address is in the profile for as long as it holds. */
export const urlOperation = "CreatePresignedDomainUrl";

const domainForm = /^d-(-*[a-z0-9]){1,61}$/;
const nameForm = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** One request for a profile's address, granted or not. A refused one without a profile asks for nobody's. */
export const readProfileUrl = (record: Fields): readonly ProfileUrl[] => {
  const { request } = readRequest(record);
  const [domainId, name] = [textAt(request, "domainId"), textAt(request, "userProfileName")];
  const isNamed = domainId !== undefined && domainForm.test(domainId) && name !== undefined && nameForm.test(name);
  if (!isNamed && hasFailed(record)) return [];
  if (!isNamed) throw new PoisonRecord("requestParameters: expected domainId and userProfileName of a profile");
  const recorded = readRecorded(record);
  const { partition, region, account } = recorded;
  const arn = `arn:${partition}:sagemaker:${region}:${account}:user-profile/${domainId}/${name}`;
  const error = textAt(record, "errorCode") ?? textAt(record, "errorMessage");
  return [
    {
      type: "profile-url",
      ...recorded,
      resource: { arn, kind: "UserProfile" },
      ...(error === undefined ? {} : { refused: error.slice(0, 128) }),
    },
  ];
};
