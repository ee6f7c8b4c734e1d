// The page: it asks the server what the speaker answers, and plays that on its own clock.
import { body, drawBody } from "./body.js";
import { Ears } from "./ears.js";
import { inside, tabs } from "./inside.js";
import { log } from "./log.js";
import { refuse, tell, tellOf, waiting, when } from "./notice.js";
import { options } from "./options.js";
import { $, clock, el, plain, put, rowAt, set } from "./page.js";
import { Player } from "./player.js";
import { ribbon } from "./ribbon.js";
import { drawScreen, screen } from "./screen.js";
import * as server from "./server.js";
import { drawStates, states } from "./states.js";
import { FASTEST, Voice } from "./voice.js";

const BEFORE_BREAK_IN = 7; // seconds that are heard before the first word of a scene that breaks in
const DOING = {
  speaking: "Speaking", listening: "Listening", reprompt: "Speaking again", "listening again": "Listening once more", over: "Session over",
};

const voice = new Voice();
const player = new Player({ shows: show, ends: () => turn({ do: "silence" }), voice });
const ears = new Ears({ hears: heard, tells: listening });
let head = ""; // the options of the conversation, as a transcript has them
let busy = false;
let ended = false; // whether the session is over at the moment that is shown

function show() {
  const { answer, step, second } = player;
  const view = answer?.coach.length ? rowAt(answer.coach, second) : null;
  speaker(answer, second);
  clocks(view, step);
  ribbon(player);
  body(player, view);
  screen(player);
  states(player.over && step ? "closed" : view?.state ?? null);
  inside(told());
  log(player, jump);
  buttons();
  ending();
}

// An end is told once, when time comes to it.
function ending() {
  const over = Boolean(player.answer) && player.over;
  if (over && !ended) tell("The session has ended.");
  ended = over;
}

// The step whose word is looked into: an end without an answer counts once time has come to it.
function told() {
  return player.next && !player.next.answer && player.over ? player.next : player.step ?? null;
}

function speaker(answer, second) {
  const doing = !answer ? "idle" : player.over ? "over" : rowAt(answer.microphone, second).doing;
  set($("ring"), "data-doing", doing);
  put($("doing"), DOING[doing] ?? "Silent");
  put($("sound"), voice.tells(player.speed));
  $("first").classList.toggle("gone", Boolean(answer));
  const upcoming = answer?.microphone.find((row) => row.start > second);
  put($("count"), doing.startsWith("listening") && upcoming ? String(Math.ceil(upcoming.start - second)) : "");
  if (!answer) return;
  const piece = answer.pieces.find((one) => one.start <= second && second < one.end);
  const spoken = piece?.text ? piece : answer.pieces.findLast((one) => one.text && one.start <= second);
  put($("caption"), spoken?.text ?? "…");
  $("caption").classList.toggle("past", piece !== spoken);
}

function clocks(view, step) {
  for (const side of ["left", "right"]) {
    put($(`clock-${side}`), clock(view?.credit[side] ?? 0));
    put($(`todo-${side}`), view?.todo[side] ? `${view.todo[side]} s to go` : "");
    $(`clock-${side}`).parentElement.parentElement.classList.toggle("on", view?.side === side && ["rolling", "hold", "extra"].includes(view?.state));
  }
  const credit = step?.answer && (step.heard?.credit ?? null);
  const sides = credit ? ["left", "right"].filter((side) => credit[side]) : [];
  put($("credited"), sides.map((side) => `${side} ${credit[side]} s`).join(", ") || "nothing yet");
}

function buttons() {
  set($("play"), "aria-pressed", player.playing);
  put($("play"), player.playing ? "Pause" : "Play");
  for (const id of ["play", "back", "ahead", "drop", "save"]) $(id).disabled = !player.answer;
  put($("when"), when(player, ended));
}

function jump(index, second) {
  const playing = player.playing;
  player.go(index, second);
  if (!playing) player.picked = second > 0;
  show();
}

const lines = (upTo) => [head, ...player.steps.slice(0, upTo).map((step) => step.line)].join("\n");

// A word counts from its whole second; a touch comes while its button is seen, which may be part of one.
function momentOf(what) {
  return "touch" in what ? Number(player.second.toFixed(2)) : Math.floor(player.second + 1e-6);
}

// One thing said or done at the playhead; what came after it in the conversation is taken back.
async function turn(what) {
  if (busy) return false;
  busy = true;
  const answered = waiting();
  try {
    const ended = player.over && player.next && !player.next.answer;
    const after = player.index + (ended ? 2 : 1);
    const at = player.answer && !player.over ? momentOf(what) : null;
    const body = { after, patient: !player.picked, ...(at === null || what.do === "silence" ? {} : { at }), ...what };
    const picture = await server.goOn(lines(), body);
    tellOf(picture.steps, "words" in what && player.answer !== null && player.over);
    const steps = [...player.steps.slice(0, after), ...picture.steps];
    const found = steps.findLastIndex((step, index) => index >= after && step.answer);
    if (found < 0) player.load(steps, player.index, steps[after]?.at ?? player.second);
    else player.load(steps, found);
    if (found < 0) player.pause(); else player.play();
    return true;
  } catch (error) {
    refuse(error.message);
    return false;
  } finally {
    answered();
    busy = false;
  }
}

async function begin(transcript, known) {
  if (busy) return;
  busy = true;
  const answered = waiting();
  try {
    player.pause();
    const picture = await server.begin(transcript);
    head = transcript.split("\n").filter((line) => /^#\s*@/.test(line)).join("\n");
    tell(known);
    const broken = picture.steps.findIndex((step) => / @\d/.test(step.line));
    const from = broken > 0 ? picture.steps.findLastIndex((step, at) => at < broken && step.answer) : picture.steps.findIndex((step) => step.answer);
    player.load(picture.steps, from, broken > 0 ? Math.max(0, picture.steps[broken].at - BEFORE_BREAK_IN) : 0);
    if (from >= 0) player.play();
  } catch (error) {
    refuse(error.message);
  } finally {
    answered();
    busy = false;
  }
}

function start() {
  const head = options();
  if (head !== null) begin(`${head}U: (launch)`, "A new conversation.");
}

// On a real speaker a word needs its name while it talks aloud; so here, as it would hear itself.
function heard(words) {
  const named = /^\s*alexa\b[\s,]*/i;
  const open = $("ring").dataset.doing.startsWith("listening");
  if (voice.on && player.playing && !open && !named.test(words)) return listening("Begin with “Alexa” while it speaks.");
  $("words").value = words;
  turn({ words: words.replace(named, "") || "help", patient: false });
}

function listening(text) {
  put($("listen"), ears.on ? "Listening on" : "Listening off");
  set($("listen"), "aria-pressed", ears.on);
  tell(text);
}

async function save() {
  try {
    const text = await server.saved(lines());
    const link = el("a", { download: "conversation.txt", href: URL.createObjectURL(new Blob([text], { type: "text/plain" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    tell("Saved as a transcript. Open plays it again, and in tests/conversations it is a test.");
  } catch (error) {
    refuse(error.message);
  }
}

function speak() {
  voice.toggle();
  set($("voice"), "aria-pressed", voice.on);
  put($("voice"), voice.on ? "Voice on" : "Voice off");
  tell(voice.on ? "Sound is on: it speaks with a voice of this machine, in real time and at 2×."
    : `${voice.tells(player.speed)} Captions show every word.`);
  show();
}

function wire() {
  $("start").addEventListener("click", start);
  $("words").addEventListener("input", () => tell("")); // so that what the words would do is seen
  $("say").addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = $("words").value.trim();
    if (words && await turn({ words })) $("words").value = "";
    $("words").focus();
  });
  $("play").addEventListener("click", () => (player.playing ? player.pause() : player.play()));
  $("back").addEventListener("click", () => player.go(player.index, 0));
  $("ahead").addEventListener("click", () => player.answer && jump(player.index, Math.min(player.end, player.answer.speech_seconds)));
  $("drop").addEventListener("click", () => turn({ do: "drop" }));
  $("second").addEventListener("input", () => {
    tell("");
    player.pick(Number($("second").value));
  });
  $("voice").addEventListener("click", speak);
  $("listen").addEventListener("click", () => ears.toggle());
  $("save").addEventListener("click", save);
  $("open").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    if (file) await begin(await file.text(), `Playing ${file.name}.`);
    $("file").value = "";
  });
  for (const button of document.querySelectorAll("[data-speed]")) button.addEventListener("click", () => hurry(button));
  for (const button of $("quick").children) button.addEventListener("click", () => turn({ words: button.textContent }));
  tabs();
}

function hurry(button) {
  player.speed = Number(button.dataset.speed);
  if (player.speed > FASTEST) voice.hush();
  for (const other of document.querySelectorAll("[data-speed]")) set(other, "aria-pressed", other === button);
  show();
}

wire();
const asked = server.about();
for (const button of document.querySelectorAll("[data-scene]")) {
  button.addEventListener("click", async () => {
    const { scenes } = await asked;
    const scene = scenes.find(({ name }) => name === button.dataset.scene);
    begin(scene.transcript, `${scene.title}. ${scene.about}`);
  });
}
drawBody(await server.figure());
const known = await asked;
drawScreen(known, (name) => turn({ touch: name }));
drawStates(known);
show();
document.documentElement.dataset.ready = "yes";
