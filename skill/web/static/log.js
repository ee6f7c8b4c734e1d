// The conversation so far: every word of both, the one being said lit.
import { $, clock, el } from "./page.js";

const ACTIONS = { launch: "Alexa, open psoas rolling", silence: "says nothing", drop: "loses the connection", ends: "ends the session" };
let drawn = [];
let lit = null;
let lines = new Map();

export function log(player, jump) {
  if (drawn !== player.steps || $("log").dataset.count !== String(player.steps.length)) draw(player, jump);
  const piece = player.answer?.pieces.findLast((one) => one.text && one.start <= player.second) ?? player.answer?.pieces[0];
  const line = piece && lines.get(piece);
  if (line === lit) return;
  lit?.classList.remove("now");
  line?.classList.add("now");
  lit = line;
  if (line) follow(line);
}

function follow(line) {
  const box = $("log");
  const [top, bottom] = [line.offsetTop, line.offsetTop + line.offsetHeight]; // from the top of the box
  if (top < box.scrollTop + 40 || bottom > box.scrollTop + box.clientHeight - 40) box.scrollTop = top - box.clientHeight / 3;
}

function draw(player, jump) {
  drawn = player.steps;
  lines = new Map();
  $("log").dataset.count = player.steps.length;
  const rows = player.steps.flatMap((step, index) => [said(player, step, index, jump), answered(step, index, jump)]);
  $("log").replaceChildren(...rows.filter(Boolean));
}

export function words(step) {
  const text = step.line.replace(/^U[^:]*:\s*/, "");
  const action = /^\((\w+)/.exec(text)?.[1];
  return action ? { text: ACTIONS[action] ?? text, action } : { text };
}

function said(player, step, index, jump) {
  const { text, action } = words(step);
  const at = step.at === null || action === "launch" ? "" : clock(step.at);
  const quiet = action && action !== "launch";
  const target = step.answer ? index : index - 1;
  const button = el("button", { type: "button", class: quiet ? "you act" : "you" },
    el("small", {}, quiet ? `Somebody · ${at}` : at ? `You · ${at}` : "You"), " ", el("span", {}, text));
  if (target >= 0) button.addEventListener("click", () => jump(target, step.answer ? 0 : step.at));
  return button;
}

function answered(step, index, jump) {
  if (step.broken || step.rules.some((row) => row.broken)) {
    const broken = step.rules.filter((row) => row.broken).map((row) => `${row.rule}: ${row.broken}`);
    return el("p", { class: "refused" }, `The speaker refuses the answer. ${broken.join(" ")}`);
  }
  if (!step.answer) return null;
  const row = el("div", { class: "coach" });
  for (const piece of step.answer.pieces) {
    if (!piece.text) continue;
    const line = el("p", {}, el("time", {}, clock(piece.start)), " ", piece.text);
    line.addEventListener("click", () => jump(index, piece.start));
    lines.set(piece, line);
    row.append(line);
  }
  return row;
}
