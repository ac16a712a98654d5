import { codePoints, LIMITS } from "@firstbell/protocol";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Desk } from "../desk.ts";
import { Icon, ICONS } from "./pieces.tsx";

/** The line to write in. Enter sends, Shift+Enter breaks the line. */
export function Composer(props: {
  desk: Desk;
  label: string;
  /** Under what the half-written is kept: the chat, or "" before one. */
  chat: string;
  /** False: it could not be sent, and stands in the line again. */
  onSend: (text: string) => Promise<boolean> | void;
  onTyping?: (on: boolean) => void;
  busy?: boolean;
}) {
  const { desk, chat } = props;
  const text = desk.draft(chat);
  const area = useRef<HTMLTextAreaElement>(null);
  const left = LIMITS.text - codePoints(text.trim());
  const ready = text.trim() !== "" && left >= 0 && !props.busy;

  useLayoutEffect(() => {
    const box = area.current!;
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight, 132) + "px";
  }, [text]);

  const write = (words: string) => desk.keepDraft(chat, words);
  const send = async () => {
    if (!ready) return;
    write("");
    // Before what was written meanwhile.
    if ((await props.onSend(text.trim())) === false) write((text + "\n" + desk.draft(chat)).trim());
  };
  return (
    <form
      class="foot"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={area}
        id="write"
        rows={1}
        dir="auto"
        placeholder={props.label}
        aria-label={props.label}
        aria-describedby={left < 200 ? "left" : undefined}
        value={text}
        enterkeyhint="send"
        onInput={(event) => {
          write(event.currentTarget.value);
          props.onTyping?.(event.currentTarget.value.trim() !== "");
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button class="send" type="submit" aria-label="Send" aria-disabled={!ready}>
        <Icon path={ICONS.send} />
      </button>
      {left < 200 && (
        <p id="left" class={"left num" + (left < 0 ? " wrong" : "")} role="status">
          {left < 0 ? `Too long by ${-left}: at most ${LIMITS.text} characters go into one message.` : `${left} left`}
        </p>
      )}
    </form>
  );
}
