/** Names that would do something if an output took them for more than text. */
export const HOSTILE = [
  '<script>alert("x")</script>',
  "a | b `c` *d* _e_ [f](http://g)",
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-1",
  "@sum(A1)",
  "quote \" and ' and & and ]]>",
  "two\nlines\r\nand\ttab",
  "control \u0000\u0007\u001b[31m and \ufffe \ud800",
  "fixes #3 and org/repo#4, closes GH-5, see https://example.org or www.example.org",
  "~~~ ``` $x$ # 1. <!-- -->",
] as const;
