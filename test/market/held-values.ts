import { type Runtime, Session } from "node:inspector";

// Everything that a run holds, variables of its closures included: an engine tells them to its debugger alone.

/** Where two runs differ, as a path from the root. */
export interface Difference {
  readonly path: string;
  readonly one: unknown;
  readonly other: unknown;
}

/** Scopes that hold what a module made once, for all runs. */
const OF_ALL_RUNS = /^(Module|Global|Script)/;

/** Copies the variables of a scope; one that is not initialised yet has no value. */
const COPY = `function () {
  const copy = {};
  for (const name of Object.keys(this.object)) try { copy[name] = this.object[name]; } catch {}
  globalThis.held = copy;
}`;

/** Asks the debugger for the variables that functions hold. */
export class Closures {
  private readonly session = new Session();
  private readonly shared = globalThis as unknown as { held?: unknown };

  constructor() {
    this.session.connect();
  }

  close(): void {
    delete this.shared.held;
    this.session.disconnect();
  }

  /** The scopes of a function from the inside out, each as an object of its variables. */
  of(held: object): Record<string, unknown>[] {
    this.shared.held = held;
    const { result } = this.ask<Runtime.EvaluateReturnType>("Runtime.evaluate", { expression: "globalThis.held" });
    const scopes = this.internals(result.objectId!).find(({ name }) => name === "[[Scopes]]")?.value?.objectId;
    if (scopes === undefined) return [];
    return this.properties(scopes).result.flatMap(({ value }) => {
      if (value?.objectId === undefined || OF_ALL_RUNS.test(value.description ?? "")) return [];
      this.ask("Runtime.callFunctionOn", {
        objectId: value.objectId,
        functionDeclaration: COPY,
      });
      return [this.shared.held as Record<string, unknown>];
    });
  }

  private properties(objectId: string): Runtime.GetPropertiesReturnType {
    return this.ask("Runtime.getProperties", { objectId, ownProperties: true });
  }

  private internals(objectId: string): Runtime.InternalPropertyDescriptor[] {
    return this.properties(objectId).internalProperties ?? [];
  }

  /** A session in its own thread answers at once. */
  private ask<Answer>(method: string, params: object): Answer {
    let answer: Answer | undefined;
    this.session.post(method, params, (error, given) => {
      if (error !== null) throw error;
      answer = given as Answer;
    });
    return answer!;
  }
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** The first value of two typed arrays that differs, or −1. */
const firstDifference = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  if (one.length !== other.length) return Math.min(one.length, other.length);
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], other[i])) return i;
  return -1;
};

/** Every value that one run holds and the other holds differently. `isLeftOut` is asked of each path. */
export const differences = (one: unknown, other: unknown, isLeftOut: (path: string) => boolean): Difference[] => {
  const closures = new Closures();
  const found: Difference[] = [];
  const seen = new Set<object>();
  const waiting: [path: string, one: unknown, other: unknown][] = [["run", one, other]];
  const look = (path: string, a: unknown, b: unknown): void => {
    if (isLeftOut(path)) return;
    if (!isObject(a) || !isObject(b)) {
      if (!Object.is(a, b)) found.push({ path, one: a, other: b });
      return;
    }
    if (seen.has(a)) return;
    seen.add(a);
    if (ArrayBuffer.isView(a)) {
      const [left, right] = [a, b] as unknown as [ArrayLike<number>, ArrayLike<number>];
      const at = firstDifference(left, right);
      if (at >= 0) found.push({ path: `${path}[${at}]`, one: left[at], other: right[at] });
      return;
    }
    if (a instanceof Map || a instanceof Set) waiting.push([`${path}.entries`, [...a], [...(b as typeof a)]]);
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      waiting.push([`${path}.${key}`, Reflect.get(a, key), Reflect.get(b, key)]);
    if (typeof a !== "function") return;
    const ofOther = closures.of(b);
    closures.of(a).forEach((scope, i) => {
      for (const [name, value] of Object.entries(scope)) waiting.push([`${path}:${name}`, value, ofOther[i]?.[name]]);
    });
  };
  try {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) look(...next);
    return found;
  } finally {
    closures.close();
  }
};
