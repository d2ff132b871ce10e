import { DOMParser } from "@xmldom/xmldom";

/** The little of the DOM that is read here. */
export interface XmlElement {
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly textContent: string | null;
  readonly parentNode: unknown;
  readonly childNodes: ArrayLike<{ readonly nodeType: number }>;
  readonly attributes: ArrayLike<{ readonly localName: string; readonly value: string }>;
  getAttribute(name: string): string | null;
}

const elementNode = 1;
const deepest = 40;
const mostElements = 2_000;

/** No DOCTYPE, so no entities; no comments, which cut a name in two; no CDATA; no instructions but the declaration at the start. */
const isPlain = (text: string): boolean => !/<!|<\?(?!xml\s)/.test(text) && text.lastIndexOf("<?") <= 0;

const fail = (message: string): never => {
  throw new Error(message);
};

/** The root of a document that is well-formed and plain; else undefined. */
export const parseXml = (text: string): XmlElement | undefined => {
  if (!isPlain(text)) return undefined;
  try {
    const errorHandler = { warning: fail, error: fail, fatalError: fail };
    const root = new DOMParser({ errorHandler }).parseFromString(text, "text/xml").documentElement as XmlElement | null;
    return root === null || isTooLarge(root) ? undefined : root;
  } catch {
    return undefined;
  }
};

export const childrenOf = (element: XmlElement): readonly XmlElement[] =>
  Array.from(element.childNodes).filter(
    (node): node is XmlElement & { nodeType: number } => node.nodeType === elementNode,
  );

/** The element and all below it. */
export const allOf = (root: XmlElement): readonly XmlElement[] => {
  const found = [root];
  for (const element of found) found.push(...childrenOf(element));
  return found;
};

const isTooLarge = (root: XmlElement): boolean => {
  let level = [root];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (depth > deepest || count > mostElements) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
};

export const isNamed = (element: XmlElement, namespace: string, name: string): boolean =>
  element.localName === name && element.namespaceURI === namespace;

/** The children of that name. */
export const childrenNamed = (element: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  childrenOf(element).filter((child) => isNamed(child, namespace, name));

/** The only child of that name; undefined where there is none, or more than one. */
export const onlyChild = (element: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined => {
  const found = element === undefined ? [] : childrenNamed(element, namespace, name);
  return found.length === 1 ? found[0] : undefined;
};

/** Of an element that has text and nothing else, as it stands there. */
export const rawTextOf = (element: XmlElement | undefined): string =>
  element === undefined || childrenOf(element).length > 0 ? "" : (element.textContent ?? "");

/** Without the blanks of XML around it. Every other blank of Unicode is a character of it. */
export const textOf = (element: XmlElement | undefined): string =>
  rawTextOf(element).replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
