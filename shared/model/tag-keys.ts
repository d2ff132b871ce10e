import { inDirectory, type Settings } from "./settings.ts";

/** What the tags that decide access are called in an account: `tags.<name>.key`, else the name itself. */
export interface RealTagKeys {
  team: string;
  studiouserid: string;
  project: string;
}

export const tagKeysOf = ({ tags }: Pick<Settings, "tags">): RealTagKeys => {
  const key = (name: string): string => inDirectory(tags, name)?.key ?? name;
  return { team: key("team"), studiouserid: key("studiouserid"), project: key("project") };
};
