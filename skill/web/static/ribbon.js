// The answer as a ribbon: its segments, a tick for each cue, the two microphones, and the playhead.
import { $, clock, el, plain, put, rowAt } from "./page.js";

let drawn = null;

export function ribbon(player) {
  const { answer, step } = player;
  const key = answer && `${player.index} ${player.next?.at} ${step.line}`;
  if (drawn?.answer !== answer || drawn?.key !== key) draw(player, key);
  const slider = $("second");
  slider.disabled = !answer;
  if (!answer) return put($("readout"), "0:00");
  const whole = Math.floor(player.second + 1e-6);
  if (Number(slider.value) !== whole) slider.value = whole;
  const told = reading(answer, player.second);
  if (slider.getAttribute("aria-valuetext") !== told) slider.setAttribute("aria-valuetext", told);
  put($("readout"), told);
}

function draw(player, key) {
  drawn = { answer: player.answer, key };
  $("segments").replaceChildren();
  $("cues").replaceChildren();
  if (!player.answer) return;
  const { answer } = player;
  $("second").max = Math.ceil(answer.over_at);
  const total = Math.ceil(answer.over_at) || 1;
  const bars = [...answer.marks.map((mark) => bar(mark, total)), ...microphones(answer, total)];
  if (player.next) bars.push(place(el("span", { class: "cut" }), player.end, answer.over_at, total));
  $("segments").append(...bars);
  $("cues").append(...answer.pieces.filter((piece) => piece.text).map((piece) => place(el("i"), piece.start, piece.end, total)));
}

function bar(mark, total) {
  const label = mark.clock && mark.side ? `${mark.name} ${mark.side}` : plain(mark.name);
  const kind = mark.clock ? `clock ${mark.side ?? ""}` : "words";
  return place(el("span", { class: `bar ${kind} ${mark.name}`, title: plain(label) }, el("em", {}, label)), mark.start, mark.end, total);
}

function microphones(answer, total) {
  return answer.microphone.flatMap((row, at) => {
    const end = answer.microphone[at + 1]?.start;
    if (!row.doing.startsWith("listening") || end === undefined) return [];
    return [place(el("span", { class: "bar microphone", title: "the microphone is open" }, el("em", {}, "listens")), row.start, end, total)];
  });
}

function place(node, start, end, total) {
  node.style.left = `${(100 * start) / total}%`;
  node.style.width = `${(100 * Math.max(0, end - start)) / total}%`;
  return node;
}

function reading(answer, second) {
  const mark = answer.marks.find((one) => one.start <= second && second < one.end);
  const doing = rowAt(answer.microphone, second).doing;
  const what = mark ? plain(mark.name) + (mark.side ? ` ${mark.side}` : "") : doing;
  return `${clock(second)} of ${clock(answer.over_at)}, ${what}`;
}
