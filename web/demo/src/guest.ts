/** Whose chat the shop carries: its own, or that of somebody who tries theirs here (`?site=…`). */
export type Carried =
  | { readonly kind: "own" }
  | { readonly kind: "guest"; readonly site: string }
  /** The address names something that cannot be an organization. */
  | { readonly kind: "unreadable" };

/** The form of every organization's id. Anything else never reaches the page. */
const SITE = /^[a-z0-9][a-z0-9-]{0,39}$/u;

export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const KEY = "northwind.site";

/**
 * The address decides, and this tab remembers while the guest walks through the shop. `?site=` with nothing, or with
 * the shop's own id, ends it.
 */
export function carried(search: string, own: string, shelf: Shelf | undefined): Carried {
  const asked = new URLSearchParams(search).get("site");
  if (asked === null) {
    const kept = read(shelf);
    return kept !== null && kept !== own && SITE.test(kept) ? { kind: "guest", site: kept } : { kind: "own" };
  }
  if (asked === "" || asked === own) {
    keep(shelf, undefined);
    return { kind: "own" };
  }
  if (!SITE.test(asked)) {
    keep(shelf, undefined);
    return { kind: "unreadable" };
  }
  keep(shelf, asked);
  return { kind: "guest", site: asked };
}

function read(shelf: Shelf | undefined): string | null {
  try {
    return shelf?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}

function keep(shelf: Shelf | undefined, site: string | undefined): void {
  try {
    if (site === undefined) shelf?.removeItem(KEY);
    else shelf?.setItem(KEY, site);
  } catch {
    // A browser that keeps nothing shows the guest's chat on this page only.
  }
}
