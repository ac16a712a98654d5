import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { conversation } from "../desk.ts";
import { visitorName } from "../format/names.ts";
import { chatRoute, hashOf } from "../route.ts";

/** A chat was accepted from a page with something unsaved: the way to it waits, and nothing typed is lost. */
export function HeldStrip() {
  const { desk, held } = useConsole();
  const chat = useCell(held);
  const state = useCell(desk.state);
  const found = chat === undefined ? undefined : conversation(state, chat);
  if (chat === undefined || found === undefined || found.chat.head.state !== "active") return null;
  return (
    <div class="ring-strip held">
      <div>
        <b class="cut">{visitorName(found.chat.head.visitor)} waits for your answer</b>
        <span class="small">You have accepted. What you began on this page is not saved yet.</span>
      </div>
      <a class="btn primary" href={hashOf(chatRoute(chat))}>
        To the chat
      </a>
    </div>
  );
}
