/** What tables may take: the terminal's width, or COLUMNS where none is there, within what they can be read at. */
export const terminalWidth = (): number => {
  const asked = process.stdout.columns ?? Number.parseInt(process.env["COLUMNS"] ?? "", 10);
  return Number.isNaN(asked) ? USUAL : Math.max(LEAST, Math.min(MOST, asked));
};

const USUAL = 100;
const LEAST = 80;
const MOST = 160;
