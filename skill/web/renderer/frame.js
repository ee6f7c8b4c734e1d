// Shows a document in Amazon's renderer. Both the tests and the simulator page use it: `show(one)` draws a
// document anew, `told` is what the renderer complained of, and each touch is posted to whoever embeds this page.
"use strict";

const told = [];
const touches = [];
let renderer = null;
let mounted = 0;

const text = (part) => (typeof part === "string" ? part : JSON.stringify(part));
const tell = (...parts) => told.push(parts.map(text).join(" "));
window.onerror = (message) => tell("error", message);
window.onunhandledrejection = (event) => tell("error", String(event.reason));

// The engine is begun at once: where that is left until later, it never says that it is ready.
const engine = AplRenderer.initEngine();
engine.then(() => {
  document.documentElement.dataset.ready = "yes";
  if (parent !== window) parent.postMessage({ ready: true }, location.origin);
});

// `one` holds the document and its data as texts, and the screen: width, height, dpi, round, mode and theme.
async function show({ document: written, data, width, height, dpi, round, mode, theme }) {
  const view = document.getElementById("view");
  renderer?.destroy();
  view.replaceChildren();
  Object.assign(view.style, { width: `${width}px`, height: `${height}px` });
  told.length = touches.length = 0;
  const content = AplRenderer.Content.create(written);
  if (content.isError()) tell("warn", "the document was refused");
  content.addData("payload", data);
  const made = AplRenderer.default.create({
    content, view, theme, mode,
    viewport: { width, height, dpi, isRound: round, shape: round ? "ROUND" : "RECTANGLE" },
    environment: { agentName: "psoas-rolling", agentVersion: "1", allowOpenUrl: false, disallowVideo: true },
    utcTime: Date.now(), localTimeAdjustment: 0, notLoadFonts: true,
    onSendEvent: touched,
    onRunTimeError: (error) => tell("error", error),
    logLevel: "warn",
    logTransport: (level, name, ...parts) => tell(level, name, ...parts),
  });
  await made.init();
  renderer = made;
  mounted = Date.now();
}

function touched(event) {
  touches.push(event);
  if (parent !== window) parent.postMessage({ touched: event.arguments }, location.origin);
}

// The components that can be seen: their boxes, the clip of their parents, and of texts the words' own box.
function seen() {
  const view = document.getElementById("view").getBoundingClientRect();
  const found = [];
  for (const part of Object.values(renderer.componentMap)) {
    const node = part.container;
    if (!node.isConnected) continue;
    const { opacity, clip } = around(node, view);
    if (opacity < 0.05) continue;
    const one = { id: part.assignedId, kind: part.component.getType(), box: edges(node.getBoundingClientRect()), clip };
    const words = one.kind === TEXT && node.querySelector("p");
    if (words && words.innerText.trim()) Object.assign(one, written(words));
    found.push(one);
  }
  return found;
}

const TEXT = 8;
const edges = (box) => [box.left, box.top, box.right, box.bottom];

function around(node, view) {
  let opacity = 1;
  let clip = edges(view);
  for (let each = node; each && each.id !== "view"; each = each.parentElement) {
    const style = getComputedStyle(each);
    opacity *= style.display === "none" || style.visibility === "hidden" ? 0 : Number(style.opacity);
    if (each !== node && style.overflow !== "visible") {
      const [left, top, right, bottom] = edges(each.getBoundingClientRect());
      clip = [Math.max(clip[0], left), Math.max(clip[1], top), Math.min(clip[2], right), Math.min(clip[3], bottom)];
    }
  }
  return { opacity, clip };
}

// A wrapped line counts the space at its end, so each word is measured for itself.
function written(words) {
  const boxes = [];
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const word of node.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      boxes.push(...range.getClientRects());
    }
  }
  const ends = ["left", "top", "right", "bottom"].map((end, at) => Math[at < 2 ? "min" : "max"](...boxes.map((box) => box[end])));
  return {
    ink: ends, lines: new Set(boxes.map((box) => Math.round(box.top))).size, text: words.innerText.trim(),
    color: getComputedStyle(words).color, size: parseFloat(words.style.fontSize),
  };
}

// All texts by the ids of their components, hidden ones too.
const texts = () => Object.fromEntries(Object.values(renderer.componentMap)
  .filter((part) => part.assignedId).map((part) => [part.assignedId, part.container.innerText.trim()]));

window.addEventListener("message", (event) => {
  if (event.origin === location.origin && event.data.show) engine.then(() => show(event.data.show));
});
