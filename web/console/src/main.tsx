import { browserStorage, httpApi } from "@firstbell/protocol";
import { render } from "preact";
import { Root } from "./root.tsx";
import "./style/index.css";

const element = document.getElementById("console");
if (element !== null) {
  render(<Root api={httpApi("/api")} storage={browserStorage("firstbell.console.")} />, element);
}
