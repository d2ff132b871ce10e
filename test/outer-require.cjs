module.exports = {
  process: (_source, filename) => ({ code: `module.exports = globalThis.outerRequire(${JSON.stringify(filename)});` }),
};
