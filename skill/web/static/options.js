// Who is on the mat: the options of the next conversation, and what is wrong with them.
import { $, set } from "./page.js";
import { write } from "./notice.js";

const NOTE = "Taken at the next Start.";

// The options as the head of a transcript, or null where one is refused, which is told beside it.
export function options() {
  const wrong = $("options").querySelector(":invalid");
  if (wrong) return refused(wrong);
  told(NOTE, false);
  const chosen = [...new FormData($("options"))].filter(([name, value]) => value && !(name === "sessions" && value === "0"));
  return chosen.length ? `# ${chosen.map(([name, value]) => `@${name} ${value}`).join(" ")}\n` : "";
}

function refused(field) {
  const name = field.labels[0].firstChild.textContent.trim();
  told(`${name}: only a whole number from ${field.min} to ${field.max} is allowed.`, true);
  set(field, "aria-invalid", "true");
  $("who").open = true;
  field.focus();
  return null;
}

function told(text, bad) {
  write($("options-note"), text, bad);
  for (const field of $("options").querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}
