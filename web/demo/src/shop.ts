/** Puts the chat's one script tag on every page; the addresses come from the deployment. */
async function chat(): Promise<void> {
  const response = await fetch("/config.json");
  if (!response.ok) return;
  const { app, site } = (await response.json()) as { app: string; site: string };
  const tag = document.createElement("script");
  tag.src = app + "/widget.js";
  tag.async = true;
  tag.dataset.site = site;
  document.head.append(tag);
}

void chat();
export {};
