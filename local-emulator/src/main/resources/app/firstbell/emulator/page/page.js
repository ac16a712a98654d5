// Takes the page again every two seconds and puts in what changed: no flicker, open details stay open.
const every = 2000;
const refresh = async () => {
  const main = document.querySelector("main[data-refresh]");
  if (document.hidden || !main || main.querySelector("iframe") || String(getSelection())) return;
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!response.ok) return;
    const next = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
    if (!next) return;
    for (const open of main.querySelectorAll("details[open][id]")) {
      next.querySelector("#" + CSS.escape(open.id))?.setAttribute("open", "");
    }
    if (next.innerHTML === main.innerHTML || main.contains(document.activeElement)) {
      main.querySelector(".clock .num").textContent = next.querySelector(".clock .num").textContent;
      return;
    }
    main.replaceWith(next);
  } catch {
    // The emulator is not there at the moment; the next try tells.
  }
};
setInterval(refresh, every);
