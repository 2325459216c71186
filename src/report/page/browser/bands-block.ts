import { million } from "../../format.ts";
import type { PageCell, PageModel } from "../model.ts";
import { element, optionLabel, placeOf, table } from "./elements.ts";
import { shareOf } from "./latency-block.ts";
import type { LatencyChoice } from "./latency-choice.ts";
import type { View } from "./view.ts";

interface Band {
  readonly look: string;
  readonly title: string;
  readonly share: number;
}

const hourOf = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** Everything that was wanted, cut into what was in by when and what was not; adds up to one. */
const bandsOf = (cell: PageCell, hours: readonly number[], isDaily: boolean): Band[] => {
  const rest = [
    { look: "never", title: "not answered", share: 1 - cell.answeredShare - cell.darkShare },
    { look: "dark", title: "out of reach", share: cell.darkShare },
  ];
  if (!isDaily) {
    const inTarget = (cell.inTargetShare ?? 0) * cell.answeredShare;
    return [
      { look: "in-0", title: "in target", share: inTarget },
      { look: "later", title: "answered late", share: cell.answeredShare - inTarget },
      ...rest,
    ];
  }
  const inBy = hours.map((hour, h) => ({
    look: `in-${h}`,
    title: `by ${hourOf(hour)}`,
    share: cell.inBy[h]! - (cell.inBy[h - 1] ?? 0),
  }));
  return [...inBy, { look: "later", title: "later", share: cell.answeredShare - cell.inBy.at(-1)! }, ...rest];
};

const LABEL_SHARE_MIN = 0.07;

/** Shares in by the hours that cost something, and inside target, for the choice of the latencies. */
export const openBandsBlock = (model: PageModel, view: View, choice: LatencyChoice): void => {
  const { options, deadlineHours } = model;
  const place = placeOf("bands");
  const text = document.querySelector<HTMLElement>('[data-text="bands"]')!;
  const tablePlace = document.querySelector<HTMLElement>('[data-table="bands"]')!;
  const draw = (): void => {
    const isDaily = choice.isDaily();
    text.textContent = `${choice.title()}: the process chosen above, ${
      isDaily ? "by hours after the data day's end, UTC." : "by its Target Response Time; it is no daily read."
    }`;
    const cells = options.flatMap((_, option) => {
      const cell = choice.cell(option);
      return cell === null ? [] : [{ option, cell, bands: bandsOf(cell, deadlineHours, isDaily) }];
    });
    const key = element(
      "div",
      { class: "key", "aria-hidden": "true" },
      ...(cells[0]?.bands ?? []).map(({ look, title }) =>
        element("span", {}, element("span", { class: `swatch square band-${look}` }), title),
      ),
    );
    const lines = cells
      .filter(({ option }) => view.isShown(option))
      .map(({ option, bands }) =>
        element(
          "div",
          { class: "band-line" },
          optionLabel(options, option),
          element(
            "div",
            {
              class: "band-bar",
              role: "img",
              "aria-label": bands.map(({ title, share }) => `${title} ${shareOf(share)}`).join(", "),
            },
            ...bands
              .filter(({ share }) => share > 0)
              .map(({ look, title, share }) => {
                const part = element("span", { class: `band-${look}`, title: `${title}: ${shareOf(share)}` });
                part.style.flexGrow = String(share);
                if (share >= LABEL_SHARE_MIN) part.textContent = `${Math.round(100 * share)}`;
                return part;
              }),
          ),
        ),
      );
    place.replaceChildren(key, ...lines);
    tablePlace.replaceChildren(
      table(
        choice.title(),
        [
          "option",
          "wanted",
          "in target",
          ...(isDaily ? deadlineHours.map((hour) => `by ${hourOf(hour)}`) : []),
          "answered",
          "out of reach",
        ],
        cells.map(({ option, cell }) => [
          optionLabel(options, option),
          million(cell.wanted),
          shareOf(cell.inTargetShare),
          ...(isDaily ? cell.inBy.map(shareOf) : []),
          shareOf(cell.answeredShare),
          shareOf(cell.darkShare),
        ]),
      ),
    );
  };
  view.onOptions(draw);
  choice.onChange(draw);
  draw();
};
