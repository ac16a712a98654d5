import { useCell } from "../cell.ts";
import { install, installing } from "../pwa/app.ts";
import { Icon } from "../ui/icon.tsx";

/** The console as an app of its own: by the browser's offer, or by its menu where it makes none. Needs no rights on the computer. */
export function InstallApp() {
  const state = useCell(installing);
  switch (state) {
    case "installed":
      return <p class="small soft">This is the installed app: it is among your programs as Firstbell.</p>;
    case "offered":
      return (
        <div class="install">
          <p class="small soft">As an app it has a window and an icon of its own. Nobody needs to allow it: it installs for you alone.</p>
          <button type="button" class="btn" onClick={() => void install()}>
            <Icon name="screen" class="s" /> Install as an app
          </button>
        </div>
      );
    case "by-hand":
      return (
        <p class="small soft">
          As an app it has a window and an icon of its own: in your browser’s menu choose “Install Firstbell”, or “Add to Home Screen” on a phone.
        </p>
      );
  }
}
