import { codePoints, LIMITS } from "@firstbell/protocol";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./pieces.tsx";

/** The line to write in. Enter sends, Shift+Enter breaks the line. */
export function Composer(props: {
  label: string;
  onSend: (text: string) => void;
  onTyping?: (on: boolean) => void;
  busy?: boolean;
  /** What to begin with, taken once. */
  draft?: { text: string };
}) {
  const [text, setText] = useState(props.draft?.text ?? "");
  const area = useRef<HTMLTextAreaElement>(null);
  const left = LIMITS.text - codePoints(text.trim());
  const ready = text.trim() !== "" && left >= 0 && !props.busy;

  useLayoutEffect(() => {
    const box = area.current!;
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight, 132) + "px";
  }, [text]);
  useEffect(() => {
    if (props.draft) props.draft.text = "";
  }, []);

  const send = () => {
    if (!ready) return;
    props.onSend(text.trim());
    setText("");
  };
  return (
    <form
      class="foot"
      onSubmit={(event) => {
        event.preventDefault();
        send();
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
          setText(event.currentTarget.value);
          props.onTyping?.(event.currentTarget.value.trim() !== "");
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button class="send" type="submit" aria-label="Send" aria-disabled={!ready}>
        <Icon name="send" />
      </button>
      {left < 200 && (
        <p id="left" class={"left num" + (left < 0 ? " wrong" : "")} role="status">
          {left < 0 ? `Too long by ${-left}: at most ${LIMITS.text} characters go into one message.` : `${left} left`}
        </p>
      )}
    </form>
  );
}
