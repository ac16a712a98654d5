import type { Storage } from "@firstbell/protocol";
import type { AccountApi } from "../api/api.ts";
import type { SignedIn } from "../api/shapes.ts";
import type { Route } from "../route.ts";
import { computerId } from "../session/computer.ts";
import { Forgot } from "./forgot.tsx";
import { SignIn } from "./signin.tsx";
import { SignUpPage } from "./signup.tsx";

interface Props {
  readonly api: AccountApi;
  readonly storage: Storage;
  readonly route: Route;
  readonly notice?: string | undefined;
  readonly onSignedIn: (signedIn: SignedIn, to?: Route) => void;
  readonly onShut: (error: unknown) => void;
}

/** What nobody who is signed in needs. Any other address waits until somebody is. */
export function Outside({ api, storage, route, notice, onSignedIn, onShut }: Props) {
  switch (route.at) {
    case "forgot":
      return <Forgot api={api} />;
    case "signup":
      return <SignUpPage api={api} />;
    default:
      return <SignIn api={api} computer={computerId(storage)} notice={notice} onSignedIn={onSignedIn} onShut={onShut} />;
  }
}
