import { shippedScenarios } from "../scenario/shipped.ts";

const TAKES_SCENARIO = ["run", "check", "trace"];

/**
 * What may stand next on the command line besides what yargs knows: names of scenarios, of a scenario's options, and
 * words to explain. `words` are those typed so far, the last one unfinished.
 */
export const nextWords = async (words: readonly string[]): Promise<readonly string[]> => {
  const [, command, ...rest] = words;
  const current = words.at(-1) ?? "";
  const starting = (names: Iterable<string>): string[] => [...names].filter((name) => name.startsWith(current));
  if (command === "explain") {
    const { explainable } = await import("./explain.ts");
    return starting(await explainable());
  }
  if (!TAKES_SCENARIO.includes(command ?? "") || current.startsWith("-")) return [];
  if (words.at(-2) !== "--option") return starting(shippedScenarios());
  const { readScenario } = await import("./scenarios.ts");
  const named = rest.find((word) => shippedScenarios().includes(word) || word.endsWith(".yaml"));
  try {
    return named === undefined ? [] : starting((await readScenario(named, [])).options.keys());
  } catch {
    return []; // a scenario that can't be read has no options to offer; running it says why
  }
};
