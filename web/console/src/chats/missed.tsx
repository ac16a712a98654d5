import type { Chat } from "@firstbell/protocol";
import { useConsole } from "../console.ts";
import { visitorName } from "../format/names.ts";
import { mailto, pagePath } from "../format/text.ts";
import { clock, dayName } from "../format/time.ts";
import { HOME } from "../route.ts";
import { missedWords } from "../transcript/events.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";

/** A lead that nobody answered: what was asked, what was left, and the way to answer. */
export function MissedView({ chat }: { chat: Chat }) {
  const { go } = useConsole();
  const { head } = chat;
  const { left } = head;
  const person = { id: head.visitor.id, name: left?.name ?? head.visitor.name, email: left?.email ?? head.visitor.email };
  const name = visitorName(person);
  const href = mailto(person.email);
  const at = head.endedAt ?? head.startedAt;
  const page = head.page === undefined ? "" : ` on ${pagePath(head.page.url)}`;
  return (
    <>
      <div class="who">
        <button type="button" class="ico only-phone" aria-label="Back to the list" onClick={() => go(HOME)}>
          <Icon name="back" />
        </button>
        <Avatar person={person} />
        <div>
          <h1 title={name}>{name}</h1>
          <div class="small soft">
            Missed · {head.room.name}
            {page}
          </div>
        </div>
        <button
          type="button"
          class="ico only-narrow"
          aria-label="The visitor's details"
          onClick={() => go({ at: "missed", id: head.id, details: true })}
        >
          <Icon name="person" />
        </button>
      </div>
      <div class="pane">
        <div class="narrow">
          <p class="soft num">
            {dayName(at, Date.now())}, {clock(at)} · {missedWords(head.why, head)}
          </p>
          <div class="card">
            <h2>Asked</h2>
            <p class="left-words" dir="auto">
              {head.preview}
            </p>
          </div>
          {left === undefined ? (
            <p class="card soft">
              No message was left{href === undefined ? ", and there is no address to answer to." : "."}
            </p>
          ) : (
            <div class="card">
              <h2>Left</h2>
              {left.text !== undefined && left.text !== "" ? (
                <p class="left-words" dir="auto">
                  {left.text}
                </p>
              ) : (
                <p class="soft">An address, and no more words.</p>
              )}
            </div>
          )}
          {href !== undefined && (
            <div class="acts">
              <a class="btn primary" href={href}>
                <Icon name="mail" class="s" /> Write to {person.email}
              </a>
            </div>
          )}
        </div>
      </div>
    </>
  );
}
