import { planName, stateName } from "../customers/plans.ts";
import { statusWords } from "./member.ts";
import type { Member, OrganizationState } from "../api/shapes.ts";

/** A state in a word with a mark that is not a colour alone. */
export function State({ tone, word, title }: { tone: "good" | "wait" | "off" | "bad"; word: string; title?: string }) {
  return (
    <span class={`state ${tone}`} title={title}>
      <span class={`dot ${tone === "good" ? "" : tone === "bad" ? "bad" : tone === "wait" ? "away" : "off"}`} aria-hidden="true" />
      {word}
    </span>
  );
}

export function OrganizationStatus({ state }: { state: OrganizationState }) {
  return <State tone={state === "active" ? "good" : state === "suspended" ? "bad" : "off"} word={stateName(state)} />;
}

export function MemberStatusPill({ member }: { member: Pick<Member, "status" | "portalAccess"> }) {
  const { word, tone, means } = statusWords(member);
  return <State tone={tone} word={word} title={means} />;
}

export function PlanName({ plan }: { plan: string }) {
  return <>{planName(plan)}</>;
}

/** A small label beside a name: "Owner", "You", "Reseller". */
export function Tag({ children }: { children: string }) {
  return <span class="tag">{children}</span>;
}
