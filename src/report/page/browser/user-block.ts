import { million, share } from "../../format.ts";
import { openDayChart } from "./day-charts.ts";
import { chosen, element, optionLabel, placeOf, table } from "./elements.ts";
import { byMinute } from "./load-block.ts";
import type { Unpacked } from "./unpack.ts";
import { timeOf, type View } from "./view.ts";

const USER_HEIGHT = 260;

/** Each process with the options one under the other, so that they can be compared. */
const byProcess = (views: Unpacked["model"]["users"][number]["views"]) => {
  const rows = views.flatMap((one, option) =>
    (one?.needs ?? []).map(([process = "", ...figures]) => ({ option, process, figures })),
  );
  const processes = [...new Set(rows.map(({ process }) => process))];
  return rows.toSorted((p, q) => processes.indexOf(p.process) - processes.indexOf(q.process));
};

/** One User's receiving endpoint: when it is full, and how it stands among those of its role. */
export const openUserBlock = (page: Unpacked, view: View): void => {
  const { model } = page;
  const box = chosen("user");
  const roles = [...new Set(model.users.map(({ role }) => role))];
  box.replaceChildren(
    ...roles.map((role) =>
      element(
        "optgroup",
        { label: role },
        ...model.users.flatMap((user, u) =>
          user.role === role ? [element("option", { value: String(u) }, user.name)] : [],
        ),
      ),
    ),
  );
  box.value = String(model.user);
  const first = model.options.length * model.components.length * model.series.length;
  const chart = openDayChart(placeOf("user"), view, model, {
    title: "Responses and alerts at its endpoint",
    label: "What arrives at the User's endpoint over the day, a line an option; the figures are in the table below",
    height: USER_HEIGHT,
    step: () => 1,
  });
  const tablePlace = document.querySelector<HTMLElement>('[data-table="user"]')!;
  const needsPlace = document.querySelector<HTMLElement>('[data-table="user-needs"]')!;
  const draw = (): void => {
    const user = model.users[Number(box.value)]!;
    chart.note.textContent = user.views.some((one) => one?.isPrivate) ? "% of its rate, which is private" : "a second";
    chart.show({
      lines: user.views.map((one) => {
        if (one === null) return undefined;
        return Float64Array.from(byMinute(page, first + one.column, true), (n) => n * one.ofMinute);
      }),
      forecasts: [],
      levels: user.views.map((one) => one?.rate),
      levelName: "endpoint's rate",
    });
    tablePlace.replaceChildren(
      table(
        `${user.name}, one of ${user.role}`,
        ["option", "busiest minute ÷ rate", "at, UTC", "a day", "rank by fullness"],
        user.views.flatMap((one, option) =>
          one === null
            ? []
            : [
                [
                  optionLabel(model.options, option),
                  share(one.peakShare),
                  one.peakShare > 0 ? timeOf(one.peakAtMinute) : "–",
                  one.perDay === null ? "–" : million(one.perDay),
                  one.peakShare > 0 ? `${one.rank} of ${one.ofRole}` : "–",
                ],
              ],
        ),
      ),
    );
    needsPlace.replaceChildren(
      table(
        `What ${user.name} sent, and what became of it`,
        [model.needsHeads[0]!, "option", ...model.needsHeads.slice(1)],
        byProcess(user.views).map(({ option, process, figures }) => [
          process,
          optionLabel(model.options, option),
          ...figures,
        ]),
        [],
        2,
      ),
    );
  };
  box.addEventListener("change", draw);
  draw();
};
