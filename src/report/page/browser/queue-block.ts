import type { SeriesName } from "../model.ts";
import { byHalfHour, openDayChart } from "./day-charts.ts";
import { chosen, fill, placeOf } from "./elements.ts";
import { minutesOf } from "./load-block.ts";
import type { Unpacked } from "./unpack.ts";
import type { View } from "./view.ts";

interface QueueChoice {
  readonly value: SeriesName;
  readonly title: string;
  readonly note: string;
  readonly isByHalfHour?: boolean;
}

const QUEUE_CHOICES: readonly QueueChoice[] = [
  { value: "queuedForMax", title: "requests for it, there or at the DSP", note: "most in each" },
  {
    value: "queuedForMin",
    title: "standing queue: least in each half hour",
    note: "least in each half hour",
    isByHalfHour: true,
  },
  { value: "queuedMax", title: "requests at the component itself", note: "most in each" },
  { value: "returnQueuedMax", title: "responses and alerts on their way back", note: "most in each" },
];

const QUEUE_HEIGHT = 160;
const A_MINUTE = 60;

/** What waits for each component over the day. */
export const openQueueBlock = (page: Unpacked, view: View): void => {
  const { model } = page;
  const box = chosen("queue-series");
  fill(
    box,
    QUEUE_CHOICES.map(({ value, title }) => [value, title]),
  );
  const charts = model.components.map(({ title }) =>
    openDayChart(placeOf("queue"), view, model, {
      title,
      label: `What waits for ${title} over the day, a line an option; the figures are in the tables below`,
      height: QUEUE_HEIGHT,
      step: () => 1,
    }),
  );
  const waiting = (option: number, component: number, name: SeriesName): Float64Array => {
    const kept = minutesOf(page, option, component, name);
    // In requests; where the capacity is private, in per cent of what is carried in a minute.
    const { ofMinute, isPrivate } = model.components[component]!.units[option]!;
    const all = Float64Array.from(kept, (requests) => requests * ofMinute * (isPrivate ? 1 : A_MINUTE));
    return name === "queuedForMin" ? byHalfHour(all, "least") : all;
  };
  const draw = (): void => {
    const { value, note: of, isByHalfHour } = QUEUE_CHOICES.find((choice) => choice.value === box.value)!;
    const note = isByHalfHour ? of : `${of} ${model.stepMinutes === 1 ? "minute" : "half hour"}`;
    charts.forEach((chart, c) => {
      const { isPrivate } = model.components[c]!.units[0]!;
      chart.note.textContent = isPrivate ? `${note}, % of what it carries in a minute` : note;
      chart.show({
        lines: model.options.map((_, option) => waiting(option, c, value)),
        forecasts: [],
        levels: [],
        levelName: "",
      });
    });
  };
  box.addEventListener("change", draw);
  draw();
};
