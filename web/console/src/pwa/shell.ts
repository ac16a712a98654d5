/** Whether a request is for the console's own page or files. The API, the socket, the widget and the docs are not. */
export function isShell(method: string, address: string, mode: string, origin: string): boolean {
  if (method !== "GET") return false;
  const url = new URL(address);
  if (url.origin !== origin) return false;
  if (mode === "navigate") return url.pathname === "/" || url.pathname === "/index.html";
  return url.pathname.startsWith("/assets/");
}
