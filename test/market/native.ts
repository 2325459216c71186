import { createRequire } from "node:module";

// Vitest rewrites imports, and the loop runs five times slower for it; Node's own loader leaves them as they are.
const native = createRequire(import.meta.url);

type Runs = typeof import("../../src/run/run.ts");
export const { advance, BrokenLaw, close, open, simulate } = native("../../src/run/run.ts") as Runs;
