// The message line, under what is typed: what came of it, and what was refused.
import { $, put } from "./page.js";

const NOTHING = "AMAZON.FallbackIntent"; // what is heard where the words fit nothing

export function tell(text) {
  write($("notice"), text, false);
}

export function refuse(text) {
  write($("notice"), text, true);
  $("notice").scrollIntoView({ block: "nearest" });
}

export function write(line, text, bad) {
  put(line, text);
  line.classList.toggle("bad", bad);
}

// What there is to tell of steps that were just answered; `again` where the session before had ended.
export function tellOf(steps, again) {
  if (steps.some((step) => step.rules.some((row) => row.broken))) {
    return refuse("The speaker refuses this answer: a rule of the platform is broken, and named below.");
  }
  if (steps.at(-1)?.heard?.intent === NOTHING) return refuse("Not understood: no sentence that the coach knows is near these words.");
  return tell(again ? "The session before had ended, so this opened a new one." : "");
}
