import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { resolvers } from "../shared/attribute/index.ts";
import type { Resolver } from "../shared/attribute/resolver.ts";
import { page, table } from "./generate-docs.ts";

export const attributionPage = "docs/attribution.md";

const root = fileURLToPath(new URL("..", import.meta.url));
const sourceOf = (id: string): string => `shared/attribute/${id}.ts`;

/** What a resolver's docstring says. */
export interface Described {
  what: string;
  trusts: string;
  blind: string;
}

/** Reads the docstring of the resolver in its source. Throws naming the file and what is missing. */
export const describedIn = (source: string, file: string): Described => {
  const [, docstring = ""] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+: Resolver = /.exec(source) ?? [];
  const paragraphs = docstring
    .replaceAll(/^\s*\* ?/gm, "")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim());
  const after = (start: string): string => {
    const found = paragraphs.find((paragraph) => paragraph.startsWith(start));
    if (found === undefined) throw new Error(`${file}: the resolver's docstring has no paragraph "${start} …"`);
    return found.slice(start.length).trim();
  };
  return { what: after(""), trusts: after("What it trusts:"), blind: after("What it cannot see:") };
};

const described = ({ id }: Resolver): Described =>
  describedIn(readFileSync(`${root}${sourceOf(id)}`, "utf8"), sourceOf(id));

const section = (resolver: Resolver): string[] => {
  const { what, trusts, blind } = described(resolver);
  return [`## ${resolver.id}`, "", what, "", `**Trusts** ${trusts}`, "", `**Cannot see** ${blind}`, ""];
};

/** `docs/attribution.md`: the resolvers in their order. */
export const generateAttributionPage = (): string =>
  page("Whose is it: the resolvers", "shared/attribute/", [
    "Asked in this order. The first proof of a tag stays, and a resolver is asked only while a tag that it can prove is missing. Proofs that exclude each",
    "other leave nobody. Every answer carries its evidence: the resolver, the field, and how strong it is. What nothing proves is nobody's: no name is guessed.",
    "",
    ...table(
      ["#", "resolver", "can prove", "looks at", "code"],
      resolvers.map(({ id, proves, of }, index) => [
        String(index + 1),
        `[${id}](#${id})`,
        proves.map((tag) => `\`${tag}\``).join(", "),
        of === "principal" ? "who called" : "who called and what was made",
        `[${sourceOf(id)}](../${sourceOf(id)})`,
      ]),
    ),
    "",
    ...resolvers.flatMap(section),
  ]).replace(/\n+$/, "\n");
