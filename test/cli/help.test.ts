import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ESCAPE, mhhs } from "./command.ts";

const COMMANDS = ["list", "check", "run", "compare", "explain", "trace", "report", "completion"];
const { scripts, version } = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
  version: string;
};

const tooWide = (text: string): string[] => text.split("\n").filter((line) => line.length > 100);

test("--help names every command and every exit code, within 100 columns", async () => {
  const { code, out, err } = await mhhs(["--help"]);
  expect([code, err]).toEqual([0, ""]);
  for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  mhhs ${command}\\b.* {2}\\w`, "m"));
  const endings = /Exit codes: ([\s\S]*)/
    .exec(out)?.[1]
    ?.split(" · ")
    .map((one) => Number.parseInt(one, 10));
  expect(endings).toEqual([0, 1, 2, 3, 4, 5, 70, 130]);
  expect(tooWide(out)).toEqual([]);
  expect(out).not.toMatch(ESCAPE);
});

test.each(COMMANDS)("mhhs %s --help says what it does, within 100 columns", async (command) => {
  const { code, out } = await mhhs([command, "--help"]);
  expect(code).toBe(0);
  expect(out).toContain(`mhhs ${command}`);
  expect(tooWide(out)).toEqual([]);
});

test("help is the same in every language of the machine", async () => {
  const german = await mhhs(["run", "--help"], undefined, { LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8" });
  expect(german.out).toContain("Options:");
});

test("--version is the package's", async () => expect((await mhhs(["--version"])).out).toBe(`${version}\n`));

test("what the README tells people to type exists", () => {
  for (const script of ["test", "start"]) expect(scripts).toHaveProperty(script);
  const readme = existsSync("README.md") ? readFileSync("README.md", "utf8") : "";
  const lines = [...readme.matchAll(/```(?:sh|bash|console|shell)\n([\s\S]*?)```/g)].flatMap(([, code]) =>
    code!.split("\n"),
  );
  for (const line of lines) {
    const script = /\bnpm (?:run )?(?!ci\b|install\b|run\b)([\w:-]+)/.exec(line)?.[1];
    if (script !== undefined) expect(scripts, line).toHaveProperty(script);
    const command = /\bmhhs(?:\.cjs)? (\w+)/.exec(line)?.[1];
    if (command !== undefined) expect(COMMANDS, line).toContain(command);
    const name = /\bmhhs (?:run|check) ([\w-]+)(?!\S)/.exec(line)?.[1];
    if (name !== undefined) expect(existsSync(`scenarios/${name}.yaml`), line).toBe(true);
    for (const [file] of line.matchAll(/\bscenarios\/[\w/.-]+\.yaml\b/g)) expect(existsSync(file), file).toBe(true);
  }
});
