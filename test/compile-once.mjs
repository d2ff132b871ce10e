import vm from "node:vm";

/**
 * jest loads everything anew for each test file, itself included: its own modules and ours are compiled once for each
 * worker, and their code taken again. A test file is run once.
 */
const compiled = new Map();

/** Its name and its text decide: nothing of a file that is written meanwhile is used. */
const codeOf = (name, text) => {
  const known = compiled.get(name);
  return known?.text === text ? known.code : undefined;
};

const keep = (name, text, code) => {
  if (code && !/\.test\.ts$/.test(name)) compiled.set(name, { text, code });
};

const { compileFunction, SourceTextModule } = vm;

vm.compileFunction = (text, params, options) => {
  const name = `${options.filename}(${params})`;
  const cachedData = codeOf(name, text);
  if (cachedData) return compileFunction(text, params, { ...options, cachedData });
  const made = compileFunction(text, params, { ...options, produceCachedData: true });
  keep(name, text, made.cachedData);
  return made;
};

vm.SourceTextModule = class extends SourceTextModule {
  constructor(text, options) {
    const cachedData = codeOf(options.identifier, text);
    super(text, cachedData ? { ...options, cachedData } : options);
    if (!cachedData) keep(options.identifier, text, this.createCachedData());
  }
};
