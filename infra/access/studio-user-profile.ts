import { RemovalPolicy } from "aws-cdk-lib";
import { CfnUserProfile } from "aws-cdk-lib/aws-sagemaker";
import { Construct } from "constructs";
import type { StudioTagKeys } from "./documents.ts";

export interface StudioUserProfileProps {
  domainId: string;
  /** The id in the directory: the profile's name, its tag, and in Studio the source identity. */
  person: string;
  team: string;
  project?: string | undefined;
  /** Of the team. */
  executionRoleArn: string;
  tagKeys: StudioTagKeys;
  /** Of Identity Center, in a domain in SSO mode. */
  singleSignOnUser?: string;
  /** It outlives its stack. Absent: true. */
  isKept?: boolean;
}

/** One person's profile: whoever has its `studiouserid` opens it. */
export class StudioUserProfile extends Construct {
  constructor(scope: Construct, id: string, props: StudioUserProfileProps) {
    super(scope, id);
    const { domainId, person, team, project, executionRoleArn, tagKeys, singleSignOnUser } = props;
    const profile = new CfnUserProfile(this, "Profile", {
      ...{ domainId, userProfileName: person },
      userSettings: { executionRole: executionRoleArn },
      ...(singleSignOnUser !== undefined && {
        singleSignOnUserIdentifier: "UserName",
        singleSignOnUserValue: singleSignOnUser,
      }),
      tags: [
        { key: tagKeys.team, value: team },
        { key: tagKeys.studiouserid, value: person },
        ...(project === undefined ? [] : [{ key: tagKeys.project, value: project }]),
      ],
    });
    profile.applyRemovalPolicy(
      props.isKept === false ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    );
  }
}
