// Runs a script on a Node that the simulator supports. Plain CommonJS, so that it starts on Node 20: there the project's
// own copy of Node (an optional platform package, no install script) takes over.
//   node bin/with-node.cjs SCRIPT [ARG ...]
const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const path = require("node:path");

const NEEDED = [22, 19]; // first Node that strips types and is held to by the dependencies
const FLAGS = [
  "--disable-warning=ExperimentalWarning",
  // A request crosses many small functions: with V8's own limit (920) the loop is 10 % slower.
  "--max-inlined-bytecode-size-cumulative=3000",
];
// Rows and meters are read in random order from tables of hundreds of MiB: in pages of 2 MiB (glibc 2.35 and later asks
// Linux for them; elsewhere it says nothing) the processor finds them faster.
const ENVIRONMENT = { GLIBC_TUNABLES: "glibc.malloc.hugetlb=1" };
const [major, minor] = process.versions.node.split(".").map(Number);

function ownNode() {
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return process.execPath;
  const os = process.platform === "win32" ? "win" : process.platform;
  for (const name of [`node-${os}-${process.arch}`, `node-bin-${os}-${process.arch}`]) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return path.join(path.dirname(manifest), require(manifest).bin.node);
    } catch {
      // not installed for this platform: try the next name
    }
  }
  return undefined;
}

/** Starts `args` on a supported Node, hands signals on, and ends with the same exit code. */
function run(args, channels = []) {
  const node = process.env.MHHS_NODE ?? ownNode();
  if (node === undefined) {
    process.stderr.write(
      `mhhs needs Node ${NEEDED.join(".")} or later; this is ${process.version}, and no copy of Node came with the install.\n` +
        "Run npm ci again without --omit=optional, or install a newer Node.\n",
    );
    process.exit(70);
  }
  const stdio = ["inherit", "inherit", "inherit", ...channels];
  const child = spawn(node, [...FLAGS, ...args], { stdio, env: { ...ENVIRONMENT, ...process.env } });
  // An interrupt sent to this process alone must reach it too: handed on as SIGTERM, so that a terminal's doesn't count twice.
  // What ends by that, when it has no ear for signals yet or no more, was interrupted all the same, as it says on either.
  let isInterrupted = false;
  for (const name of ["SIGINT", "SIGTERM"])
    process.on(name, () => {
      isInterrupted = true;
      child.kill("SIGTERM");
    });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 70);
    process.exit(isInterrupted ? 130 : 128 + constants.signals[signal]);
  });
}

module.exports = { run };
if (require.main === module) run(process.argv.slice(2));
