import { expect, test } from "vitest";
import { browserCode, hashOf } from "../../../src/report/page/browser-code.ts";
import { html, tableOf, tableUnder } from "../../../src/report/page/markup.ts";

test("text is text wherever it stands: no tag, no end of an attribute", () => {
  const name = `</script><b a='1' b="2">&amp;`;
  const safe = "&lt;/script&gt;&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;amp;";
  expect(html`<p title="${name}">${name}${[name, html`<i>${name}</i>`]}</p>`.markup).toBe(
    `<p title="${safe}">${safe}${safe}<i>${safe}</i></p>`,
  );
  const table = tableOf(name, [{ head: name, isText: true }, { head: "n" }], [[name, 2]]).markup;
  expect(table).not.toMatch(/<b|<\/script/);
  expect(table).toContain(`>${safe}</span></caption>`);
});

test("a table under its heading has the heading as its name, and no caption that says it again", () => {
  const columns = [{ head: "option" }];
  const { markup } = tableUnder("Costs", columns, [["as-today"]]);
  expect(markup).toContain('role="region" aria-label="Costs"');
  expect(markup).not.toContain("caption");
  expect(markup.replace(/^<div[^>]*>/, "")).not.toContain("Costs");
});

test("the page's code is one script that nothing in it can end, without types, imports or a name twice", () => {
  const code = browserCode();
  expect(code).not.toMatch(/<\/script|<!--|^import |^export /im);
  const AsyncFunction = (async () => {}).constructor as new (body: string) => unknown;
  expect(() => new AsyncFunction(code)).not.toThrow();
});

test("a policy names a script by its SHA-256", () => {
  // printf 'abc' | openssl dgst -sha256 -binary | base64
  expect(hashOf("abc")).toBe("'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
});
