import { useEffect, useState } from "preact/hooks";
import { Section } from "../ui/page.tsx";
import { Copyable } from "./copy.tsx";
import { shopAddress, snippet } from "./snippet.ts";

/** The one line that puts the chat on a page, and a shop to try it in before touching the own site. */
export function Install({ organization }: { organization: string }) {
  const shop = useShop();
  return (
    <Section title="Put the chat on your site" lead="Paste this line before </body> of every page that should carry the chat.">
      <Copyable text={snippet(location.origin, organization)} what="The line for your site" />
      {shop !== undefined && (
        <p>
          No site at hand?{" "}
          <a href={shopAddress(shop, organization)} target="_blank" rel="noopener noreferrer">
            Open the demo shop with it
            <span class="unseen"> (in a new tab)</span>
          </a>
          : ring from there, and accept here.
        </p>
      )}
    </Section>
  );
}

/** Where this deployment's demo shop lives; the deployment says it beside the console's own files. */
function useShop(): string | undefined {
  const [shop, setShop] = useState<string>();
  useEffect(() => {
    let here = true;
    void fetch("/config.json", { credentials: "omit" })
      .then((answer) => (answer.ok ? answer.json() : undefined))
      .then((config: unknown) => {
        const found = shopOf(config);
        if (here && found !== undefined) setShop(found);
      })
      // Without it there is one link less.
      .catch(() => undefined);
    return () => void (here = false);
  }, []);
  return shop;
}

export function shopOf(config: unknown): string | undefined {
  if (typeof config !== "object" || config === null || !("shop" in config) || typeof config.shop !== "string") return undefined;
  return /^https?:\/\/[^/\s]+\/?$/u.test(config.shop) ? config.shop : undefined;
}
