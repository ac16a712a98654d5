import { useConsole } from "./console.ts";
import { pagesFor } from "./pages.ts";
import type { Route } from "./route.ts";
import { answersChats } from "./session/session.ts";
import { Icon } from "./ui/icon.tsx";

/** The sections, by what the person may do; on a phone it lies at the bottom. */
export function Rail({ here, waiting, onHelp }: { here: Route; waiting: number; onHelp: () => void }) {
  const { session } = useConsole();
  const atChats = here.at === "home" || here.at === "chat" || here.at === "missed";
  return (
    <nav class="rail" aria-label="Sections">
      {answersChats(session) && (
        <a href="#/" aria-label={`Chats${waiting > 0 ? `, ${waiting} unread` : ""}`} title="Chats" aria-current={atChats ? "page" : undefined}>
          <Icon name="chats" />
          {waiting > 0 && <span class="badge">{waiting > 99 ? "99+" : waiting}</span>}
        </a>
      )}
      {pagesFor(session).map((page) => (
        <a
          key={page.name}
          href={`#/${page.name}`}
          aria-label={page.title}
          title={page.title}
          aria-current={here.at === "page" && here.page === page.name ? "page" : undefined}
        >
          <Icon name={page.icon} />
        </a>
      ))}
      {answersChats(session) && (
        <a href="#/connection" class="not-phone" aria-label="Connection" title="Connection" aria-current={here.at === "connection" ? "page" : undefined}>
          <Icon name="plug" />
        </a>
      )}
      <span class="grow" />
      <button type="button" class="not-phone" aria-label="Keys and help" title="Keys and help (?)" onClick={onHelp}>
        <Icon name="help" />
      </button>
    </nav>
  );
}
