// The screen beside the speaker: drawn by Amazon's renderer in a frame where that is installed, else in words.
import { $, el, put, rowAt } from "./page.js";

const [WIDTH, HEIGHT] = [1024, 600];
const STILL = 1e6; // seconds of delay after which the document's clock never begins: a picture that stands still
const AGAIN = 1500; // milliseconds between pictures while time runs faster than a screen can
const [START, SIDE, ENDS, LASTS, TITLE, TEXT, GROUP] = [0, 2, 4, 5, 7, 8, 11];

let known = null;
let touch = null;
let frame = null;
let ready = false;
let drawn = "";
let drawnAt = 0;

// `touches(name, second)` is told of each touch.
export function drawScreen(about, touches) {
  known = about;
  touch = touches;
  window.addEventListener("message", (event) => {
    if (event.origin !== location.origin || event.source !== frame?.contentWindow) return;
    if (event.data.ready) { ready = true; drawn = ""; }
    if (event.data.touched) touch(event.data.touched[0]);
  });
}

export function screen(player) {
  const data = player.answer?.screen ?? null;
  if ($("show").hidden === Boolean(data)) $("show").hidden = !data;
  if (!data) return;
  if (known.renderer) inFrame(player, data);
  else inWords(player, data);
}

function inFrame(player, data) {
  if (!frame) {
    frame = el("iframe", { src: "/simulator/screen/frame.html", title: "The screen, as Amazon's renderer draws it", width: WIDTH, height: HEIGHT });
    $("show-view").replaceChildren(frame);
    put($("show-how"), "Drawn by Amazon's own renderer. Its buttons can be clicked.");
  }
  const runs = player.playing && player.speed === 1;
  const moment = runs ? `${data.token} ${player.started}` : `${data.token} ${player.second.toFixed(1)}`;
  if (!ready || moment === drawn || (player.playing && !runs && performance.now() - drawnAt < AGAIN)) return;
  drawn = moment;
  drawnAt = performance.now();
  const second = Math.max(0, player.second - data.late);
  const first = data.rows.findLastIndex((row) => row[START] <= second);
  const shown = { ...data, offset: second, late: runs ? Math.max(0, data.late - player.second) : STILL, rows: data.rows.slice(Math.max(0, first)) };
  const theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  const one = {
    document: JSON.stringify(known.document), data: JSON.stringify({ c: shown }),
    width: WIDTH, height: HEIGHT, dpi: 160, round: false, mode: "HUB", theme,
  };
  frame.contentWindow.postMessage({ show: one }, location.origin);
}

function inWords(player, data) {
  const second = Math.max(0, player.second - data.late);
  const row = rowAt(data.rows.map((each) => Object.assign([...each], { start: each[START] })), second);
  const moment = `${data.token} ${row[START]} ${Math.floor(second)}`;
  if (moment === drawn) return;
  drawn = moment;
  const clock = row[LASTS] ? `${data.sides[row[SIDE] - 1] ?? ""} ${Math.ceil(row[ENDS] - second)}` : "";
  const buttons = (data.groups[row[GROUP]] ?? []).map(([name, word]) => {
    const button = el("button", { type: "button" }, word);
    button.addEventListener("click", () => touch(name));
    return button;
  });
  $("show-view").replaceChildren(el("p", { class: "show-clock" }, clock), el("h3", {}, row[TITLE]), el("p", {}, row[TEXT]), el("div", { class: "row" }, ...buttons));
  put($("show-how"), "The page's own picture: run make screen, and Amazon's renderer draws it here as on a device.");
}
