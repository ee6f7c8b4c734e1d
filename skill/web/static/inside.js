// What goes on inside: what was heard, the platform's rules, and the JSON that went over the wire.
import { $, el, plain, set } from "./page.js";

let shown = null;
let tab = "request";

export function inside(step) {
  if (shown === step) return;
  shown = step;
  $("heard").replaceChildren(...(step ? heard(step) : [el("dd", {}, "Nothing yet.")]));
  rules(step?.rules ?? []);
  json();
}

function heard(step) {
  const { heard: said, line } = step;
  const rows = [["words", line.replace(/^U[^:]*:\s*/, "")]];
  if (said) {
    rows.push(["intent", said.intent], ["slots", pairs(said.slots)], ["means", plain(said.label)]);
    rows.push(["with", pairs(said.facts)], ["while", plain(said.state)]);
  }
  return rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)));
}

function pairs(facts) {
  return Object.entries(facts).map(([name, value]) => `${plain(name)} ${value}`).join(", ") || "none";
}

function rules(rows) {
  const broken = rows.filter((row) => row.broken);
  $("verdict").textContent = !rows.length ? "none checked yet" : broken.length ? `${broken.length} broken` : `all ${rows.length} kept`;
  set($("verdict"), "class", broken.length ? "bad" : "good");
  $("rules").replaceChildren(...[...broken, ...rows.filter((row) => !row.broken)].map(rule));
}

function rule(row) {
  const text = row.broken ? `✗ ${plain(row.rule)}: ${row.broken}` : `✓ ${plain(row.rule)}`;
  return el("li", { class: row.broken ? "bad" : "good" }, text);
}

export function tabs() {
  const all = ["request", "response", "session"].map((name) => $(`tab-${name}`));
  for (const [at, button] of all.entries()) {
    button.addEventListener("click", () => choose(all, button));
    button.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by) choose(all, all[(at + by + all.length) % all.length]).focus();
    });
  }
}

function choose(all, chosen) {
  for (const button of all) {
    button.setAttribute("aria-selected", button === chosen);
    button.tabIndex = button === chosen ? 0 : -1;
  }
  tab = chosen.id.replace("tab-", "");
  $("json").setAttribute("aria-labelledby", chosen.id);
  json();
  return chosen;
}

function json() {
  const rows = (shown?.exchanges ?? []).map((row) => tab === "session" ? row.response?.sessionAttributes ?? {} : row[tab]);
  $("json").textContent = rows.map((row) => JSON.stringify(row, null, 2)).join("\n\n") || "Nothing was sent.";
  $("json").scrollTop = 0;
}
