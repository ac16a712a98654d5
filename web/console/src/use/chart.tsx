import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { UseRow } from "../api/shapes.ts";
import { isTime, partsOf, rowName, rowSentence, TIME_STEPS, valueWords, type Measure } from "./rows.ts";

const HEIGHT = 280;

/**
 * Days as bars. The chart is walked by the arrow keys as well as by the pointer; the line above says what the day
 * under them holds, and the table beside it says everything.
 */
export function DayChart({ days, measure }: { days: readonly UseRow[]; measure: Measure }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const [at, setAt] = useState<number>();
  const tint = useTint();
  const last = days.length - 1;
  const parts = useMemo(() => partsOf(measure), [measure]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const made = new uPlot(options(element, days, measure, setAt), data(days, measure), element);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: Math.max(200, element.clientWidth), height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [days, measure, tint]);

  const point = (place: number) => {
    const made = plot.current;
    const to = Math.min(last, Math.max(0, place));
    if (made !== undefined) made.setCursor({ left: made.valToPos(to, "x"), top: 0 });
    setAt(to);
  };
  const keyed = (event: KeyboardEvent) => {
    const from = at ?? last;
    const to = { ArrowLeft: from - 1, ArrowDown: from - 1, ArrowRight: from + 1, ArrowUp: from + 1, PageDown: from - 7, PageUp: from + 7, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  };
  const shown = days[at ?? last];
  const words = shown === undefined ? "" : rowSentence(shown, "day", measure);
  return (
    <figure class="chart">
      <figcaption>
        <span class="num">{words}</span>
        <Legend names={parts.map((part) => [part.tone, part.name] as const)} />
      </figcaption>
      <div
        ref={box}
        class="plot"
        role="slider"
        tabIndex={0}
        aria-label="Chart: day"
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={days.length}
        aria-valuenow={(at ?? last) + 1}
        aria-valuetext={words}
        onKeyDown={keyed}
        onFocus={() => point(at ?? last)}
      />
    </figure>
  );
}

export function Legend({ names }: { names: readonly (readonly [tone: string, name: string])[] }) {
  return (
    <span class="legend small">
      {names.map(([tone, name]) => (
        <span key={name}>
          <span class={`swatch ${tone}`} aria-hidden="true" /> {name}
        </span>
      ))}
    </span>
  );
}

/** The upper bars are drawn first, from the foot: each column is the sum up to its part. */
function data(days: readonly UseRow[], measure: Measure): uPlot.AlignedData {
  const parts = partsOf(measure);
  const sums = parts.map((_, upTo) => days.map((day) => parts.slice(0, upTo + 1).reduce((sum, part) => sum + part.of(day), 0)));
  return [days.map((_, place) => place), ...sums.reverse()];
}

function options(element: HTMLElement, days: readonly UseRow[], measure: Measure, point: (place: number | undefined) => void): uPlot.Options {
  const ink = colour(element, "--ink-soft");
  const line = colour(element, "--line");
  const paths = uPlot.paths.bars?.({ size: [0.72, 46], radius: 0.12 });
  const axis = { stroke: ink, font: `12px ${getComputedStyle(element).fontFamily}`, ticks: { show: false } };
  return {
    width: Math.max(200, element.clientWidth),
    height: HEIGHT,
    padding: [12, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, x: true },
    scales: { x: { time: false, range: () => [-0.6, days.length - 0.4] }, y: { range: (_, __, most) => [0, Math.max(most, isTime(measure) ? 1_000 : 4) * 1.06] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        splits: () => labelled(days.length, element.clientWidth),
        values: (_, places) => places.map((place) => shortDay(days[place])),
      },
      {
        ...axis,
        size: isTime(measure) ? 64 : 44,
        grid: { stroke: line, width: 1 },
        incrs: isTime(measure) ? [...TIME_STEPS] : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000],
        values: (_, values) => values.map((value) => (value === 0 ? "0" : valueWords(value, measure).replace(/\.0 s$/u, " s"))),
      },
    ],
    series: [{}, ...partsOf(measure).map((part) => ({ label: part.name, fill: colour(element, `--${part.tone}`), width: 0, points: { show: false }, ...(paths === undefined ? {} : { paths }) })).reverse()],
    hooks: {
      setCursor: [
        (made) => {
          const { idx } = made.cursor;
          if (typeof idx === "number") point(idx);
        },
      ],
    },
  };
}

/** So many labels as fit; the last day always has one. */
function labelled(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(2, Math.floor(width / 74))));
  const places: number[] = [];
  for (let place = count - 1; place >= 0; place -= step) places.unshift(place);
  return places;
}

function shortDay(day: UseRow | undefined): string {
  // "Sun 22 Nov" without its weekday.
  return day === undefined ? "" : rowName(day, "day").replace(/^\p{L}+,? /u, "");
}

/** A canvas knows no variables: the colour as the browser would paint it here. */
function colour(element: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** Changes when the theme does, so that what is painted is painted again. */
function useTint(): number {
  const [tint, setTint] = useState(0);
  useEffect(() => {
    const again = () => setTint((before) => before + 1);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const chosen = new MutationObserver(again);
    dark.addEventListener("change", again);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      dark.removeEventListener("change", again);
      chosen.disconnect();
    };
  }, []);
  return tint;
}
