import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeParts, WriteError, writeWhole } from "../../src/store/whole-file.ts";
import { emptyFolder } from "../own-folder.ts";

test("a file is written with the folders above it, and nothing stays beside it", () => {
  const folder = emptyFolder();
  const file = join(folder, "a/b/summary.json");
  writeWhole(file, "{}\n");
  writeWhole(file, Buffer.from("[]\n"));
  expect(readFileSync(file, "utf8")).toBe("[]\n");
  expect(readdirSync(join(folder, "a/b"))).toEqual(["summary.json"]);
});

test("where it can't be written, what was there stays, nothing is left, and the sentence says where and why", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "file"), "mine");
  mkdirSync(join(folder, "summary.json"));
  for (const [path, says] of [
    [join(folder, "file/summary.json"), /^Can't write .*file\/summary\.json: a part of the path is not a directory$/],
    [join(folder, "summary.json"), /^Can't write .*summary\.json: a directory stands in its place$/],
    ["/dev/null/summary.json", /^Can't write \/dev\/null\/summary\.json: a part of the path is not a directory$/],
  ] as const) {
    expect(() => writeWhole(path, "new")).toThrow(WriteError);
    expect(() => writeWhole(path, "new")).toThrow(says);
  }
  expect(readFileSync(join(folder, "file"), "utf8")).toBe("mine");
  expect(readdirSync(folder).sort()).toEqual(["file", "summary.json"]);
});

test.each(["EPERM", "EINVAL", "EISDIR"])(
  "a system that syncs no folder (%s) has written the file all the same",
  (code) => {
    const folder = emptyFolder();
    const script = join(folder, "write.ts");
    // Windows can't be had here: its answer is put in the way of the real one.
    writeFileSync(
      script,
      `import fs from "node:fs";\nimport { syncBuiltinESMExports } from "node:module";\n` +
        `const sync = fs.fsyncSync;\nfs.fsyncSync = (handle) => {\n` +
        `  if (fs.fstatSync(handle).isDirectory()) throw Object.assign(new Error("no"), { code: "${code}" });\n` +
        `  sync(handle);\n};\nsyncBuiltinESMExports();\n` +
        `const { writeWhole } = await import(${JSON.stringify(join(process.cwd(), "src/store/whole-file.ts"))});\n` +
        `writeWhole(${JSON.stringify(join(folder, "a.txt"))}, "whole\\n");\n`,
    );
    const ended = spawnSync(process.execPath, [script], { encoding: "utf8" });
    expect([ended.status, ended.stderr]).toEqual([0, ""]);
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("whole\n");
  },
);

test("a device that is full leaves what was there, and says so", () => {
  const folder = emptyFolder();
  const file = join(folder, "results.sqlite");
  writeWhole(file, "before");
  // A session that may write no file above 1 MiB ends in the same way, and needs no right to mount a small device.
  const script = join(folder, "write.ts");
  writeFileSync(
    script,
    `import { writeWhole } from ${JSON.stringify(join(process.cwd(), "src/store/whole-file.ts"))};\n` +
      `writeWhole(${JSON.stringify(file)}, Buffer.alloc(4 << 20, 1));\n`,
  );
  const command = `trap '' XFSZ; ulimit -f 1024; exec node "$@"`;
  const ended = spawnSync("bash", ["-c", command, "bash", join(process.cwd(), "bin/with-node.cjs"), script], {
    encoding: "utf8",
  });
  expect(ended.stderr).toContain(`Can't write ${file}: the file is larger than this session may write`);
  rmSync(script);
  expect(readdirSync(folder)).toEqual(["results.sqlite"]);
  expect(readFileSync(file, "utf8")).toBe("before");
});

test("what a program that was killed had begun is removed, and nothing else", () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "runs"));
  const names = [".summary.json.7.part", "runs/.a.sqlite.4194303.part", "mine.part", "7.part.txt"];
  for (const name of names) writeFileSync(join(folder, name), "half");
  removeParts(folder);
  expect(names.map((name) => existsSync(join(folder, name)))).toEqual([false, false, true, true]);
});
