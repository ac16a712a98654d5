import type { Route } from "../route.ts";
import { Options } from "./options.tsx";
import { ProfilePage } from "./profile.tsx";
import { SessionsPage } from "./sessions.tsx";
import { FirstSteps } from "./steps.tsx";

/** The pages about oneself and this computer. */
export function OwnPage({ here }: { here: Route }) {
  switch (here.at) {
    case "profile":
      return <ProfilePage />;
    case "sessions":
      return <SessionsPage />;
    case "options":
      return <Options />;
    case "welcome":
      return <FirstSteps />;
    default:
      return null;
  }
}
