/** "2026-11" → "November 2026"; the year only where it is not this one. */
export function monthName(month: string, now = new Date()): string {
  const [year, number] = month.split("-").map(Number);
  if (year === undefined || number === undefined || !Number.isFinite(year) || !(number >= 1 && number <= 12)) return month;
  const date = new Date(year, number - 1, 1);
  return date.toLocaleDateString("en", year === now.getFullYear() ? { month: "long" } : { month: "long", year: "numeric" });
}
