// JavaScript, and no import: it stands before everything that an SDK waits for.

/** Changes with every change of a file: nobody can set the time at which it was changed. */
export const stampOf = (file) => {
  const { ctimeMs, size, ino } = process.getBuiltinModule("node:fs").statSync(file);
  return `${ctimeMs} ${size} ${ino}`;
};

/** The manifest of a bundle, beside it. */
export const manifest = "quick.json";

/** The file that `npm install` made of all that is started quickly, if nothing was touched since of which it was made. */
export const freshBundle = (root, folder) => {
  try {
    const { file, from } = JSON.parse(
      process.getBuiltinModule("node:fs").readFileSync(`${folder}/${manifest}`, "utf8"),
    );
    return Object.entries(from).every(([source, stamp]) => stampOf(`${root}/${source}`) === stamp)
      ? `${folder}/${file}`
      : undefined;
  } catch {
    return undefined; // there is none, or one of its sources is gone
  }
};
