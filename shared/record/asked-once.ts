import type { WatchEdges } from "../vendor-edges.ts";
import type { Link } from "../vendors/watch/links.ts";
import type { WatchLedger } from "../vendors/watch/watched.ts";

type Asking = Pick<WatchEdges, "links" | "sessions">;
type Session = ReturnType<WatchLedger["sessionByKey"]>;

/** Most acts of a batch are of a few sessions: what was asked about one is not asked again, until something is tied to a vendor. */
export const askedOnce = <Edges extends Asking>(edges: Edges): Edges => {
  const [links, sessions] = [new Map<string, Promise<Link | undefined>>(), new Map<string, Session>()];
  const once = <Answer>(known: Map<string, Promise<Answer>>, id: string, ask: () => Promise<Answer>) => {
    const answer = known.get(id) ?? ask();
    known.set(id, answer);
    answer.catch(() => known.delete(id));
    return answer;
  };
  return {
    ...edges,
    links: {
      ...edges.links,
      linked: (ids) => once(links, JSON.stringify(ids), () => edges.links.linked(ids)),
      save: async (link) => {
        await edges.links.save(link);
        links.clear();
      },
    },
    sessions: {
      sessionByKey: (key) => once(sessions, key, () => edges.sessions.sessionByKey(key)),
      sessionByRole: (...role) => once(sessions, JSON.stringify(role), () => edges.sessions.sessionByRole(...role)),
    },
  };
};
