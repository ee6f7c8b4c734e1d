// The state diagram, laid out by hand and drawn from the coach's own tables. The state now is lit.
import { $, plain, put, svg } from "./page.js";

const [WIDE, HIGH] = [104, 34];
const PLACES = {
  launch: [0, 0], welcome: [1, 0], safety: [2, 0], kneeling: [3, 0], setup: [4, 0],
  symmetry: [0, 1], change_over: [1, 1], rolling: [2, 1], breathing: [3, 1], settled: [4, 1],
  extra: [0, 2], hold: [2, 2],
  rest: [0, 3], check: [1, 3], close: [2, 3], closed: [3, 3],
  choice: [0, 4], paused: [1, 4], confirm: [2, 4], alarm: [3, 4], resume_offer: [4, 4],
};
const MAIN = new Set(["welcome", "kneeling", "setup", "breathing", "close"]); // reached by a word, and on the way through
const nodes = new Map();
const arrows = [];
let edges = [];
let lit = null;

const centre = (state) => [66 + PLACES[state][0] * 132, 30 + PLACES[state][1] * 68];

export function drawStates(known) {
  ({ edges } = known);
  const rest = known.states.filter((state) => !(state in PLACES));
  rest.forEach((state, at) => { PLACES[state] = [3 + at * 0.5, 2]; });
  const defs = svg("defs", {}, svg("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto" },
    svg("path", { d: "M0 0 8 4 0 8z" })));
  $("diagram").replaceChildren(defs);
  for (const edge of edges) {
    const path = svg("path", { class: edge.words.includes("time") || MAIN.has(edge.to) ? "edge time" : "edge", d: way(edge.from, edge.to), "marker-end": "url(#tip)" });
    arrows.push([edge, path]);
    $("diagram").append(path);
  }
  for (const state of known.states) {
    const [x, y] = centre(state);
    const node = svg("g", { class: "node" },
      svg("rect", { x: x - WIDE / 2, y: y - HIGH / 2, width: WIDE, height: HIGH, rx: 10 }),
      svg("text", { x, y: y + 5, "text-anchor": "middle" }, plain(state)));
    nodes.set(state, node);
    $("diagram").append(node);
  }
}

// A curve from one box's edge to another's, bent to its right, so that there and back stay apart.
function way(from, to) {
  const [a, b] = [centre(from), centre(to)];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const bend = 10 + 0.1 * Math.hypot(dx, dy);
  const middle = [(a[0] + b[0]) / 2 - (dy / Math.hypot(dx, dy)) * bend, (a[1] + b[1]) / 2 + (dx / Math.hypot(dx, dy)) * bend];
  const [start, end] = [border(a, middle), border(b, middle)];
  return `M${start} Q${middle.map(Math.round)} ${end}`;
}

function border([x, y], [tx, ty]) {
  const [dx, dy] = [tx - x, ty - y];
  const scale = Math.min((WIDE / 2 + 2) / Math.abs(dx || 1e-9), (HIGH / 2 + 2) / Math.abs(dy || 1e-9));
  return [Math.round(x + dx * scale), Math.round(y + dy * scale)];
}

export function states(state) {
  if (state === lit) return;
  nodes.get(lit)?.classList.remove("lit");
  nodes.get(state)?.classList.add("lit");
  lit = state;
  for (const [edge, path] of arrows) path.classList.toggle("lit", edge.from === state);
  put($("state"), state ? plain(state) : "none");
  put($("leads"), leads(state));
}

function leads(state) {
  const on = edges.filter((edge) => edge.from === state);
  if (!on.length) return state === "closed" ? "The session is over. Any word begins a new one." : "Any word leads on from here.";
  return `On from here: ${on.map((edge) => `${edge.words.slice(0, 2).join(" or ")} → ${plain(edge.to)}`).join("; ")}.`;
}
