/** What a key can do, anywhere in the console. */
export type Command = "accept" | "decline" | "next" | "previous" | "help" | "hang-up" | "write";

export interface KeyWords {
  readonly command: Command;
  readonly key: string;
  readonly words: string;
}

/** As the help lists them. With Alt (Ctrl and Option on a Mac) they work everywhere, also while writing. */
export const KEYS: readonly KeyWords[] = [
  { command: "accept", key: "A", words: "Accept the chat that has rung longest" },
  { command: "decline", key: "N", words: "Not me: stop that ring here" },
  { command: "next", key: "J", words: "Next chat" },
  { command: "previous", key: "K", words: "Previous chat" },
  { command: "write", key: "W", words: "Write in the open chat" },
  { command: "hang-up", key: "H", words: "Hang up (asks once)" },
];

/** `single`: letters alone work too. `modified`: only with Alt. `off`: the console listens to no letters (WCAG 2.1.4). */
export type Keys = "single" | "modified" | "off";

/** On a Mac Option with a letter writes another letter, so it commands only together with Ctrl. */
export type Platform = "mac" | "other";

export function platformOf(browser: { readonly platform?: string } | undefined = globalThis.navigator): Platform {
  return /^(mac|iphone|ipad)/iu.test(browser?.platform ?? "") ? "mac" : "other";
}

/** What is held down with a letter, as the keyboard names it. */
export const HELD: Readonly<Record<Platform, readonly string[]>> = { mac: ["Ctrl", "Option"], other: ["Alt"] };

export interface Pressed {
  /** The letter on the key where it stands (`KeyA`): Alt and some scripts change what it types. */
  readonly code: string;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** A key that is held down comes again and again: it would decline every chat that rings. */
  readonly repeat?: boolean;
}

/** The command of a key, or nothing. `typing`: the focus is where letters are written. */
export function commandOf(pressed: Pressed, focus: "typing" | "elsewhere", keys: Keys, platform: Platform): Command | undefined {
  const { altKey, ctrlKey } = pressed;
  if (pressed.repeat === true || pressed.metaKey || keys === "off") return undefined;
  const held = platform === "mac" ? altKey && ctrlKey : altKey;
  // Ctrl and Alt together are AltGr on Windows, which writes; Ctrl alone is the browser's.
  if (ctrlKey && !(platform === "mac" && altKey)) return undefined;
  if (!held && (focus === "typing" || keys !== "single")) return undefined;
  if (pressed.key === "?" || (altKey && pressed.code === "Slash")) return "help";
  // The letter that stands on the key counts, wherever the layout has put it; where it is none of ours, the place of the key.
  const letter = /^[a-z]$/iu.test(pressed.key) ? pressed.key.toUpperCase() : pressed.code.replace(/^Key/u, "");
  return KEYS.find((words) => words.key === letter)?.command;
}

/** Over a dialog only what rings can be dealt with, and only by keys that write nothing. */
export function overDialog(command: Command | undefined): Command | undefined {
  return command === "accept" || command === "decline" ? command : undefined;
}
