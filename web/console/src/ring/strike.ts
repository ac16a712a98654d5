/** The bell of Firstbell, made of numbers: no file to load, and like nothing else on a desk. */

/** One round: two quick strikes and a lower answer, then silence until the next. */
export const ROUND_SECONDS = 2.6;

/** A hand bell's partials: ratio to the strike note, loudness, seconds until it is down to a third. */
const PARTIALS = [
  [0.5, 0.32, 0.62],
  [1, 0.9, 0.48],
  [1.19, 0.22, 0.4],
  [1.5, 0.16, 0.3],
  [2, 0.5, 0.26],
  [2.74, 0.24, 0.15],
  [3.76, 0.12, 0.09],
  [5.4, 0.07, 0.05],
] as const;

const STRIKES = [
  { at: 0, note: 1318.5, loud: 1 },
  { at: 0.19, note: 1318.5, loud: 0.85 },
  { at: 0.44, note: 987.8, loud: 1 },
] as const;

/** The samples of one round, between -0.9 and 0.9; it begins and ends in silence, so it can be repeated without a click. */
export function roundOfBell(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(ROUND_SECONDS * sampleRate));
  for (const strike of STRIKES) {
    const start = Math.round(strike.at * sampleRate);
    for (let place = start; place < samples.length; place++) {
      const t = (place - start) / sampleRate;
      const attack = Math.min(1, t / 0.003);
      let value = 0;
      for (const [ratio, loud, fade] of PARTIALS) {
        value += loud * Math.exp(-t / fade) * Math.sin(2 * Math.PI * strike.note * ratio * t);
      }
      samples[place] = (samples[place] ?? 0) + value * attack * strike.loud;
    }
  }
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
