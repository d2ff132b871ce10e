import { createHash } from "node:crypto";
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Unit } from "../../shared/access/units.ts";
import { executionRole } from "../../shared/names.ts";
import type { StudioTagKeys } from "../access/documents.ts";
import { StudioUserProfile } from "../access/studio-user-profile.ts";

export interface ProfilesStackProps extends StackProps {
  domainId: string;
  unit: Unit;
  tagKeys: StudioTagKeys;
  /** Person -> user name in Identity Center, for a domain in SSO mode. */
  singleSignOnUser?: (person: string) => string;
  isKept: boolean;
}

/** The user profiles of one team's people, or of a part of them. */
export class ProfilesStack extends Stack {
  constructor(scope: Construct, id: string, props: ProfilesStackProps) {
    const { domainId, unit, tagKeys, singleSignOnUser, isKept, ...others } = props;
    super(scope, id, others);
    const { team, project } = unit;
    const { path, name } = executionRole(team, project);
    const executionRoleArn = `arn:${this.partition}:iam::${this.account}:role${path}${name}`;
    for (const person of unit.people) {
      new StudioUserProfile(this, `Profile-${person}`, {
        ...{ domainId, person, team, project, executionRoleArn, tagKeys, isKept },
        ...(singleSignOnUser !== undefined && { singleSignOnUser: singleSignOnUser(person) }),
      });
    }
  }
}

/** CloudFormation takes 500 resources of a stack. */
const mostInAStack = 400;

/**
 * The people of a team, by the number of their stack. Whom a stack holds follows from the person's id: others come and go without
 * moving a profile to another stack, until the team has twice as many.
 */
export const inStacks = (unit: Unit): readonly Unit[] => {
  const stacks = 2 ** Math.max(0, Math.ceil(Math.log2(unit.people.length / mostInAStack)));
  const stackOf = (person: string) => createHash("sha256").update(person).digest().readUInt32BE() % stacks;
  return Array.from({ length: stacks }, (_, number) => ({
    ...unit,
    people: unit.people.filter((person) => stackOf(person) === number),
  }));
};
