/** What the server takes as it is; larger or other pictures are made smaller here first. */
export const TAKEN = ["image/png", "image/jpeg", "image/gif"];
export const MOST_BYTES = 2 * 1024 * 1024;
const EDGE = 1_024;

/** The picture in a form that the server takes. Rejects with words for the person. */
export async function ready(file: File): Promise<Blob> {
  if (TAKEN.includes(file.type) && file.size <= MOST_BYTES) return file;
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") {
    throw new Error(`“${file.name}” is no photo. Choose a PNG, JPEG or GIF picture; drawings (SVG) are not taken.`);
  }
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    if (made !== null && made.size <= MOST_BYTES) return made;
  } catch {
    // Said below.
  }
  throw new Error(`Your browser cannot read “${file.name}”. Choose a PNG, JPEG or GIF picture of at most 2 MB.`);
}

/** How long a picture may take before nothing comes. */
const PATIENCE_MILLIS = 10_000;

/** Whether a picture comes from an address: what shows nothing here would show visitors nothing. */
export function shows(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const picture = new Image();
    picture.onload = () => resolve(true);
    picture.onerror = () => resolve(false);
    setTimeout(() => resolve(false), PATIENCE_MILLIS);
    picture.src = address;
  });
}

/** For the preview: the page's policy shows pictures of its own and those in `data:`. */
export function preview(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error("The file could not be read. Try again."));
    reader.readAsDataURL(blob);
  });
}
