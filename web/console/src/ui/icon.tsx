/** Line icons on a grid of 24; decoration beside words, so hidden from screen readers. */
const PATHS = {
  bell: "M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7M10 21h4",
  chats: "M4 5h16v11H9l-5 4z",
  plug: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
  help: "M9 9.2a3 3 0 1 1 4.4 2.6c-1 .6-1.4 1-1.400 2.200M12 17.500v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  star: "M12 2.500v4M12 17.500v4M2.500 12h4M17.500 12h4M5.300 5.300l2.800 2.800M15.900 15.900l2.800 2.800M18.700 5.300l-2.800 2.800M8.100 15.900l-2.800 2.800",
  sound: "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11",
  silent: "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20.500c.8-4.200 3.700-6 7.500-6s6.700 1.800 7.500 6",
  phone: "M3 14.500c5-4.700 13-4.700 18 0l-2.200 2.700-3.800-1.500v-2.400c-2-.6-4-.6-6 0v2.400l-3.800 1.500z",
  tick: "M5 12.500l4.500 4.500L19 7.500",
  cross: "M7 7l10 10M17 7L7 17",
  dash: "M7 12h10",
  send: "M12 19V5M6 11l6-6 6 6",
  mail: "M3.500 6h17v12h-17zM4 6.500l8 6.500 8-6.500",
  door: "M10 4H5v16h5M9.500 12H20M16 8l4 4-4 4",
  down: "M6 9.500l6 6 6-6",
  note: "M5 4h14v16H5zM8.500 9h7M8.500 13h7",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.500V5M12 19v2.500M2.500 12H5M19 12h2.500M5.300 5.300l1.700 1.700M17 17l1.700 1.700M18.700 5.300L17 7M7 17l-1.700 1.700",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, class: more = "" }: { name: IconName; class?: string }) {
  return (
    <svg class={`icon ${more}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
