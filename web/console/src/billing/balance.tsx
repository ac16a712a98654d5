import { useMemo } from "preact/hooks";
import uPlot from "uplot";
import type { LedgerAccount, LedgerItem } from "../api/shapes.ts";
import { axisOf, colour, Key, Plot, UNDER_PIXELS, widthOf, type Drawing } from "../use/plot.tsx";
import { longDay, shortTime } from "./days.ts";
import { axisWords, pointsOf, STEPS, ticksOf, type Point, type Stretch } from "./line.ts";
import { amount } from "./money.ts";
import { kindWords } from "./words.ts";

interface Props {
  readonly account: LedgerAccount;
  readonly items: readonly LedgerItem[];
  readonly unit: string;
  readonly stretch: Stretch;
  readonly timeZone: string | undefined;
}

const LABEL_PIXELS = 96;

/** The balance over the time that is looked at, step by step; the entries under it say the same. */
export function BalanceLine({ account, items, unit, stretch, timeZone }: Props) {
  const points = useMemo(() => pointsOf(items, stretch), [items, JSON.stringify(stretch)]);
  if (points.length === 0) return null;
  const name = account === "credits" ? "Interaction credits" : `Balance in ${unit}`;
  return (
    <Plot label={name} count={points.length} words={(place) => pointWords(points, place, account, unit, timeZone)} draw={(element) => drawing(element, points, unit, timeZone)} on={[points, unit, timeZone]}>
      <Key unit={stretch.isCut && points[0] !== undefined ? `${name}, from ${longDay(points[0].at, timeZone)} on: older entries are not shown yet` : name} names={[]} />
    </Plot>
  );
}

/** "22 Nov 2026, 14:05: Credit added, +€12.50, balance €34.50" */
export function pointWords(points: readonly Point[], place: number, account: LedgerAccount, unit: string, timeZone: string | undefined): string {
  const point = points[place];
  if (point === undefined) return "";
  const { at, balance, item } = point;
  const then = shortTime(item?.at ?? at, timeZone);
  const stood = amount(balance, unit);
  if (item === undefined) return place === 0 ? `${then}, at the beginning: ${stood}` : `${then}, at the end: ${stood}`;
  return `${then}: ${kindWords(item, account)}, ${item.minor > 0 ? "+" : ""}${amount(item.minor, unit)}. Balance ${stood}`;
}

function drawing(element: HTMLElement, points: readonly Point[], unit: string, timeZone: string | undefined): Drawing {
  const axis = axisOf(element);
  const paths = uPlot.paths.stepped?.({ align: 1 });
  const [from, to] = [points[0]?.at ?? 0, Math.max(points.at(-1)?.at ?? 0, (points[0]?.at ?? 0) + 1)];
  const ticks = (fit: number) => ticksOf(from, to, fit, timeZone);
  const labels = () => ticks(Math.max(2, Math.floor(element.clientWidth / LABEL_PIXELS)));
  return {
    data: [points.map(({ at }) => at), points.map(({ balance }) => balance)],
    options: {
      padding: [12, LABEL_PIXELS / 3, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
      scales: { x: { time: false, range: () => [from, to] }, y: { range: (_, least, most) => within(least, most) } },
      axes: [
        { ...axis, size: UNDER_PIXELS, grid: { show: false }, splits: () => labels().map(({ at }) => at), values: () => labels().map(({ label }) => label) },
        { ...axis, size: (_, words) => widthOf(words), incrs: [...STEPS], values: (_, values) => [...axisWords(values, unit)] },
      ],
      series: [
        {},
        {
          stroke: colour(element, "--accent"),
          // The lines of the grid are seen through it.
          fill: colour(element, "--accent", 14),
          width: 2,
          points: { show: points.length <= 40, size: 6, fill: colour(element, "--accent") },
          ...(paths === undefined ? {} : { paths }),
        },
      ],
    },
  };
}

/** Nought is always in sight: without it a small change looks like a great one. */
function within(least: number, most: number): [number, number] {
  const [low, high] = [Math.min(0, least), Math.max(0, most)];
  const air = Math.max(1, high - low) * 0.06;
  return [low < 0 ? low - air : 0, high > 0 ? high + air : low < 0 ? 0 : 1];
}
