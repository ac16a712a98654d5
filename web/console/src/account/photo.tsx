import { safePhoto } from "@firstbell/protocol";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { asProblem, problemWords, type ApiProblem } from "../api/problem.ts";
import type { Profile } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Busy, TextField } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Section } from "../ui/page.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { photoUrl } from "./draft.ts";
import { preview, ready, shows, TAKEN } from "./picture.ts";

/** Chosen but not yet used: a file with what it looks like, or an address being written. */
type Choosing = { readonly kind: "none" } | { readonly kind: "file"; readonly blob: Blob; readonly shown: string } | { readonly kind: "url"; readonly address: string };

/** Somebody who stops typing for so long looks at what it gives. */
const PAUSE_MILLIS = 400;

/** The photo: public, unlike the rest. By upload, by address, or made from the name. */
export function PhotoPart({ profile, onProfile }: { profile: Profile; onProfile: (profile: Profile) => void }) {
  const { api, toasts } = useConsole();
  const [choosing, setChoosing] = useState<Choosing>({ kind: "none" });
  const [busy, setBusy] = useState<"" | "use" | "remove">("");
  const [wrong, setWrong] = useState<string>();
  const [fault, setFault] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const written = useRef<HTMLFormElement>(null);
  const id = useId();
  const previewed = usePreviewed(choosing.kind === "url" ? choosing.address : undefined);
  useUnsaved(choosing.kind === "file" || (choosing.kind === "url" && choosing.address !== (profile.photo.address ?? "")));

  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setWrong(undefined);
    try {
      const blob = await ready(chosen);
      const shown = await preview(blob);
      if (await shows(shown)) setChoosing({ kind: "file", blob, shown });
      else setWrong(`“${chosen.name}” is no picture inside, whatever its name says. Choose a PNG, JPEG or GIF picture.`);
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

  const use = async () => {
    if (busy !== "") return;
    if (choosing.kind === "file") return run("use", () => api.putPhoto(profile.version, choosing.blob), "Your photo is in use.");
    if (choosing.kind !== "url") return;
    const found = photoUrl(choosing.address);
    setWrong(undefined);
    setBusy("use");
    const refused = "fault" in found ? found.fault : (await shows(found.url)) ? undefined : NO_PICTURE;
    setBusy("");
    setFault(refused);
    if ("url" in found && refused === undefined) return run("use", () => api.changeProfile(profile.version, { photo: { url: found.url } }), "Your photo is in use.");
    written.current?.querySelector("input")?.focus();
  };

  const address = previewed ?? profile.photo.address;
  const fresh = choosing.kind === "file" || (previewed !== undefined && previewed !== profile.photo.address);
  return (
    <Section title="Photo" lead="The photo is public: visitors see it when you answer, with your name, title and greeting. The rest of this page is not.">
      <div class="photo-part">
        <figure>
          {choosing.kind === "file" ? (
            <img class="avatar xl" src={choosing.shown} alt="The chosen photo" />
          ) : (
            <Avatar key={address} person={profile} photo={safePhoto(address, location.href)} size="xl" />
          )}
          <figcaption class="small soft">{fresh ? "Not yet in use" : KINDS[profile.photo.kind]}</figcaption>
        </figure>
        <div>
          <div role="alert">{wrong !== undefined && <p class="notice">{wrong}</p>}</div>
          {choosing.kind === "url" && (
            <form
              ref={written}
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
                onInput={(typed) => (setFault(undefined), setChoosing({ kind: "url", address: typed }))}
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
          {choosing.kind !== "url" && <p class="small soft">An upload is a PNG, JPEG or GIF picture, and is cut to a square of 256 pixels.</p>}
        </div>
      </div>
    </Section>
  );
}

/** The address that the preview shows: the one that was written, once its writer pauses and if a photo may lie there. */
function usePreviewed(written: string | undefined): string | undefined {
  const [previewed, setPreviewed] = useState<string>();
  useEffect(() => {
    const found = written === undefined ? undefined : photoUrl(written);
    const timer = setTimeout(() => setPreviewed(found !== undefined && "url" in found ? found.url : undefined), written === undefined ? 0 : PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [written]);
  return previewed;
}

const NO_PICTURE = "No picture comes from this address. Open it in a tab of its own: it must show the picture and nothing else.";

const KINDS: Readonly<Record<Profile["photo"]["kind"], string>> = { avatar: "Made from your name", url: "From an address", upload: "Uploaded" };

function photoWords(problem: ApiProblem): string {
  if (problem.status === 415) return "This file is not a PNG, JPEG or GIF picture inside, whatever its name says. Choose another.";
  if (problem.status === 413) return "This picture is too big: at most 2 MB and 40 megapixels.";
  const named = problem.errors[0];
  return problem.status === 400 && named !== undefined ? named.detail : problemWords(problem);
}
