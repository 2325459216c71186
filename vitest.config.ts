import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/after-each-file.ts"],
    // Half of the time went into loading the same modules for each file: files of a worker share them. No test may
    // leave anything behind in a module, in the environment or in the working folder.
    isolate: false,
    // Nobody else needs a core meanwhile; vitest leaves one free.
    maxWorkers: "100%",
    // Tests never assert time. These limits are for what hangs, on a machine that is busy with the other files.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
