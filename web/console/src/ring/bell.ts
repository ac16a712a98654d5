import type { RingTone } from "../api/shapes.ts";
import { Cell } from "../cell.ts";
import { Election, inOneWindow, type Locks } from "./election.ts";
import { roundOf } from "./tones.ts";

/** `blocked`: the browser wants a click first. `impossible`: it has no Web Audio at all. */
export type Sound = "blocked" | "ready" | "impossible";

const LOCK = "firstbell.bell";
const TAP_LOCK = "firstbell.tap";
/** Another window hears of the same message within this time. */
const TAP_MILLIS = 1_000;

/**
 * The ring that is heard. It loops on the audio clock, since a hidden tab's timers may sleep for a minute, and of all
 * windows of a browser that are to ring only one sounds.
 */
export class Bell {
  readonly sound = new Cell<Sound>(typeof AudioContext === "function" ? "blocked" : "impossible");
  #context: AudioContext | undefined;
  #gain: GainNode | undefined;
  readonly #rounds = new Map<RingTone, AudioBuffer>();
  #tone: RingTone = "bell";
  #playing: AudioBufferSourceNode | undefined;
  readonly #locks: Locks | undefined = typeof navigator === "undefined" ? undefined : navigator.locks;
  readonly #election = new Election(LOCK, this.#locks);
  #ringing = false;
  #volume = 0.7;
  #testUntil = 0;

  /** Call from a click or a key: browsers allow sound only then. Harmless when it is allowed already. */
  async enable(): Promise<void> {
    const context = this.#open();
    if (context === undefined) return;
    try {
      await context.resume();
    } catch {
      // Still blocked; the button stays.
    }
    this.#heard();
  }

  /** Asks the browser, without a click, whether sound is allowed: some remember that a site is used. */
  look(): void {
    this.#open();
    this.#heard();
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    // Ears hear powers, not sums: the square makes the middle of the slider sound like the middle.
    this.#gain?.gain.setTargetAtTime(volume * volume, this.#context?.currentTime ?? 0, 0.02);
  }

  /** The tone of the next round. */
  setTone(tone: RingTone): void {
    this.#tone = tone;
  }

  /** Rings until told to stop; asking again changes nothing. */
  start(): void {
    this.#ringing = true;
    this.look();
  }

  stop(): void {
    this.#ringing = false;
    this.#election.stepDown();
    if (performance.now() > this.#testUntil) this.#silence();
  }

  /** One round, also where another tab is the one that rings; of the tone that is set, or of one to choose. */
  async test(tone: RingTone = this.#tone): Promise<void> {
    await this.enable();
    if (this.sound.value !== "ready" || this.#ringing) return;
    this.#silence();
    this.#strike("once", tone);
    this.#testUntil = performance.now() + 2_600;
  }

  /** A short, quiet tap: somebody wrote in a chat that is not in sight. Never over this window's ring, and in one window only. */
  tap(): void {
    if (this.sound.value !== "ready" || this.#ringing || this.#playing !== undefined) return;
    inOneWindow(this.#locks, TAP_LOCK, TAP_MILLIS, () => this.#tapNow());
  }

  #tapNow(): void {
    const context = this.#context;
    if (context === undefined || this.#gain === undefined || this.#playing !== undefined) return;
    const wave = new OscillatorNode(context, { frequency: 880 });
    const fade = new GainNode(context, { gain: 0 });
    const now = context.currentTime;
    fade.gain.setValueAtTime(0.35, now + 0.004);
    fade.gain.exponentialRampToValueAtTime(0.001, now + 0.16);
    wave.connect(fade).connect(this.#gain);
    wave.start(now);
    wave.stop(now + 0.18);
  }

  #open(): AudioContext | undefined {
    if (this.sound.value === "impossible") return undefined;
    if (this.#context === undefined) {
      this.#context = new AudioContext();
      this.#context.onstatechange = () => this.#heard();
      this.#gain = this.#context.createGain();
      this.#gain.gain.value = this.#volume * this.#volume;
      this.#gain.connect(this.#context.destination);
    }
    return this.#context;
  }

  /** Looks whether the browser lets this page sound, and stands for election while it is to ring. */
  #heard(): void {
    const running = this.#context?.state === "running";
    this.sound.set(running ? "ready" : "blocked");
    if (running && this.#ringing) this.#election.stand(() => this.#play());
    this.#play();
  }

  #play(): void {
    if (this.#ringing && this.#election.elected && this.sound.value === "ready" && this.#playing === undefined) this.#strike("again");
  }

  #strike(times: "once" | "again", tone: RingTone = this.#tone): void {
    const context = this.#context;
    if (context === undefined || this.#gain === undefined) return;
    let round = this.#rounds.get(tone);
    if (round === undefined) {
      const samples = roundOf(tone, context.sampleRate);
      round = context.createBuffer(1, samples.length, context.sampleRate);
      round.copyToChannel(samples, 0);
      this.#rounds.set(tone, round);
    }
    const source = context.createBufferSource();
    source.buffer = round;
    source.loop = times === "again";
    source.onended = () => {
      if (this.#playing === source) this.#playing = undefined;
      this.#play();
    };
    source.connect(this.#gain);
    source.start();
    this.#playing = source;
  }

  #silence(): void {
    const source = this.#playing;
    this.#playing = undefined;
    try {
      source?.stop();
    } catch {
      // It had not begun.
    }
  }
}
