/** "just now", "5 minutes ago", "3 hours ago", "12 days ago": for people, who do not count exactly. */
export function ago(millis: number): string {
  const minutes = Math.floor(Math.max(0, millis) / 60_000);
  if (minutes < 2) return "just now";
  if (minutes < 60) return `${minutes} minutes ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return hours === 1 ? "an hour ago" : `${hours} hours ago`;
  return `${Math.floor(hours / 24)} days ago`;
}
