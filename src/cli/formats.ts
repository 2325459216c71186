/** What stdout may hold of a result. */
export const FORMATS = ["text", "json", "md", "junit", "csv"] as const;
export type Format = (typeof FORMATS)[number];
