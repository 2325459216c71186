#!/usr/bin/env node
// The command `mhhs`.
const path = require("node:path");
require("./with-node.cjs").run([path.join(__dirname, "../src/cli/main.ts"), ...process.argv.slice(2)]);
