/** The URL if it is an absolute http or https one without a user name in it (a favourite disguise), else nothing. */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    const parsed = new URL(url);
    const followed = parsed.protocol === "https:" || parsed.protocol === "http:";
    return followed && parsed.hostname !== "" && parsed.username === "" && parsed.password === "" ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}

/** A mailto link, or nothing when the address is not one: no header can ride along in it. */
export function mailto(email: string | undefined): string | undefined {
  if (email === undefined || !/^[^\s@<>?&%,;:"']+@[^\s@<>?&%,;:"']+\.[^\s@<>?&%,;:"']+$/u.test(email)) return undefined;
  return `mailto:${encodeURIComponent(email).replace("%40", "@").replaceAll("%2B", "+")}`;
}

/** "/pricing?plan=2" of a page's URL, for people who know the site; the text itself when it is no URL. */
export function pagePath(url: string): string {
  const safe = safeUrl(url);
  if (safe === undefined) return url;
  const parsed = new URL(safe);
  let path = parsed.pathname + parsed.search;
  try {
    path = decodeURI(path);
  } catch {
    // A page with a stray percent sign is shown as it is written.
  }
  return path;
}
