import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { browserCode } from "../../../src/report/page/browser-code.ts";

const FOLDER = "src/report/page/browser";

test("the page's script holds every module that one of its own needs, each name declared once", () => {
  const code = browserCode();
  const needed = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(`${FOLDER}/${name}`, "utf8").matchAll(/^import \{([^}]*)\} from "\.[^"]*";/gm)])
    .flatMap(([, names]) => names!.split(",").map((name) => name.trim()))
    .filter((name) => name !== "" && !name.startsWith("type "));
  expect(needed).toContain("lookOf");
  const declared = (name: string): number =>
    [...code.matchAll(new RegExp(`^(?:const|class|(?:async )?function) ${basename(name)}\\b`, "gm"))].length;
  expect([...new Set(needed)].filter((name) => declared(name) !== 1)).toEqual([]);
});
