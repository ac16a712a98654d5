import { codePoints, LIMITS } from "@firstbell/protocol";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useConsole } from "../console.ts";
import { firstName } from "../format/names.ts";

/** From here on the counter shows. */
const COUNT_FROM = LIMITS.text - 500;

interface Props {
  readonly chat: string;
  readonly name: string;
  /** Whether the field takes the focus when the chat is opened; a phone's keyboard would hide the messages. */
  readonly focus: "take" | "leave";
}

/** Where the agent writes. Enter sends, Shift and Enter begin a line; what is begun is kept for this chat. */
export function Composer({ chat, name, focus }: Props) {
  const { desk, drafts } = useConsole();
  const [text, setText] = useState(() => drafts.of(chat));
  const field = useRef<HTMLTextAreaElement>(null);
  const length = codePoints(text);
  const over = length > LIMITS.text;
  const empty = text.trim() === "";

  // As high as what it holds; a turned phone or a narrowed window breaks the lines anew.
  useLayoutEffect(() => {
    const fit = () => {
      const box = field.current;
      if (box === null) return;
      box.style.height = "auto";
      box.style.height = `${box.scrollHeight}px`;
    };
    fit();
    addEventListener("resize", fit);
    return () => removeEventListener("resize", fit);
  }, [text]);

  useEffect(() => {
    if (focus === "take") field.current?.focus({ preventScroll: true });
    return () => desk.client.typing(chat, false);
  }, []);

  const written = (value: string) => {
    setText(value);
    drafts.keep(chat, value);
    desk.client.typing(chat, value.trim() !== "");
  };

  const send = () => {
    if (empty || over) return;
    desk.client.say(chat, text.trim());
    setText("");
    drafts.keep(chat, "");
    field.current?.focus();
  };

  return (
    <form
      class="compose"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        value={text}
        placeholder={`Write to ${firstName(name)}`}
        aria-label={`Write to ${name}`}
        aria-describedby="composer-hint"
        aria-invalid={over}
        enterkeyhint="send"
        autocomplete="off"
        dir="auto"
        onInput={(event) => written(event.currentTarget.value)}
        onBlur={() => desk.client.typing(chat, false)}
        onKeyDown={(event) => {
          // While an input method composes (Japanese, Chinese, …), Enter chooses a word.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="tools">
        <span class="hint" id="composer-hint">
          Enter sends, Shift + Enter begins a new line
        </span>
        <span class="grow" />
        {length > COUNT_FROM && (
          <span class={`num ${over ? "wrong" : ""}`} role="status">
            {over ? `${length - LIMITS.text} too many` : `${LIMITS.text - length} left`}
          </span>
        )}
        <button type="submit" class="btn primary" disabled={empty || over}>
          Send
        </button>
      </div>
    </form>
  );
}
