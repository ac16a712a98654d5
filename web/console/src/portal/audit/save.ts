/** "audit-northwind-tea-2026-11-22.csv": only letters, digits and dashes, whatever an organization is called. */
export function fileName(name: string, now: number, what = "audit"): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, 40);
  return `${what}-${plain === "" ? "" : `${plain}-`}${new Date(now).toISOString().slice(0, 10)}.csv`;
}

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
