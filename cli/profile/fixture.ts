import type { StudioProfile } from "#shared/aws/inspect/sagemaker.ts";
import { groundWith, profileIn, stateOf } from "#shared/people/fixture.ts";
import type { ProfileMeans } from "./ground.ts";

interface World {
  profiles?: StudioProfile[];
  domains?: string[];
  usesIam?: boolean;
  noRole?: boolean;
  roleTags?: Record<string, string>;
}

export const profileOf = (person: string, change: Partial<StudioProfile> = {}): StudioProfile => ({
  ...profileIn(groundWith(), person),
  ...change,
});

/** An account with two teams' roles, and what it was asked to write. */
export const meansOf = ({ profiles = [], domains = ["d-1"], usesIam = true, noRole, roleTags }: World = {}) => {
  const wrote: unknown[][] = [];
  const ground = groundWith();
  const means: ProfileMeans = {
    ground,
    domains: async () =>
      domains.map((id) => ({ id, name: id, propagatesTags: false, executionRole: "arn:default", usesIam })),
    profiles: async () => profiles,
    profile: async (domainId, name) => profiles.find((one) => one.name === name && one.domainId === domainId),
    role: async (name) => {
      const role = noRole ? undefined : stateOf(ground).roles.find((one) => one.name === name);
      return role && { ...role, tags: roleTags ?? role.tags };
    },
    calls: {
      create: async (...args) => {
        wrote.push(["create", ...args]);
        return "arn:made";
      },
      setRole: async (...args) => void wrote.push(["setRole", ...args]),
      addTags: async (...args) => void wrote.push(["addTags", ...args]),
      removeTags: async (...args) => void wrote.push(["removeTags", ...args]),
    },
  };
  return { means, wrote };
};

export const printed = () => {
  const [out, err]: [string[], string[]] = [[], []];
  return { out, err, io: { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) } };
};
