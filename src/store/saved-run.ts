import { closeSync, openSync, readSync } from "node:fs";
import { deflateSync, inflateSync } from "node:zlib";
import { RecordError } from "./record-file.ts";
import { writeWholeBy } from "./whole-file.ts";

/** A run under way at a midnight: all that it needs to go on, in this process or another. */
export interface SavedRun {
  readonly schema: 1;
  /** Hash of the plan and of the program's text: no other run goes on from it. */
  readonly run: string;
  /** ms since the first measured midnight. */
  readonly reachedMs: number;
  /** What the run has taken so far, of all sessions. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

type Write = (bytes: Uint8Array) => void;
export type Read = (into: Uint8Array) => void;

// The file: a line of JSON, then the state's bytes in deflated blocks, each after its length as a little-endian uint32.
// Deflate ends each block with a checksum.
const BLOCK_BYTES = 4 * 2 ** 20;
const LENGTH_BYTES = 4;
/** The fastest there is: tables of small numbers shrink to a tenth with it, and to little less with more. */
const LEVEL = 1;
const HEAD_BYTES_MAX = 4096;

/** Writes a run's state whole or not at all; the one of an earlier midnight stays until then. */
export const writeSavedRun = (file: string, head: SavedRun, save: (write: Write) => void): void =>
  writeWholeBy(file, (write) => {
    write(Buffer.from(`${JSON.stringify(head)}\n`));
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let used = 0;
    const flush = (): void => {
      const deflated = deflateSync(block.subarray(0, used), { level: LEVEL });
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32LE(deflated.length);
      write(length);
      write(deflated);
      used = 0;
    };
    save((bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const taken = Math.min(bytes.length - at, BLOCK_BYTES - used);
        block.set(bytes.subarray(at, at + taken), used);
        used += taken;
        at += taken;
        if (used === BLOCK_BYTES) flush();
      }
    });
    flush();
  });

const isHead = (value: unknown): value is SavedRun => {
  const head = Object(value) as Partial<Record<keyof SavedRun, unknown>>;
  const { reachedMs, seconds, cpuSeconds } = head;
  return head.schema === 1 && typeof head.run === "string" && [reachedMs, seconds, cpuSeconds].every(Number.isFinite);
};

const damaged = (file: string): RecordError =>
  new RecordError(`${file} is damaged; with the file removed, --resume begins its run anew`);

/** Reads the head of a file that is open; where its state begins. */
const readHead = (file: string, handle: number): { head: SavedRun; from: number } => {
  const bytes = Buffer.alloc(HEAD_BYTES_MAX);
  const end = bytes.subarray(0, readSync(handle, bytes, 0, HEAD_BYTES_MAX, 0)).indexOf("\n");
  try {
    const head: unknown = JSON.parse(bytes.toString("utf8", 0, Math.max(0, end)));
    if (isHead(head)) return { head, from: end + 1 };
  } catch {
    // No JSON is no head.
  }
  throw damaged(file);
};

const opened = <T>(file: string, use: (handle: number) => T): T => {
  const handle = openSync(file, "r");
  try {
    return use(handle);
  } finally {
    closeSync(handle);
  }
};

/** Hands a saved run's state to whoever takes the run up. Throws a sentence where it is another run's, or damaged. */
export const takeUp = <T>(file: string, run: string, use: (head: SavedRun, read: Read) => T): T =>
  opened(file, (handle) => {
    const { head, from } = readHead(file, handle);
    if (head.run !== run)
      throw new RecordError(`${file} is of another run or program; with the file removed, --resume begins it anew`);
    let place = from;
    const next = (length: number): Buffer => {
      const bytes = Buffer.allocUnsafe(length);
      if (readSync(handle, bytes, 0, length, place) < length) throw damaged(file);
      place += length;
      return bytes;
    };
    let block: Uint8Array = new Uint8Array(0);
    let used = 0;
    const nextBlock = (): void => {
      const length = next(LENGTH_BYTES).readUInt32LE();
      if (length > 2 * BLOCK_BYTES) throw damaged(file);
      const deflated = next(length);
      try {
        block = inflateSync(deflated);
      } catch {
        throw damaged(file);
      }
      used = 0;
    };
    return use(head, (into) => {
      for (let at = 0; at < into.length; ) {
        if (used === block.length) nextBlock();
        const taken = Math.min(into.length - at, block.length - used);
        into.set(block.subarray(used, used + taken), at);
        used += taken;
        at += taken;
      }
    });
  });
