import { createRequire } from "node:module";
import vm from "node:vm";

const require = createRequire(import.meta.url);

/**
 * jest loads everything anew for each test file, itself included: its own modules and ours are compiled once for each
 * worker, and their code taken again. A test file is run once.
 */
const compiled = new Map();

/** What of jest reads files, stacks and text, loaded once for each worker. Not what prints values: it asks what is an Error here. */
const outer =
  /\/node_modules\/(@babel\/code-frame|@jest\/(diff-sequences|react-is-\d+|snapshot-utils|transform)|ansi-styles|ci-info|graceful-fs|jest-(message-util|regex-util)|picomatch|pure-rand|stack-utils)\/(?!.*\/node_modules\/)/;

/** Its name and its text decide: nothing of a file that is written meanwhile is used. */
const codeOf = (name, text) => {
  const known = compiled.get(name);
  return known?.text === text ? known.code : undefined;
};

const keep = (name, text, code) => {
  if (code && !/\.test\.ts$/.test(name)) compiled.set(name, { text, code });
};

const { compileFunction, Script, SourceTextModule } = vm;

/** A script knows no file of tests, and runs in each: one that would import does not. */
const scriptOf = (name, text, params, filename) => {
  const known = codeOf(name, text);
  if (known) return known;
  const head = `(function (${params}) {`;
  const script = new Script(`${head}${text}\n})`, { filename, columnOffset: -head.length });
  keep(name, text, script);
  return script;
};

vm.compileFunction = (text, params, options) => {
  const { filename, parsingContext } = options;
  if (outer.test(filename)) return (module) => Object.assign(module, { exports: require(filename) });
  if (!filename.includes("/node_modules/") || /\bimport\b/.test(text)) return compileFunction(text, params, options);
  return scriptOf(`${filename}(${params})`, text, params, filename).runInContext(parsingContext);
};

vm.SourceTextModule = class extends SourceTextModule {
  constructor(text, options) {
    const cachedData = codeOf(options.identifier, text);
    super(text, cachedData ? { ...options, cachedData } : options);
    if (!cachedData) keep(options.identifier, text, this.createCachedData());
  }
};
