// The message line, under what is typed: what came of it, and what was refused.
import { $, clock, put } from "./page.js";

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

// Tells that an answer takes a while; gives what takes the telling back.
export function waiting() {
  const timer = setTimeout(() => tell("One moment."), 400);
  return () => clearTimeout(timer);
}

// What becomes of words that are said now.
export function when(player, ended) {
  const at = clock(player.second);
  if (ended) return "Whatever is said now opens a new session, as “open psoas rolling” does.";
  if (player.picked) return `Breaks in at ${at}, whatever it is.`;
  return `“None” and “ready” wait for their question; other words break in ${player.answer ? `at ${at}` : "where the playhead stands"}.`;
}
