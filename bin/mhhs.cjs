#!/usr/bin/env node
// The command `mhhs`.
const path = require("node:path");
// Over a channel the program hears when this process is killed, which can hand no signal on.
require("./with-node.cjs").run([path.join(__dirname, "../src/cli/main.ts"), ...process.argv.slice(2)], ["ipc"]);
