import type { Connection } from "../model/connection-settings.ts";
import type { Settings } from "../model/settings.ts";

/** The connections of the settings, whichever form they are written in. */
export const connectionsOf = ({ connections }: Pick<Settings, "connections">): readonly Connection[] =>
  Array.isArray(connections)
    ? connections
    : Object.entries(connections).map(([name, connection]) => ({ name, ...connection }));
