import type { ProfilePiece } from "../domain/plan.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { type Reading, readQuantity, right, shown, wrong } from "./units.ts";
import { readWindow, type Window } from "./window.ts";

/** How a day's requests lie inside their window. */
export type Shape =
  | { readonly kind: "uniform" }
  | { readonly kind: "at-once" }
  /** The window in equal parts, and the share of each. */
  | { readonly kind: "parts"; readonly shares: readonly number[] }
  /** Hours of their own, in UTC, with the share of each. */
  | { readonly kind: "hours"; readonly pieces: readonly ProfilePiece[] };

const EXPECTED =
  "expected uniform, at-once, a list of shares such as [0.60, 0.25, 0.15], a map of hours to shares, or { csv: file }";
const ROUNDING = 1e-9;

export const sumsToOne = (shares: readonly number[]): boolean =>
  Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) <= ROUNDING;

/** A sum as a message writes it, without the noise of binary fractions. */
export const sumText = (shares: readonly number[]): string =>
  String(Number(shares.reduce((sum, share) => sum + share, 0).toFixed(9)));

export const readShape = (raw: unknown): Reading<Shape> => {
  if (raw === "uniform" || raw === "at-once") return right({ kind: raw });
  if (Array.isArray(raw)) return readParts(raw);
  if (typeof raw === "object" && raw !== null) return readHours(raw as Record<string, unknown>);
  return wrong(`${shown(raw)} isn't a shape; ${EXPECTED}`);
};

const readParts = (raw: readonly unknown[]): Reading<Shape> => {
  if (raw.length === 0) return wrong(`an empty list has no shares; ${EXPECTED}`);
  const shares: number[] = [];
  for (const one of raw) {
    const share = readQuantity(one, "share", { max: 1 });
    if ("wrong" in share) return share;
    shares.push(share.value);
  }
  if (!sumsToOne(shares)) return wrong(`the shares sum to ${sumText(shares)}; expected 1`);
  return right({ kind: "parts", shares });
};

const readHours = (raw: Record<string, unknown>): Reading<Shape> => {
  const pieces: ProfilePiece[] = [];
  for (const [hours, value] of Object.entries(raw)) {
    const window = readWindow(hours);
    if ("wrong" in window) return window;
    const { fromMinute, toMinute, clock, days } = window.value;
    if (clock === "local" || days.includes(false))
      return wrong(
        `"${hours}" names a clock or weekdays; the hours of a shape are UTC, every day: write "06:00-09:00"`,
      );
    const share = readQuantity(value, "share", { max: 1 });
    if ("wrong" in share) return wrong(`${hours}: ${share.wrong}`);
    pieces.push({ fromMinute, toMinute, share: share.value });
  }
  if (pieces.length === 0) return wrong(`an empty map has no shares; ${EXPECTED}`);
  pieces.sort((a, b) => a.fromMinute - b.fromMinute);
  for (const [i, piece] of pieces.entries())
    if (i > 0 && piece.fromMinute < pieces[i - 1]!.toMinute)
      return wrong(`the hours from ${timeText(piece.fromMinute)} overlap the ones before; expected each hour once`);
  const shares = pieces.map((piece) => piece.share);
  if (!sumsToOne(shares)) return wrong(`the shares sum to ${sumText(shares)}; expected 1`);
  return right({ kind: "hours", pieces });
};

export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** A window with its shape as pieces in UTC minutes, given the window's UTC minutes on the measured day. */
export const piecesOf = (
  { fromMinute, toMinute }: Pick<Window, "fromMinute" | "toMinute">,
  shape: Shape,
): Reading<readonly ProfilePiece[]> => {
  if (fromMinute < 0)
    return wrong(
      `the window begins at ${timeText(fromMinute + MINUTES_A_DAY)} UTC of the day before, when the day's data ` +
        "doesn't exist; " +
        "expected a window that begins after 00:00 UTC",
    );
  if (shape.kind === "at-once") return right([{ fromMinute, toMinute: fromMinute, share: 1 }]);
  if (toMinute === fromMinute)
    return wrong(`the window has no length; expected a later end, or shape: at-once for all at its beginning`);
  if (shape.kind === "uniform") return right([{ fromMinute, toMinute, share: 1 }]);
  if (shape.kind === "hours") return insideWindow(fromMinute, toMinute, shape.pieces);
  const length = (toMinute - fromMinute) / shape.shares.length;
  if (!Number.isInteger(length))
    return wrong(
      `${toMinute - fromMinute} minutes don't divide into ${shape.shares.length} equal parts of whole minutes; ` +
        "expected another number of shares or another window",
    );
  return right(
    shape.shares.map((share, i) => ({
      fromMinute: fromMinute + i * length,
      toMinute: fromMinute + (i + 1) * length,
      share,
    })),
  );
};

const insideWindow = (from: number, to: number, pieces: readonly ProfilePiece[]): Reading<readonly ProfilePiece[]> => {
  const outside = pieces.find((piece) => piece.fromMinute < from || piece.toMinute > to);
  if (outside === undefined) return right(pieces);
  const hours = `${timeText(outside.fromMinute)}-${timeText(outside.toMinute)}`;
  return wrong(
    `the shape's hours ${hours} lie outside the window ${timeText(from)}-${timeText(to)} UTC; widen the window`,
  );
};
