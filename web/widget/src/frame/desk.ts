import {
  browserStorage,
  newCid,
  Problem,
  unread,
  visitorApi,
  type Chat,
  type ClientState,
  type Lead,
  type Posting,
  type Site,
  type VisitorToken,
} from "@firstbell/protocol";
import { Host } from "./host.ts";
import { Hub, isClosed } from "./hub.ts";

/** Everything that the chat shows. */
export interface Model {
  readonly site?: Site;
  /** Why the site's greeting, or the visitor's start, could not be had. */
  readonly trouble?: Problem;
  readonly client?: ClientState;
  /** The chat that the visitor put away with "Start a new chat". */
  readonly done: string;
  /** Written here and not yet in what the leading tab tells. */
  readonly written: readonly Posting[];
  /** The first message, from when it was written until the server has it or refused it. */
  readonly beginning?: string | undefined;
  /** The first message was taken back while it waited. */
  readonly cancelled?: boolean;
  readonly open: boolean;
  /** The chat covers the whole of a phone. */
  readonly sheet: boolean;
  /** The browser keeps nothing for us: the chat ends with the page. */
  readonly blocked: boolean;
}

/** The visitor's place: knows the token and the current chat, and does what the visitor asks. */
export class Desk {
  readonly #key: string;
  readonly #storage: ReturnType<typeof browserStorage>;
  readonly #api = visitorApi("/api");
  readonly #host: Host;
  readonly #hub: Hub;
  #token: VisitorToken | undefined;
  #render: () => void = () => {};
  #siteAskedAt = 0;
  readonly #drafts = new Map<string, string>();
  model: Model;

  constructor(site: string) {
    this.#key = site;
    this.#storage = browserStorage("firstbell." + site + ".");
    this.#token = this.#readToken();
    this.model = {
      done: this.#storage.get("done") ?? "",
      written: [],
      open: false,
      sheet: false,
      blocked: this.#storage.blocked,
    };
    this.#hub = new Hub("firstbell." + site, this.#api, this.#storage, () => (this.#token ?? this.#readToken())?.token, (client) => this.#follow(client));
    this.#host = new Host(({ open, sheet }) => {
      const opened = open && !this.model.open;
      this.#change({ open, sheet });
      if (open && !this.chat) void this.loadSite();
      if (opened && isClosed(this.model.client)) void this.do("tryNow");
    });
    addEventListener("storage", ({ key }) => {
      // Another tab forgot this visitor.
      if (this.#token && key === `firstbell.${site}.token`) return location.reload();
      this.#token ??= this.#readToken();
      this.#change({ done: this.#storage.get("done") ?? "" });
      // The visitor began in another tab.
      if (this.#token) this.#hub.join();
    });
    if (this.#token) this.#hub.join();
  }

  onChange(render: () => void): void {
    this.#render = render;
  }

  /** The chat on the screen: the latest, unless it was put away. */
  get chat(): Chat | undefined {
    const chats = this.model.client?.chats;
    if (!chats) return undefined;
    const id = [...chats.mine].sort((a, b) => (chats.byId[b]?.head.startedAt ?? 0) - (chats.byId[a]?.head.startedAt ?? 0))[0];
    return id && id !== this.model.done ? chats.byId[id] : undefined;
  }

  /** Messages that are not in the log yet. */
  outbox(chat: string): readonly Posting[] {
    return [...(this.model.client?.outbox ?? []), ...this.model.written].filter((posting) => posting.chat === chat);
  }

  /** What was half written in a chat, or, under "", before one. */
  draft(chat: string): string {
    return this.#drafts.get(chat) ?? this.#storage.get(DRAFT + chat) ?? "";
  }

  keepDraft(chat: string, text: string): void {
    this.#drafts.set(chat, text);
    if (!text) this.#storage.remove(DRAFT + chat);
    // Nothing is kept of who has not acted yet.
    else if (this.#token) this.#storage.set(DRAFT + chat, text);
    this.#render();
  }

  async loadSite(): Promise<void> {
    if (Date.now() - this.#siteAskedAt < 30_000) return;
    this.#siteAskedAt = Date.now();
    try {
      this.#change({ site: await this.#api.site(this.#key) });
      if (this.model.trouble) this.#untrouble();
    } catch (problem) {
      this.#siteAskedAt = 0;
      if ((problem as Problem).status === 404) console.warn(`Firstbell: no open site “${this.#key}”. Is this page's data-site right?`);
      this.#change({ trouble: problem as Problem });
    }
  }

  /** The first message: from here on the browser keeps who this visitor is. */
  async start(text: string, name: string, email: string): Promise<boolean> {
    this.#untrouble();
    this.#change({ beginning: text, cancelled: false });
    const { page } = this.#host.told;
    try {
      if (!this.#token) {
        this.#token = await this.#api.newVisitor(this.#key, page.url);
        this.#storage.set("token", JSON.stringify(this.#token));
      }
      const lead: Omit<Lead, "at"> = { cid: newCid(), text, ...(name ? { name } : {}), ...(email ? { email } : {}), ...(page.url ? { page } : {}) };
      this.#hub.do("start", lead).catch((refused: { message: string; code: string }) => {
        if (refused.code === "closed") return;
        this.keepDraft("", text);
        this.#change({ beginning: undefined, trouble: new Problem(400, refused.code, refused.message) });
      });
      this.#host.event("start");
      return true;
    } catch (problem) {
      this.#change({ beginning: undefined, trouble: problem as Problem });
      return false;
    }
  }

  /** Takes the first message back, into the line to write in. */
  cancel(text: string): void {
    this.keepDraft("", text);
    this.#change({ beginning: undefined, cancelled: true });
    void this.do("dropLead");
  }

  say(chat: string, text: string): void {
    this.#change({ written: [...this.model.written, this.#hub.write(chat, text)] });
  }

  discard(cid: string): void {
    this.#change({ written: this.model.written.filter((posting) => posting.cid !== cid) });
    void this.#hub.do("discard", cid);
  }

  /** Hands what the visitor did to the tab that leads; rejects with the server's words. */
  readonly do: Hub["do"] = (what, ...args) => this.#hub.do(what, ...args);

  /** What is on the screen now has been read, if somebody can see it. */
  seen(): void {
    const { chat } = this;
    if (!chat || !this.model.open || document.visibilityState !== "visible") return;
    if (unread(chat.log, chat.marks, "visitor") > 0) void this.#hub.do("seen", chat.head.id);
  }

  /** Puts the finished chat away. */
  another(): void {
    const id = this.chat?.head.id ?? "";
    this.#storage.set("done", id);
    for (const { cid } of this.outbox(id)) this.discard(cid);
    this.keepDraft("", this.draft(id));
    this.keepDraft(id, "");
    this.#change({ done: id, beginning: undefined });
    this.#siteAskedAt = 0;
    void this.loadSite();
  }

  /** The server no longer knows this visitor: begin as a new one. */
  forget(): void {
    for (const key of this.#storage.keys()) this.#storage.remove(key);
    this.#token = undefined;
    location.reload();
  }

  closePanel(): void {
    this.#host.close();
  }

  #follow(client: ClientState): void {
    const before = this.chat?.head;
    const arrived = new Set(client.outbox.map((posting) => posting.cid));
    const written = this.model.written.filter((posting) => !arrived.has(posting.cid) && !stored(client, posting));
    this.#change({ client, written, ...(client.starting ? { beginning: undefined } : {}) });
    const after = this.chat?.head;
    if (after && before?.id === after.id && before.state !== after.state) {
      if (after.state === "active") this.#host.event("accept", after.agent?.name);
      if (after.state === "ended") this.#host.event("end");
    }
  }

  #change(change: Partial<Model>): void {
    this.model = { ...this.model, ...change };
    const { chat } = this;
    const news = chat ? unread(chat.log, chat.marks, "visitor") : 0;
    const live = chat ? chat.head.state === "ringing" || chat.head.state === "active" || news > 0 : false;
    if (this.model.client?.chats.listed || !this.#token) this.#host.state(news, live || this.model.client?.starting !== undefined);
    this.#render();
  }

  #untrouble(): void {
    const { trouble: _, ...rest } = this.model;
    this.model = rest;
    this.#change({});
  }

  #readToken(): VisitorToken | undefined {
    try {
      const token = JSON.parse(this.#storage.get("token") ?? "") as VisitorToken;
      return token.expiresAt > Date.now() ? token : undefined;
    } catch {
      return undefined;
    }
  }
}

const DRAFT = "draft.";

function stored(client: ClientState, posting: Posting): boolean {
  const entries = client.chats.byId[posting.chat]?.log.entries ?? [];
  return entries.some((entry) => entry.kind === "message" && entry.cid === posting.cid);
}
