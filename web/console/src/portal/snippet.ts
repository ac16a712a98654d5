/** The one line of an organization's page. Its id has no character that needs care in an attribute; it is checked all the same. */
export function snippet(appOrigin: string, site: string): string {
  return `<script src="${appOrigin}/widget.js" data-site="${attribute(site)}" async></script>`;
}

/** The demonstration shop, carrying this organization's widget. */
export function shopAddress(shop: string, site: string): string {
  return `${shop.replace(/\/+$/u, "")}/?site=${encodeURIComponent(site)}`;
}

function attribute(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/gu, "");
}

/**
 * The origin that a person means by what they typed: "shop.example", "https://shop.example/cart?x=1" and
 * "HTTPS://Shop.Example:443" are all "https://shop.example". Plain http only for this computer.
 */
export function originOf(typed: string): { readonly origin: string } | { readonly fault: string } {
  const text = typed.trim();
  if (text === "") return { fault: "Write the address of a site, such as https://shop.example." };
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `https://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return { fault: `“${short(text)}” is not an address. It looks like https://shop.example.` };
  }
  if (url.username !== "" || url.password !== "") return { fault: "An address of a site has no user name in it." };
  const local = url.hostname === "localhost" || url.hostname === "127.0.0.1" || url.hostname === "[::1]";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) {
    return { fault: "Use https: browsers keep the chat's storage safe only there. (http is allowed for this computer alone.)" };
  }
  if (!local && !url.hostname.includes(".")) return { fault: `“${short(text)}” has no domain, such as .com, at its end.` };
  return { origin: url.origin };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
