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

test("each requirement is met by a file that is there, or a key that a scenario has", () => {
  const rows = readFileSync("docs/requirements.md", "utf8").matchAll(/^\| (S-[^|]+) \|[^|]+\| (.+) \|$/gm);
  const reference = files.get("docs/scenario-reference.md")!;
  const met = [...rows].map(
    ([, ids, where]) => [ids!, [...where!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)] as const,
  );
  expect(met.length).toBeGreaterThan(45);
  for (const [ids, names] of met)
    for (const name of names) {
      if (/^(src|test|scenarios)\//.test(name)) expect(existsSync(name), `${ids}: ${name}`).toBe(true);
      else if (/^[a-z]\w*\.\w/.test(name) && !name.endsWith(".csv")) expect(reference, ids).toContain(`\`${name}`);
    }
});
