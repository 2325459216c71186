import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Tests never assert time. These limits are for what hangs, on a machine that is busy with the other files.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
