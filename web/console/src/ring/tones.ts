import type { RingTone } from "../api/shapes.ts";
import { ROUND_SECONDS, roundOfBell } from "./strike.ts";

/** The ring tones, made of numbers like the bell. One round each, as long as the bell's. */
export const TONES: readonly { readonly tone: RingTone; readonly name: string; readonly words: string }[] = [
  { tone: "bell", name: "Bell", words: "Firstbell’s own: two strikes and an answer." },
  { tone: "chime", name: "Chime", words: "Four soft notes that rise." },
  { tone: "marimba", name: "Marimba", words: "Short, wooden, quick." },
  { tone: "digital", name: "Digital", words: "Like a desk telephone; heard through talk." },
];

interface Note {
  readonly at: number;
  readonly hertz: number;
  readonly loud: number;
}

/** Ratio to the note, loudness, seconds until it is down to a third. */
type Partials = readonly (readonly [ratio: number, loud: number, fade: number])[];

const CHIME: Partials = [[1, 1, 0.7], [2.01, 0.22, 0.4], [3.98, 0.07, 0.2]];
const MARIMBA: Partials = [[1, 1, 0.16], [3.93, 0.35, 0.06], [9.2, 0.1, 0.025]];
const DIGITAL: Partials = [[1, 1, 9], [3, 0.3, 9], [5, 0.14, 9]];

const CHIME_NOTES: readonly Note[] = [523.25, 659.26, 783.99, 1046.5].map((hertz, place) => ({ at: place * 0.26, hertz, loud: 1 - place * 0.08 }));
const MARIMBA_NOTES: readonly Note[] = [587.33, 880, 739.99, 1174.66, 880, 1174.66].map((hertz, place) => ({ at: place * 0.14, hertz, loud: place % 2 === 0 ? 1 : 0.85 }));

/** The samples of one round of a tone, between -0.9 and 0.9, silent at both ends. */
export function roundOf(tone: RingTone, sampleRate: number): Float32Array<ArrayBuffer> {
  switch (tone) {
    case "bell":
      return roundOfBell(sampleRate);
    case "chime":
      return struck(CHIME_NOTES, CHIME, sampleRate);
    case "marimba":
      return struck(MARIMBA_NOTES, MARIMBA, sampleRate);
    case "digital":
      return warbled(sampleRate);
  }
}

function struck(notes: readonly Note[], partials: Partials, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(ROUND_SECONDS * sampleRate));
  for (const note of notes) {
    const start = Math.round(note.at * sampleRate);
    for (let place = start; place < samples.length; place++) {
      const t = (place - start) / sampleRate;
      samples[place] = (samples[place] ?? 0) + note.loud * Math.min(1, t / 0.004) * voice(partials, note.hertz, t);
    }
  }
  return levelled(samples, sampleRate);
}

/** Two bursts of a telephone's trill. */
function warbled(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(ROUND_SECONDS * sampleRate));
  for (const start of [0, 0.72]) {
    for (let place = 0; place < 0.52 * sampleRate; place++) {
      const t = place / sampleRate;
      const hertz = Math.floor(t / 0.045) % 2 === 0 ? 1_000 : 1_250;
      const edge = Math.min(1, t / 0.01, (0.52 - t) / 0.02);
      samples[Math.round(start * sampleRate) + place] = edge * voice(DIGITAL, hertz, t);
    }
  }
  return levelled(samples, sampleRate);
}

function voice(partials: Partials, hertz: number, t: number): number {
  let value = 0;
  for (const [ratio, loud, fade] of partials) value += loud * Math.exp(-t / fade) * Math.sin(2 * Math.PI * hertz * ratio * t);
  return value;
}

function levelled(samples: Float32Array<ArrayBuffer>, sampleRate: number): Float32Array<ArrayBuffer> {
  const fadeOut = Math.round(0.25 * sampleRate);
  let peak = 0;
  for (let place = 0; place < samples.length; place++) {
    const left = samples.length - 1 - place;
    if (left < fadeOut) samples[place] = ((samples[place] ?? 0) * left) / fadeOut;
    peak = Math.max(peak, Math.abs(samples[place] ?? 0));
  }
  for (let place = 0; place < samples.length; place++) samples[place] = ((samples[place] ?? 0) * 0.9) / peak;
  return samples;
}
