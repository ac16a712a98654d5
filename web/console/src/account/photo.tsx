import { safePhoto } from "@firstbell/protocol";
import { useId, useRef, useState } from "preact/hooks";
import { asProblem, problemWords, type ApiProblem } from "../api/problem.ts";
import type { Profile } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Busy, TextField } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Section } from "../ui/page.tsx";
import { photoUrlFault } from "./draft.ts";
import { preview, ready, TAKEN } from "./picture.ts";

/** Chosen but not yet used: a file with what it looks like, or an address being written. */
type Choosing = { readonly kind: "none" } | { readonly kind: "file"; readonly blob: Blob; readonly shown: string } | { readonly kind: "url"; readonly address: string };

/** The photo: public, unlike the rest. By upload, by address, or made from the name. */
export function PhotoPart({ profile, onProfile }: { profile: Profile; onProfile: (profile: Profile) => void }) {
  const { api, toasts } = useConsole();
  const [choosing, setChoosing] = useState<Choosing>({ kind: "none" });
  const [busy, setBusy] = useState<"" | "use" | "remove">("");
  const [wrong, setWrong] = useState<string>();
  const [fault, setFault] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const id = useId();

  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setWrong(undefined);
    try {
      const blob = await ready(chosen);
      setChoosing({ kind: "file", blob, shown: await preview(blob) });
    } catch (error) {
      setWrong(error instanceof Error ? error.message : "The file could not be read.");
    }
    if (file.current !== null) file.current.value = "";
  };

  const run = async (what: "use" | "remove", act: () => Promise<Profile>, said: string) => {
    setBusy(what);
    setWrong(undefined);
    try {
      onProfile(await act());
      setChoosing({ kind: "none" });
      toasts.say(said);
    } catch (error) {
      setWrong(photoWords(asProblem(error)));
    } finally {
      setBusy("");
    }
  };

  const use = () => {
    if (choosing.kind === "file") return run("use", () => api.putPhoto(profile.version, choosing.blob), "Your photo is in use.");
    if (choosing.kind !== "url") return undefined;
    const found = photoUrlFault(choosing.address);
    setFault(found);
    if (found !== undefined) return undefined;
    return run("use", () => api.changeProfile(profile.version, { photo: { url: choosing.address.trim() } }), "Your photo is in use.");
  };

  const address = choosing.kind === "file" ? choosing.shown : choosing.kind === "url" && photoUrlFault(choosing.address) === undefined ? choosing.address.trim() : profile.photo.address;
  return (
    <Section title="Photo" lead="The photo is public: visitors see it when you answer, with your name, title and greeting. The rest of this page is not.">
      <div class="photo-part">
        <figure>
          {choosing.kind === "file" ? (
            <img class="avatar xl" src={choosing.shown} alt="The chosen photo" />
          ) : (
            <Avatar key={address} person={profile} photo={safePhoto(address, location.href)} size="xl" />
          )}
          <figcaption class="small soft">{choosing.kind === "none" ? KINDS[profile.photo.kind] : "Not yet in use"}</figcaption>
        </figure>
        <div>
          <div role="alert">{wrong !== undefined && <p class="notice">{wrong}</p>}</div>
          {choosing.kind === "url" && (
            <form
              class="stack"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void use();
              }}
            >
              <TextField
                label="Address of the picture"
                type="url"
                hint="https, on a public site. Visitors’ browsers load it from there; Firstbell never does."
                value={choosing.address}
                maxLength={2_000}
                onInput={(typed) => setChoosing({ kind: "url", address: typed })}
                error={fault}
              />
            </form>
          )}
          {choosing.kind === "none" ? (
            <div class="acts">
              <input ref={file} id={id} class="unseen" type="file" tabIndex={-1} aria-hidden="true" accept={TAKEN.join()} onChange={(event) => void choose(event.currentTarget.files?.[0])} />
              <button type="button" class="btn" onClick={() => file.current?.click()}>
                <Icon name="camera" class="s" /> Upload a photo
              </button>
              <button type="button" class="btn" onClick={() => (setFault(undefined), setChoosing({ kind: "url", address: profile.photo.kind === "url" ? (profile.photo.address ?? "") : "" }))}>
                <Icon name="link" class="s" /> Use an address
              </button>
              {profile.photo.kind !== "avatar" && (
                <Busy type="button" class="btn quiet" busy={busy === "remove"} words="Removing…" onClick={() => void run("remove", () => api.deletePhoto(profile.version), "The avatar is made from your name again.")}>
                  Use the avatar made from my name
                </Busy>
              )}
            </div>
          ) : (
            <div class="acts">
              <Busy type="button" busy={busy === "use"} words="Saving…" onClick={() => void use()}>
                Use this photo
              </Busy>
              <button type="button" class="btn" onClick={() => (setWrong(undefined), setChoosing({ kind: "none" }))}>
                Cancel
              </button>
            </div>
          )}
          <p class="small soft">PNG, JPEG or GIF. It is cut to a square of 256 pixels.</p>
        </div>
      </div>
    </Section>
  );
}

const KINDS: Readonly<Record<Profile["photo"]["kind"], string>> = { avatar: "Made from your name", url: "From an address", upload: "Uploaded" };

function photoWords(problem: ApiProblem): string {
  if (problem.status === 415) return "This file is not a PNG, JPEG or GIF picture inside, whatever its name says. Choose another.";
  if (problem.status === 413) return "This picture is too big: at most 2 MB and 40 megapixels.";
  const named = problem.errors[0];
  return problem.status === 400 && named !== undefined ? named.detail : problemWords(problem);
}
