/** What a key can do, anywhere in the console. */
export type Command = "accept" | "decline" | "next" | "previous" | "help" | "hang-up" | "write";

export interface KeyWords {
  readonly command: Command;
  readonly key: string;
  readonly words: string;
}

/** As the help lists them. With Alt they work everywhere, also while writing. */
export const KEYS: readonly KeyWords[] = [
  { command: "accept", key: "A", words: "Accept the chat that has rung longest" },
  { command: "decline", key: "N", words: "Not me: stop that ring here" },
  { command: "next", key: "J", words: "Next chat" },
  { command: "previous", key: "K", words: "Previous chat" },
  { command: "write", key: "W", words: "Write in the open chat" },
  { command: "hang-up", key: "H", words: "Hang up (asks once)" },
];

export interface Pressed {
  /** The letter on the key where it stands (`KeyA`): Alt and some layouts change what it types. */
  readonly code: string;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The command of a key, or nothing. `typing`: the focus is where letters are written. */
export function commandOf(pressed: Pressed, focus: "typing" | "elsewhere", singleKeys: "on" | "off"): Command | undefined {
  if (pressed.ctrlKey || pressed.metaKey) return undefined;
  const free = focus === "elsewhere" && singleKeys === "on";
  if (!pressed.altKey && !free) return undefined;
  if (pressed.key === "?" || (pressed.altKey && pressed.code === "Slash")) return "help";
  const letter = pressed.altKey ? pressed.code.replace(/^Key/u, "") : pressed.key.toUpperCase();
  return KEYS.find((words) => words.key === letter)?.command;
}
