import { mix } from "./keyed-draws.ts";
import type { Simulation } from "./simulation.ts";

/** 64 bits as 16 hexadecimal digits. */
const hex64 = (a: number, b: number): string =>
  (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0");

/** Two 32-bit hashes of a text, by its UTF-16 units. */
export const hashText = (text: string, into: [number, number] = [0x243f6a88, 0x13198a2e]): [number, number] => {
  let [a, b] = into;
  for (let i = 0; i < text.length; i++) {
    a = mix(a ^ Math.imul(text.charCodeAt(i) + i, 0x9e3779b9));
    b = mix((b ^ a) + text.charCodeAt(i));
  }
  return [a, b];
};

/**
 * The path of a run: what happened, where, when, to whom. One running hash of (time, key) for each component, seeded by
 * the component's name; a run with the same path has the same fingerprints, on every platform.
 */
export class PathFingerprint {
  private readonly sim: Simulation;
  private readonly names: string[] = [];
  private readonly lanes: Int32Array;
  private readonly marks: Float64Array;

  constructor(sim: Simulation, componentsMax = 128) {
    this.sim = sim;
    this.lanes = new Int32Array(2 * componentsMax);
    this.marks = new Float64Array(componentsMax);
    sim.keep(this);
  }

  /** A number for a component; give it to `mark`. */
  open(name: string): number {
    const [a, b] = hashText(name);
    if (this.names.length === this.marks.length) throw new RangeError(`more than ${this.marks.length} components`);
    const component = this.names.push(name) - 1;
    this.lanes[2 * component] = a;
    this.lanes[2 * component + 1] = b;
    return component;
  }

  /** Something happened now at a component, to the need or message with this key. About 3 ns. */
  mark(component: number, key: number): void {
    const { lanes, sim } = this;
    const at = component << 1;
    let a = Math.imul(lanes[at]! ^ (sim.stampBase + sim.now), 0x85ebca6b);
    a ^= a >>> 15;
    let b = (Math.imul(lanes[at + 1]! ^ key, 0xc2b2ae35) + a) | 0;
    b ^= b >>> 13;
    lanes[at] = a ^ b;
    lanes[at + 1] = b;
    this.marks[component]!++;
  }

  /** Marks so far: the events of the market. */
  get total(): number {
    return this.marks.reduce((sum, count) => sum + count, 0);
  }

  /** Fingerprint of each component by name, and "all" of them together in order of opening. */
  read(): Record<string, string> {
    const prints: Record<string, string> = {};
    let all: [number, number] = [0, 0];
    this.names.forEach((name, i) => {
      prints[name] = hex64(this.lanes[2 * i]!, this.lanes[2 * i + 1]!);
      all = hashText(`${name}=${prints[name]}/${this.marks[i]}`, all);
    });
    prints["all"] = hex64(...all);
    return prints;
  }
}

/**
 * Fingerprint of a run's results: every scalar by name, by the bits of its float64, in order of name. Which bits a NaN
 * has is up to the processor, so all NaNs are one.
 */
export const resultFingerprint = (scalars: Readonly<Record<string, number>>): string => {
  const bits = new DataView(new ArrayBuffer(8));
  let print: [number, number] = [0, 0];
  for (const name of Object.keys(scalars).sort()) {
    const value = scalars[name]!;
    bits.setFloat64(0, value);
    const text = Number.isNaN(value) ? "NaN" : `${bits.getUint32(0)}/${bits.getUint32(4)}`;
    print = hashText(`${name}=${text}`, print);
  }
  return hex64(...print);
};
