import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { madeFiles } from "../bench/docs.ts";

const files = await madeFiles();

test.each([...files])("%s is what the code says; `npm run docs` makes it anew", (file, text) => {
  expect(existsSync(file) ? readFileSync(file, "utf8") : "missing").toBe(text);
});

test("pages name no place of this machine", () => {
  for (const [file, text] of files) expect(text, file).not.toContain(process.cwd());
});

test("links between pages lead somewhere", () => {
  const anchors = new Set([...files.get("docs/assumptions.md")!.matchAll(/^### (A-\d{3})$/gm)].map(([, id]) => id));
  const linked = [...files.get("docs/scenario-reference.md")!.matchAll(/\[(A-\d{3})\]\(assumptions\.md#(a-\d{3})\)/g)];
  expect(linked.length).toBeGreaterThan(20);
  for (const [, id, anchor] of linked) {
    expect(anchors).toContain(id);
    expect(anchor).toBe(id!.toLowerCase());
  }
});
