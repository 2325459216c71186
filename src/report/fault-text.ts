import type { Answer } from "../experiment/answer.ts";
import type { FaultMeasures } from "../experiment/fault-measures.ts";
import {
  BACKLOG_HEAD,
  backlogCells,
  backlogsOf,
  FAULT_NOTES,
  PAYER_HEAD,
  payerCells,
  payersOf,
} from "./fault-words.ts";
import { wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

const faultText = (option: string, fault: FaultMeasures, width: number): string[] => {
  const backlogs = backlogsOf(fault);
  const payers = payersOf(fault);
  return [
    wrap(`${option}, ${fault.fault}: ${fault.title}`, width, "  "),
    "",
    ...(backlogs.length === 0 ? ["nothing waits for it"] : [textTable(BACKLOG_HEAD, backlogs.map(backlogCells))]),
    "",
    payers.length === 0 ? "nobody paid" : textTable(PAYER_HEAD, payers.map(payerCells)),
    "",
  ];
};

/** What went wrong, what waited for it, and who paid, in so many columns; empty where nothing went wrong. */
export const faultTexts = ({ options }: Pick<Answer, "options">, width: number): string[] => {
  const texts = options.flatMap(({ option, faults }) => faults.flatMap((fault) => faultText(option, fault, width)));
  return texts.length === 0 ? [] : [...texts, ...FAULT_NOTES.map((note) => wrap(note, width))];
};
