import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from "yaml";
import type { Path } from "./words.ts";

/** A place in the text, both from 1. */
export interface Position {
  line: number;
  column: number;
}

export interface SettingsDocument {
  value: unknown;
  /** Where a path stands. What is missing stands where its parent does. */
  locate(path: Path, at: "key" | "value"): Position;
}

export interface SyntaxProblem {
  position: Position;
  message: string;
}

/** Aliases may be used, but not to blow a small file up. */
const maxAliasCount = 100;
/** Far above any real settings file. */
const maxLength = 4_000_000;

const firstLine = (message: string): string => message.split("\n")[0] ?? message;
const top: Position = { line: 1, column: 1 };

type ReadDocument = ReturnType<typeof parseDocument<ParsedNode>>;

const childOf = (
  node: Node | null,
  part: PropertyKey,
  document: ReadDocument,
): { key: Node | null; value: Node | null } => {
  const real = isAlias(node) ? (node.resolve(document) ?? null) : node;
  if (isMap<Node, Node | null>(real)) {
    const pair = real.items.find((item) => isScalar(item.key) && item.key.value === part);
    return { key: pair?.key ?? null, value: pair?.value ?? null };
  }
  const item = isSeq<Node>(real) && typeof part === "number" ? (real.items[part] ?? null) : null;
  return { key: item, value: item };
};

const locator =
  (document: ReadDocument, lines: LineCounter): SettingsDocument["locate"] =>
  (path, at) => {
    let node: Node | null = document.contents;
    let start = node?.range?.[0];
    for (const [index, part] of path.entries()) {
      const { key, value }: { key: Node | null; value: Node | null } = childOf(node, part, document);
      if (key === null) break;
      const wanted = at === "value" && index === path.length - 1 ? (value ?? key) : key;
      start = wanted.range?.[0] ?? start;
      node = value;
    }
    if (start === undefined) return top;
    const { line, col } = lines.linePos(start);
    return { line, column: col };
  };

/** The library's words, where ours are plainer. */
const plainer: Readonly<Record<string, string>> = {
  RESOURCE_EXHAUSTION: "nested too deeply",
  MULTIPLE_DOCS: "a second document begins here; allowed: one",
  DUPLICATE_KEY: "this key is there already; allowed: each key once",
};

/** One mistake in the form leads to hundreds of others: the first few tell. */
const shown = 5;

const syntaxProblems = (document: ReadDocument, lines: LineCounter): SyntaxProblem[] =>
  [...document.errors, ...document.warnings].slice(0, shown).map(({ code, pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { position: { line, column: col }, message: plainer[code] ?? firstLine(message) };
  });

const read = (text: string): SettingsDocument | readonly SyntaxProblem[] => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    logLevel: "error",
  });
  const problems = syntaxProblems(document, lines);
  if (problems.length > 0) return problems;
  return { value: document.toJS({ maxAliasCount }), locate: locator(document, lines) };
};

/** Reads YAML 1.2 (so JSON too). Answers the problems where the text is not one document of it. Throws nothing. */
export const readDocument = (text: string): SettingsDocument | readonly SyntaxProblem[] => {
  if (text.length > maxLength) {
    return [{ position: top, message: `${text.length} characters; allowed: at most ${maxLength}` }];
  }
  try {
    return read(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // An alias bomb (ReferenceError), or nesting beyond the stack (RangeError).
    const reason = error instanceof RangeError ? "nested too deeply" : firstLine(String((error as Error).message));
    return [{ position: top, message: reason }];
  }
};
