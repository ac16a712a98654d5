import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

export interface Drawing {
  readonly data: uPlot.AlignedData;
  readonly options: Omit<uPlot.Options, "width" | "height" | "hooks" | "legend">;
}

interface Props {
  /** What it shows, for who cannot see it: "Chats by day". */
  readonly label: string;
  /** How many places there are to walk over; the data's columns have as many. */
  readonly count: number;
  /** What is under a place, in a sentence. */
  readonly words: (place: number) => string;
  readonly draw: (element: HTMLElement) => Drawing;
  /** What of is drawn: when one changes it is drawn anew. */
  readonly on: readonly unknown[];
  /** Over the sentence: the unit, the legend. */
  readonly children?: ComponentChildren;
}

/**
 * A chart that is walked by the arrow keys as well as by the pointer: the line above says what is under them. Beside it
 * stands a table that says everything.
 */
export function Plot({ label, count, words, draw, on, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const [chosen, setAt] = useState<number>();
  const tint = useTint();
  const last = count - 1;
  const at = Math.min(last, chosen ?? last);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const size = () => ({ width: Math.max(200, element.clientWidth), height: element.clientHeight });
    const { options, data } = draw(element);
    const follow = (drawn: uPlot) => typeof drawn.cursor.idx === "number" && setAt(drawn.cursor.idx);
    const made = new uPlot({ ...options, ...size(), legend: { show: false }, hooks: { setCursor: [follow] } }, data, element);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize(size()));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [...on, tint]);
  // Other days: what was pointed at is not there any more.
  useEffect(() => setAt(undefined), on);

  const point = (to: number) => {
    const place = Math.min(last, Math.max(0, to));
    const made = plot.current;
    const x = made?.data[0][place];
    if (made !== undefined && typeof x === "number") made.setCursor({ left: made.valToPos(x, "x"), top: 0 });
    setAt(place);
  };
  const keyed = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 7, PageUp: at + 7, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  };
  // uPlot hears the mouse; a finger that is drawn over the chart reads it too.
  const touched = (event: PointerEvent) => {
    const made = plot.current;
    if (event.pointerType === "mouse" || made === undefined) return;
    made.setCursor({ left: event.clientX - made.over.getBoundingClientRect().left, top: 0 });
  };
  const said = words(at);
  return (
    <figure class="chart">
      <figcaption>
        {children}
        <span class="said num">{said}</span>
      </figcaption>
      <div
        ref={box}
        class="plot"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={at + 1}
        aria-valuetext={said}
        onKeyDown={keyed}
        onPointerMove={touched}
        onFocus={() => point(at)}
      />
    </figure>
  );
}

/** What the upright axis counts, and which colour is what; one colour needs no name beside the unit. */
export function Key({ unit, names }: { unit: string; names: readonly (readonly [tone: string, name: string])[] }) {
  return (
    <span class="legend small">
      <span>{unit}</span>
      {names.length > 1 &&
        names.map(([tone, name]) => (
          <span key={name}>
            <span class={`swatch ${tone}`} aria-hidden="true" /> {name}
          </span>
        ))}
    </span>
  );
}

/** The line of labels under a chart. */
export const UNDER_PIXELS = 30;

/** What both axes of every chart look like here. */
export function axisOf(element: HTMLElement): uPlot.Axis {
  return { stroke: colour(element, "--ink-soft"), font: `12px ${getComputedStyle(element).fontFamily}`, ticks: { show: false }, grid: { stroke: colour(element, "--line"), width: 1 } };
}

/** As wide as its longest label, so that no amount is cut off. */
export function widthOf(labels: readonly string[] | null): number {
  return 20 + 7 * Math.max(2, ...(labels ?? []).map((label) => label.length));
}

/** A canvas knows no variables: the colour as the browser would paint it here; with `percent` so much of it. */
export function colour(element: HTMLElement, name: string, percent = 100): string {
  const probe = document.createElement("span");
  probe.style.color = percent === 100 ? `var(${name})` : `color-mix(in srgb, var(${name}) ${percent}%, transparent)`;
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
