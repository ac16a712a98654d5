import { useMemo } from "preact/hooks";
import uPlot from "uplot";
import type { UseRow } from "../api/shapes.ts";
import { axisOf, colour, Key, Plot, UNDER_PIXELS, widthOf, type Drawing } from "./plot.tsx";
import { barsOf, isTime, MOST_BARS, MOST_BARS_NARROW, partsOf, placeLabels, rowSentence, TIME_STEPS, unitWords, valueWords, type Bar, type Measure } from "./rows.ts";

const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000];
/** Room for one label under the bars. */
const LABEL_PIXELS = 74;

/** Days as bars; where they would be too thin to see, weeks. */
export function DayChart({ days, measure }: { days: readonly UseRow[]; measure: Measure }) {
  const bars = useMemo(() => barsOf(days, matchMedia("(max-width: 760px)").matches ? MOST_BARS_NARROW : MOST_BARS), [days]);
  const parts = partsOf(measure);
  const unit = unitWords(measure, bars);
  return (
    <Plot label={unit} count={bars.length} words={(place) => sentence(bars[place], measure)} draw={(element) => drawing(element, bars, measure)} on={[bars, measure]}>
      <Key unit={unit} names={parts.map((part) => [part.tone, part.name] as const)} />
    </Plot>
  );
}

function sentence(bar: Bar | undefined, measure: Measure): string {
  return bar === undefined ? "" : rowSentence(bar, "day", measure);
}

/** The upper bars are drawn first, from the foot: each column is the sum up to its part. */
function data(bars: readonly Bar[], measure: Measure): uPlot.AlignedData {
  const parts = partsOf(measure);
  const sums = parts.map((_, upTo) => bars.map((bar) => parts.slice(0, upTo + 1).reduce((sum, part) => sum + part.of(bar), 0)));
  return [bars.map((_, place) => place), ...sums.reverse()];
}

function drawing(element: HTMLElement, bars: readonly Bar[], measure: Measure): Drawing {
  const paths = uPlot.paths.bars?.({ size: [0.72, 46], radius: 0.12 });
  const axis = axisOf(element);
  return {
    data: data(bars, measure),
    options: {
      // Half a label stands beside the last bar.
      padding: [12, LABEL_PIXELS / 3, 0, 0],
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, x: true },
      scales: { x: { time: false, range: () => [-0.6, bars.length - 0.4] }, y: { range: (_, __, most) => [0, Math.max(most, isTime(measure) ? 1_000 : 4) * 1.06] } },
      axes: [
        {
          ...axis,
          size: UNDER_PIXELS,
          grid: { show: false },
          splits: () => placeLabels(bars, Math.max(2, Math.floor(element.clientWidth / LABEL_PIXELS))).map(([place]) => place),
          values: (_, places) => {
            const labels = new Map(placeLabels(bars, places.length));
            return places.map((place) => labels.get(place) ?? "");
          },
        },
        {
          ...axis,
          size: (_, labels) => widthOf(labels),
          incrs: isTime(measure) ? [...TIME_STEPS] : COUNTS,
          values: (_, values) => values.map((value) => (value === 0 ? "0" : valueWords(value, measure).replace(/\.0 s$/u, " s"))),
        },
      ],
      series: [{}, ...partsOf(measure).map((part) => ({ label: part.name, fill: colour(element, `--${part.tone}`), width: 0, points: { show: false }, ...(paths === undefined ? {} : { paths }) })).reverse()],
    },
  };
}
