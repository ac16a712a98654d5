import { browserStorage } from "@firstbell/protocol";
import { render } from "preact";
import { openApi } from "./api/open.ts";
import { registerWorker, watchInstall } from "./pwa/app.ts";
import { Root } from "./root.tsx";
import { dress, keptSettings } from "./settings.ts";
import "./style/index.css";

const element = document.getElementById("console");
watchInstall();
if (element !== null) {
  const storage = browserStorage("firstbell.console.");
  // A support session is one tab's: it must not take the console of the other tabs away.
  const support = browserStorage("firstbell.support.", () => sessionStorage);
  dress(keptSettings(storage));
  render(<Root access={openApi("/api", storage, support)} storage={storage} />, element);
  void registerWorker();
}
