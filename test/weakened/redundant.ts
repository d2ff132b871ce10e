/** Weakenings that verify does not see, because something else holds what the statement held. `names`: by file, with bars between. */
export const redundant: readonly { why: string; names: Readonly<Record<string, string>> }[] = [
  {
    why: "Another condition of the statement, or its resource, is met by nothing of another team, whatever the action.",
    names: {
      "developer.json":
        "TagWhileCreating: any action | PassOwnRole: any action | SearchOwn: any action | ListNamesOfType: any action",
      "supporting-services.json":
        "OwnObjects: any action | OwnKeyThroughServices: any action | DescribeOwnKey: any action | GrantOwnKeyToServices: any action | OwnImages: any action | ReadOwnLogs: any action",
      "execution.json":
        "CreateForOneself: any action | OwnAppsAndSpacesForOneself: any action | TagForOneselfWhileCreating: any action | WriteOwnLogs: any action | JoinNetwork: any action | LendInterfaceToSageMaker: any action",
      "execution-boundary.json":
        "PassOwnRole: any action | OwnObjects: any action | KeysThroughServices: any action | OwnImages: any action | OwnLogs: any action",
      "read-only.json": "ListNamesOfType: any action | SearchOwn: any action",
      "workspace.json":
        "OwnAppsAndSpaces: any action | OwnAppsAndSpacesWithTags: any action | TagAppsAndSpaces: any action | PublicHub: any action",
      "trust-execution.json": "SageMakerOfThisAccount: any action",
    },
  },
  {
    why: "Its tags, or the profile that owns it, still have to be the team's.",
    names: {
      "supporting-services.json":
        "OwnKeyThroughServices: any resource | DescribeOwnKey: any resource | GrantOwnKeyToServices: any resource | OwnImages: any resource",
      "execution.json":
        "OwnAppsAndSpacesForOneself: any resource | JoinNetwork: any resource | LendInterfaceToSageMaker: any resource",
      "execution-boundary.json": "KeysThroughServices: any resource | OwnImages: any resource",
      "read-only.json": "OpenOwnProfile: any resource",
      "workspace.json":
        "OpenOwnProfile: any resource | OpenOwnSpaceAndNotebook: any resource | OwnAppsAndSpaces: any resource | OwnAppsAndSpacesWithTags: any resource | TagAppsAndSpaces: any resource",
    },
  },
  {
    why: "Names of things, empty things, and where they are: nothing of another team's is in them.",
    names: {
      "supporting-services.json":
        "ListOwnPrefix: any resource | FindBucket: any resource | DescribeOwnKey: without StringEquals aws:ResourceTag/<team-key> | FindLogStreams: any resource",
      "execution.json":
        "MakeLogGroups: any resource | LendInterfaceToSageMaker: without StringEquals ec2:AuthorizedService",
      "execution-boundary.json": "ListOwnPrefix: any resource | FindBucket: any resource | LogGroups: any resource",
    },
  },
  {
    why: "Where a variable has no value no statement applies: without a team there is nothing to deny.",
    names: {
      "developer.json": "NoTeamNoAccess: without iam:PassRole",
      "supporting-services.json":
        "NoTeamNoAccess: gone | NoTeamNoAccess: without s3:* | NoTeamNoAccess: without kms:* | NoTeamNoAccess: without ecr:* | NoTeamNoAccess: without logs:*",
      "execution.json": "NoTeamNoAccess: gone",
      "execution-boundary.json": "NoTeamNoAccess: gone",
      "workspace.json": "NoTeamNoAccess: gone",
    },
  },
  {
    why: "A create with tags needs both: the create and the tagging; each asks for the same tags.",
    names: {
      "developer.json":
        "TagWhileCreating: without StringEquals aws:RequestTag/<team-key> | TagWhileCreating: without ForAllValues:StringLike aws:TagKeys | TagWhileCreating: without Null aws:TagKeys | TagWhileCreating: without Null sagemaker:TaggingAction",
      "execution.json":
        "CreateForOneself: without StringEquals aws:RequestTag/<team-key> | CreateForOneself: without ForAllValues:StringLike aws:TagKeys | CreateForOneself: without Null aws:TagKeys | OwnAppsAndSpacesForOneself: without StringEquals aws:RequestTag/<team-key> | OwnAppsAndSpacesForOneself: without ForAllValues:StringLike aws:TagKeys | OwnAppsAndSpacesForOneself: without Null aws:TagKeys | TagForOneselfWhileCreating: without StringEquals aws:RequestTag/<team-key> | TagForOneselfWhileCreating: without StringEquals aws:RequestTag/<user-key> | TagForOneselfWhileCreating: without ForAllValues:StringLike aws:TagKeys | TagForOneselfWhileCreating: without Null aws:TagKeys",
      "workspace.json":
        "OwnAppsAndSpaces: without Null aws:TagKeys | OwnAppsAndSpacesWithTags: without StringEqualsIfExists aws:RequestTag/<team-key> | OwnAppsAndSpacesWithTags: without ForAllValues:StringLike aws:TagKeys | TagAppsAndSpaces: without StringEqualsIfExists aws:RequestTag/<team-key> | TagAppsAndSpaces: without ForAllValues:StringLike aws:TagKeys",
    },
  },
  {
    why: "A tag that is demanded by its value is there.",
    names: {
      "developer.json": "CreateOwn: without Null aws:TagKeys | RegisterInOwnGroup: without Null aws:TagKeys",
      "trust-saml.json": "TagsOfThisTeam: without Null aws:TagKeys",
      "trust-oidc.json": "TagsOfThisTeam: without Null aws:TagKeys",
      "trust-iam-user.json": "TagsOfThisTeam: without Null aws:TagKeys",
      "trust-identity-center.json": "TagsOfThisTeam: without Null aws:TagKeys",
    },
  },
  {
    why: "Nothing allows it.",
    names: {
      "developer.json":
        "GuardedTags: without sagemaker:AddTags | GuardedTags: without sagemaker:Update* | ControlPlane: without sagemaker:PutModelPackageGroupPolicy",
      "execution-boundary.json": "GuardedTags: without sagemaker:Update*",
      "models.json": "ModelsOfThisTeam: without sagemaker:CreateInferenceComponent",
    },
  },
  {
    why: "Keys of the own team alone are left.",
    names: {
      "supporting-services.json":
        "OwnKeyThroughServices: without StringLike kms:ViaService | GrantOwnKeyToServices: without StringLike kms:ViaService | GrantOwnKeyToServices: without Bool kms:GrantIsForAWSResource",
      "execution-boundary.json":
        "KeysThroughServices: without StringEquals aws:ResourceTag/<team-key> | KeysThroughServices: without StringLike kms:ViaService",
    },
  },
  {
    why: "Another statement denies what another team owns.",
    names: {
      "execution-boundary.json": "OwnImages: without StringEquals aws:ResourceTag/<team-key>",
    },
  },
  {
    why: "A colleague of the same team: the proof is of teams.",
    names: {
      "read-only.json": "OpenOwnProfile: without StringLike aws:PrincipalTag/<user-key>",
      "workspace.json":
        "OpenOwnProfile: without StringLike aws:PrincipalTag/<user-key> | OpenOwnSpaceAndNotebook: without StringEquals aws:ResourceTag/<user-key> | OpenOwnSpaceAndNotebook: without StringLike aws:PrincipalTag/<user-key>",
      "trust-saml.json": "TagsOfThisTeam: without StringLike aws:RequestTag/<user-key>",
      "trust-oidc.json": "TagsOfThisTeam: without StringLike aws:RequestTag/<user-key>",
      "trust-iam-user.json":
        "UsersOfThisTeam: without StringEquals sts:RoleSessionName | TagsOfThisTeam: without StringEquals aws:RequestTag/<user-key>",
      "trust-identity-center.json":
        "TagsOfThisTeam: without StringEquals aws:RequestTag/<user-key> | TagsOfThisTeam: without StringLike aws:RequestTag/<user-key>",
    },
  },
  {
    why: "The space is still the caller's own.",
    names: {
      "execution.json": "OwnAppsAndSpacesForOneself: without StringEquals sagemaker:SpaceSharingType",
      "workspace.json":
        "OwnAppsAndSpaces: without StringEquals sagemaker:SpaceSharingType | OwnAppsAndSpacesWithTags: without StringEquals sagemaker:SpaceSharingType",
    },
  },
  {
    why: "Only the own team's roles are passed, and nothing else may be made that takes one.",
    names: {
      "developer.json": "PassOwnRole: without StringEquals iam:PassedToService",
      "execution-boundary.json": "PassOwnRole: without StringEquals iam:PassedToService",
    },
  },
  {
    why: "Another statement of the document has to let the caller in, and asks for it.",
    names: {
      "trust-saml.json": "TagsOfThisTeam: without StringEquals SAML:aud",
      "trust-iam-user.json":
        "TagsOfThisTeam: without StringEquals aws:PrincipalType | TagsOfThisTeam: without StringEquals aws:PrincipalTag/<team-key> | SamePersonAsUser: without StringEquals aws:PrincipalType | SamePersonAsUser: without StringEquals aws:PrincipalTag/<team-key>",
      "trust-identity-center.json":
        "TagsOfThisTeam: without ArnLike aws:PrincipalArn | TagsOfThisTeam: without StringEquals aws:PrincipalTag/<team-key> | TagsOfThisTeam: anybody | SamePersonAsTag: without ArnLike aws:PrincipalArn | SamePersonAsTag: without StringEquals aws:PrincipalTag/<team-key> | SamePersonAsTag: anybody",
    },
  },
  {
    why: "Other keys decide nothing.",
    names: {
      "trust-saml.json":
        "TagsOfThisTeam: without ForAllValues:StringEquals aws:TagKeys | TagsOfThisTeam: without ForAllValues:StringEquals sts:TransitiveTagKeys",
      "trust-oidc.json":
        "TagsOfThisTeam: without ForAllValues:StringEquals aws:TagKeys | TagsOfThisTeam: without ForAllValues:StringEquals sts:TransitiveTagKeys",
      "trust-iam-user.json":
        "TagsOfThisTeam: without ForAllValues:StringEquals aws:TagKeys | TagsOfThisTeam: without ForAllValues:StringEquals sts:TransitiveTagKeys",
      "trust-identity-center.json":
        "TagsOfThisTeam: without ForAllValues:StringEquals aws:TagKeys | TagsOfThisTeam: without ForAllValues:StringEquals sts:TransitiveTagKeys",
    },
  },
  {
    why: "The provider's ARN names the issuer.",
    names: {
      "trust-saml.json": "SignIn: without StringEquals saml:iss",
    },
  },
  {
    why: "The tag of the team decides, whoever has it; a second factor is no border between teams.",
    names: {
      "trust-iam-user.json":
        "UsersOfThisTeam: without StringEquals aws:PrincipalType | UsersOfThisTeam: without Bool aws:MultiFactorAuthPresent",
      "trust-identity-center.json":
        "PeopleOfThePermissionSet: without ArnLike aws:PrincipalArn | PeopleOfThePermissionSet: anybody",
    },
  },
  {
    why: "It demands that there is a name, which the provider gives.",
    names: {
      "trust-saml.json": "NamePerson: without StringLike sts:SourceIdentity",
      "trust-oidc.json": "NamePerson: without StringLike sts:SourceIdentity",
    },
  },
  {
    why: "Of account and ARN one is enough.",
    names: {
      "trust-execution.json":
        "SageMakerOfThisAccount: without StringEquals aws:SourceAccount | SageMakerOfThisAccount: without ArnLike aws:SourceArn",
    },
  },
];
