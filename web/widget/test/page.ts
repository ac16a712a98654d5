/**
 * A browser's page as far as the loader and Preact need one: nodes, attributes, events, the focus. It lays nothing out.
 */
type Listener = (event: any) => void;

class Target {
  #listeners = new Map<string, Set<Listener>>();

  addEventListener(type: string, listener: Listener): void {
    const all = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, all.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  dispatch(type: string, event: object = {}): void {
    const full = { type, target: this, currentTarget: this, preventDefault() {}, ...event };
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener.call(this, full);
    (this as unknown as Record<string, Listener | undefined>)["on" + type]?.call(this, full);
  }
}

export class FakeNode extends Target {
  parentNode: FakeNode | null = null;
  childNodes: FakeNode[] = [];
  ownerDocument = undefined as unknown;

  constructor(readonly nodeType: number, readonly localName: string) {
    super();
  }

  get firstChild(): FakeNode | null {
    return this.childNodes[0] ?? null;
  }

  get nextSibling(): FakeNode | null {
    const all = this.parentNode?.childNodes ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }

  insertBefore<N extends FakeNode>(node: N, before: FakeNode | null): N {
    node.remove();
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
    return node;
  }

  appendChild<N extends FakeNode>(node: N): N {
    return this.insertBefore(node, null);
  }

  append(...nodes: FakeNode[]): void {
    for (const node of nodes) this.appendChild(node);
  }

  prepend(node: FakeNode): void {
    this.insertBefore(node, this.firstChild);
  }

  removeChild(node: FakeNode): void {
    node.remove();
  }

  remove(): void {
    const all = this.parentNode?.childNodes;
    if (all) all.splice(all.indexOf(this), 1);
    this.parentNode = null;
    if (page.active && this.contains(page.active)) page.active = undefined;
  }

  contains(node: FakeNode): boolean {
    return node === this || this.childNodes.some((child) => child.contains(node));
  }

  all(): FakeElement[] {
    return this.childNodes.flatMap((child) => (child instanceof FakeElement ? [child, ...child.all()] : []));
  }

  /** The first of these ids or classes: `#write,.after`. */
  querySelector(selector: string): FakeElement | null {
    const wanted = selector.split(",").map((one) => one.trim());
    return this.all().find((one) => wanted.some((how) => (how[0] === "#" ? one.id === how.slice(1) : one.classes.includes(how.slice(1))))) ?? null;
  }
}

class FakeText extends FakeNode {
  constructor(public data: string) {
    super(3, "#text");
  }

  get textContent(): string {
    return this.data;
  }
}

export class FakeElement extends FakeNode {
  attributes: { name: string; value: string }[] = [];
  style: Record<string, string> = {};
  dataset: Record<string, string> = {};
  shadow: FakeShadow | undefined;
  id = "";
  value = "";
  hidden = false;
  scrollTop = 0;
  scrollHeight = 0;
  clientHeight = 0;
  contentWindow: object | undefined;
  // By these Preact knows how an event is written.
  onclick = null;
  oninput = null;
  onsubmit = null;
  onkeydown = null;
  onscroll = null;

  constructor(name: string) {
    super(1, name);
    if (name === "iframe") this.contentWindow = { postMessage: (news: object) => page.posted.push(news) };
  }

  // Preact sets what is `in` the element as a property, as browsers have it.
  get className(): string {
    return this.getAttribute("class") ?? "";
  }

  set className(value: string) {
    this.setAttribute("class", value);
  }

  get classes(): string[] {
    return this.className.split(" ");
  }

  get textContent(): string {
    return this.childNodes.map((child) => (child as FakeElement).textContent).join("");
  }

  set textContent(text: string) {
    for (const child of [...this.childNodes]) child.remove();
    if (text) this.appendChild(new FakeText(text));
  }

  setAttribute(name: string, value: unknown): void {
    this.removeAttribute(name);
    this.attributes.push({ name, value: String(value) });
  }

  getAttribute(name: string): string | null {
    return this.attributes.find((one) => one.name === name)?.value ?? null;
  }

  removeAttribute(name: string): void {
    this.attributes = this.attributes.filter((one) => one.name !== name);
  }

  attachShadow(): FakeShadow {
    return (this.shadow = new FakeShadow(this));
  }

  focus(): void {
    page.active = this;
    page.focused.push(this);
  }

  click(): void {
    this.dispatch("click");
  }
}

class FakeShadow extends FakeNode {
  adoptedStyleSheets: unknown[] = [];

  constructor(readonly host: FakeElement) {
    super(11, "#shadow");
  }

  get activeElement(): FakeElement | null {
    return page.active && this.contains(page.active) ? page.active : null;
  }
}

const wait = setTimeout;

/** The page that the globals speak of; {@link openPage} begins a new one. */
export const page = {
  active: undefined as FakeElement | undefined,
  /** Everything that was given the focus, in order. */
  focused: [] as FakeElement[],
  /** What was posted to frames. */
  posted: [] as object[],
  hasFocus: true,
  reloads: 0,
  root: new FakeElement("html"),
  body: new FakeElement("body"),
  window: new Target(),
  stored: new Map<string, string>(),
};

export function openPage(): typeof page {
  const { root, body } = { root: new FakeElement("html"), body: new FakeElement("body") };
  root.append(body);
  Object.assign(page, { active: undefined, focused: [], posted: [], hasFocus: true, reloads: 0, root, body, window: new Target(), stored: new Map() });
  const document = {
    body,
    documentElement: root,
    title: "A page",
    visibilityState: "visible",
    adoptedStyleSheets: [],
    createElement: (name: string) => new FakeElement(name),
    createElementNS: (_: string, name: string) => new FakeElement(name),
    createTextNode: (text: string) => new FakeText(text),
    hasFocus: () => page.hasFocus,
    querySelector: (selector: string) => root.querySelector(selector),
    getElementById: (id: string) => root.querySelector("#" + id),
    addEventListener() {},
    removeEventListener() {},
    get activeElement() {
      const shadowed = [root, ...root.all()].find((one) => one.shadow?.activeElement);
      return shadowed ?? page.active ?? body;
    },
  };
  const storage = {
    getItem: (key: string) => page.stored.get(key) ?? null,
    setItem: (key: string, value: string) => void page.stored.set(key, value),
    removeItem: (key: string) => void page.stored.delete(key),
  };
  const globals: Record<string, unknown> = {
    document,
    window: page.window,
    parent: { postMessage: (news: object) => page.posted.push(news) },
    location: { href: "https://shop.example/", hash: "#site=demo", reload: () => page.reloads++ },
    // Object.keys(localStorage) are the keys.
    localStorage: new Proxy(storage, { ownKeys: () => [...page.stored.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }),
    addEventListener: (type: string, listener: Listener) => page.window.addEventListener(type, listener),
    removeEventListener: (type: string, listener: Listener) => page.window.removeEventListener(type, listener),
    matchMedia: () => ({ matches: false, addEventListener() {} }),
    visualViewport: undefined,
    CSSStyleSheet: class {
      replaceSync() {}
    },
    ResizeObserver: class {
      observe() {}
      disconnect() {}
    },
    // The loader's patience must not hold up the tests.
    setTimeout: (task: () => void, millis = 0) => {
      const timer = wait(task, millis);
      return millis > 5_000 ? timer.unref() : timer;
    },
    requestAnimationFrame: (task: () => void) => setTimeout(task, 0),
    // Another tab leads.
    navigator: { onLine: true, locks: { request: () => new Promise(() => {}) } },
  };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return page;
}

/** Effects and what they set off. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => setTimeout(resolve, 0));
}
