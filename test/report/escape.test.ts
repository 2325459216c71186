import { describe, expect, test } from "vitest";
import { csvNumber, csvText, markdownCode, markdownText, xmlText } from "../../src/report/escape.ts";
import { HOSTILE } from "./hostile.ts";

describe("XML", () => {
  test.each(HOSTILE)("text has no markup and no character that XML can't write: %j", (name) => {
    const text = xmlText(name);
    expect(text).not.toMatch(/[<>"'\n\r\t]/);
    expect(text.replaceAll(/&(amp|lt|gt|quot|apos|#9|#10|#13);/g, "")).not.toContain("&");
    for (const character of text) {
      const code = character.codePointAt(0)!;
      expect(code >= 0x20 && (code < 0xd800 || code > 0xdfff) && code !== 0xfffe).toBe(true);
    }
  });
  test("reads back as what it was", () =>
    expect(xmlText(`a<b & "c"\n'd'`)).toBe("a&lt;b &amp; &quot;c&quot;&#10;&apos;d&apos;"));
});

describe("CSV", () => {
  /** As RFC 4180 reads one field. */
  const read = (field: string): string => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);

  test.each(HOSTILE)("a field begins no formula and ends where it should: %j", (name) => {
    const field = csvText(name);
    expect(read(field)).not.toMatch(/^[=+\-@\t\r]/);
    expect(read(field).replace(/^'/, "")).toBe(name.replace(/^'/, ""));
    if (/[",\r\n]/.test(name)) expect(field).toMatch(/^"[\s\S]*"$/);
  });
  test("what is harmless stays as it is", () => expect(csvText("csp.north")).toBe("csp.north"));
  test("a figure below zero is a figure, and none is empty", () =>
    expect([-1.5, null, undefined, Number.NaN, Number.POSITIVE_INFINITY].map(csvNumber)).toEqual([
      "-1.5",
      "",
      "",
      "",
      "",
    ]));
});

describe("Markdown", () => {
  /** Characters that no backslash stands before. */
  const bare = (text: string): string => text.replaceAll(/\\./g, "");

  test.each(HOSTILE)("text is one line, without markup: %j", (name) => {
    const text = markdownText(name);
    expect(text).not.toMatch(/[\n\r<>]/);
    expect(bare(text)).not.toMatch(/[`*_[\]|~$]/);
    expect(bare(text)).not.toMatch(/^ ?([-+=#]|\d+[.)]( |$))/);
    expect(text).not.toMatch(/@\w|:\/\/|www\.\w|#\d|GH-\d/i);
  });
  test("figures and sentences stay as they are", () =>
    expect(markdownText("Fits: 99.5 % at 08:00 (A-028), reads wait.")).toBe(
      "Fits: 99.5 % at 08:00 (A-028), reads wait.",
    ));
  test.each(HOSTILE)("code ends no table cell and not itself: %j", (name) => {
    const code = markdownCode(name);
    const fence = /^`+/.exec(code)![0];
    expect(code.endsWith(fence)).toBe(true);
    expect(code.slice(fence.length, -fence.length).match(/`+/g) ?? []).not.toContain(fence);
    expect(bare(code)).not.toContain("|");
    expect(code).not.toMatch(/[\n\r]/);
  });
});
