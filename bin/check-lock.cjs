// Checks that the lock file is whole: every optional platform package of every package is in it (else `npm ci` fails
// elsewhere), and no package is tied to the address of one registry.
const { packages } = require("../package-lock.json");

const faults = [];
for (const [place, entry] of Object.entries(packages)) {
  if (place === "") continue;
  if (entry.resolved !== undefined) faults.push(`${place} is tied to an address`);
  for (const name of Object.keys(entry.optionalDependencies ?? {}))
    if (!packages[`node_modules/${name}`] && !packages[`${place}/node_modules/${name}`])
      faults.push(`${name}, an optional package of ${place}, is missing`);
}
for (const fault of faults) process.stderr.write(`package-lock.json: ${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
