import { gzipSync } from "node:zlib";

/**
 * Whole numbers as text that a page unpacks in milliseconds: byte planes (all lowest bytes, then the next), which gzip
 * packs to about half of the numbers in a row, then base64.
 */
export const packColumns = (values: Uint32Array): string => {
  const planes = new Uint8Array(4 * values.length);
  for (let plane = 0; plane < 4; plane++) {
    const at = plane * values.length;
    for (let i = 0; i < values.length; i++) planes[at + i] = values[i]! >>> (8 * plane);
  }
  return gzipSync(planes).toString("base64");
};

/** Anything that JSON holds, packed the same way. */
export const packJson = (value: unknown): string => gzipSync(JSON.stringify(value)).toString("base64");
