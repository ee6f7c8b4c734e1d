// The picture of the body: a calm figure from above and from the side, that follows the coach.
import { $, put, set, svg } from "./page.js";
import { jointsOf, learnPoses, posture } from "./poses.js";

const GLIDE = 9; // how far the chest glides forward on a breath out: a hand's width
const ROCK = 2.5;
const SWELL = 2; // how much wider the chest is after a breath in
const SETTLE = 0.3; // seconds in which two thirds of a change of pose happen
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let breath = { out: 6, cycle: 10 };
let now = null;
let parts = null;
let last = performance.now();
let watched = null;
let held = null;

export function drawBody(known) {
  breath = known.breath;
  learnPoses(known.poses);
  now = structuredClone(jointsOf("stand", "left"));
  parts = { above: above(), beside: beside() };
  requestAnimationFrame(frame);
}

function above() {
  const mat = svg("rect", { class: "mat", x: 62, y: 16, width: 116, height: 280, rx: 10 });
  const sides = ["left", "right"].map((side, at) =>
    svg("text", { class: `hand ${side}`, x: at ? 200 : 40, y: 28, "text-anchor": "middle" }, side));
  const roller = svg("g", {}, svg("rect", { class: "roller", x: -70, y: -10, width: 140, height: 20, rx: 9 }),
    svg("path", { class: "groove", d: "M-58 -3H58M-58 3H58" }));
  const limbs = limb(["legL", "legR", "torso", "armL", "armR"]);
  const fold = svg("ellipse", { class: "fold", rx: 11, ry: 8 });
  const head = svg("circle", { class: "head", r: 15 });
  const face = svg("path", { class: "face", d: "M-6 -1q2 2 4 0M2 -1q2 2 4 0M-3 6q3 2 6 0" });
  $("above").replaceChildren(mat, ...sides, roller, ...Object.values(limbs).flat(), fold, head, face);
  return { roller, limbs, fold, head, face };
}

function beside() {
  const ground = svg("path", { class: "ground", d: "M14 202H296" });
  const mat = svg("rect", { class: "mat", x: 40, y: 199, width: 240, height: 6, rx: 3 });
  const roller = svg("g", {}, svg("circle", { class: "roller", r: 12 }), svg("path", { class: "groove", d: "M-5 0H5M0 -5V5" }));
  const limbs = limb(["leg2", "arm2", "leg", "torso", "arm"]);
  const fold = svg("circle", { class: "fold", r: 4.5 });
  const head = svg("circle", { class: "head", r: 14 });
  const word = svg("text", { class: "breath large", x: 150, y: 30, "text-anchor": "middle" });
  const arrow = svg("path", { class: "arrow", d: "" });
  $("beside").replaceChildren(ground, mat, ...Object.values(limbs).flat(), head, roller, fold, arrow, word);
  return { roller, limbs, fold, head, word, arrow };
}

// Each limb twice: a rim in the mat's colour, so that it stands out from what lies under it, and itself.
function limb(names) {
  return Object.fromEntries(names.map((name) => [name, [svg("path", { class: `rim ${name}` }), svg("path", { class: `limb ${name}` })]]));
}

export function body(player, view) {
  watched = player;
  held = player.answer ? posture(player.answer, player.second, view) : null;
  $("above").dataset.pose = held?.pose ?? "stand";
  $("above").dataset.side = held?.side ?? "left";
  put($("move"), held ? motionAt(held, player.second).word ?? "" : "");
  put($("pose-text"), held?.text ?? "Standing on the mat, waiting for Start.");
}

// The limbs move at every frame, so that a pose is reached also while time stands still.
function frame(at) {
  const passed = Math.min(0.2, Math.max(0, at - last) / 1000);
  last = at;
  move(held, calm.matches ? 1 : 1 - Math.exp(-passed / SETTLE), held ? motionAt(held, watched.second) : {});
  requestAnimationFrame(frame);
}

// Where in the breath a second is, as the coach counts it from the start of a segment.
function motionAt(held, second) {
  if (!held.breathes || !held.mark) return {};
  const still = held.move !== "glide";
  const at = (second - held.mark.start) % breath.cycle;
  const inward = breath.cycle - breath.out;
  const out = still ? at >= inward : at < breath.out;
  const part = still ? (out ? (at - inward) / breath.out : at / inward) : out ? at / breath.out : (at - breath.out) / inward;
  const smooth = (1 - Math.cos(Math.PI * part)) / 2;
  const full = out ? 1 - smooth : smooth;
  const told = { glide: out ? "Breathe out, glide forward" : "Breathe in, slide back", rock: "Still on the spot, rocking gently" };
  const word = told[held.move] ?? (out ? "Breathe out" : "Breathe in");
  if (calm.matches || watched.speed > 2) return { word };
  return {
    word, out, swell: SWELL * full, glide: held.move === "glide" ? GLIDE * (1 - full) : 0,
    rock: held.move === "rock" ? ROCK * Math.sin(second * 2.2) : 0,
  };
}

function move(held, share, { glide = 0, rock = 0, swell = 0, word = "", out = true }) {
  const { pose = "stand", side = "left" } = held ?? {};
  const wanted = jointsOf(pose, side);
  for (const view of ["above", "beside"]) {
    for (const [name, joint] of Object.entries(wanted[view])) {
      now[view][name] = now[view][name].map((from, axis) => from + (joint[axis] - from) * share);
    }
  }
  drawAbove(parts.above, shifted(now.above, 1, -glide, rock), { pose, side, swell });
  drawBeside(parts.beside, shifted(now.beside, 0, -glide, 0), { pose, swell, word, glides: glide > 0 || held?.move === "glide", out });
}

const FIXED = /^(hand|elbow|foot|roller)/;

// The body glides over what stays on the mat: hands, elbows and toes; the roller rolls half as far.
function shifted(joints, axis, glide, rock) {
  return Object.fromEntries(Object.entries(joints).map(([name, joint]) => {
    const moved = [...joint];
    if (name === "roller") moved[axis] += glide / 2;
    if (!FIXED.test(name)) {
      moved[axis] += glide;
      if (/^(hip|shoulder)/.test(name)) moved[1 - axis] += rock;
    }
    return [name, moved];
  }));
}

function drawAbove(drawn, at, { pose, side, swell }) {
  const [x, y, angle = 0] = at.roller;
  set(drawn.roller, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(1)})`);
  for (const end of ["L", "R"]) {
    bend(drawn.limbs[`leg${end}`], at[`hip${end}`], at[`knee${end}`], at[`foot${end}`]);
    bend(drawn.limbs[`arm${end}`], at[`shoulder${end}`], at[`elbow${end}`], at[`hand${end}`]);
  }
  for (const path of drawn.limbs.torso) set(path, "d", `M${[at.shoulderL, at.shoulderR, at.hipR, at.hipL].map(point).join("L")}Z`);
  drawn.limbs.torso[1].style.strokeWidth = 17 + swell;
  const works = (pose === "prone" || pose === "light") ? side : "";
  for (const [end, name] of [["L", "left"], ["R", "right"]]) set(drawn.limbs[`leg${end}`][1], "class", `limb leg${end} ${works === name ? `long ${name}` : ""}`);
  const hip = side === "left" ? at.hipL : at.hipR;
  place(drawn.fold, works ? [hip[0], at.roller[1]] : [-50, -50]);
  set(drawn.fold, "class", `fold ${works}`);
  place(drawn.head, at.head);
  set(drawn.face, "transform", `translate(${point(pose === "back" ? at.head : [-50, -50])})`);
}

function drawBeside(drawn, at, { pose, swell, word, glides, out }) {
  set(drawn.roller, "transform", `translate(${point(at.roller)}) rotate(${(at.roller[0] * 6).toFixed(1)})`);
  bend(drawn.limbs.leg, at.hip, at.knee, at.foot);
  bend(drawn.limbs.leg2, at.hip, at.knee2, at.foot2);
  bend(drawn.limbs.arm, at.shoulder, at.elbow, at.hand);
  bend(drawn.limbs.arm2, at.shoulder, [at.elbow[0] - 6, at.elbow[1]], [at.hand[0] - 6, at.hand[1]]);
  for (const path of drawn.limbs.torso) set(path, "d", `M${point(at.shoulder)}L${point(at.hip)}`);
  drawn.limbs.torso[1].style.strokeWidth = 25 + swell;
  const on = pose === "prone" || pose === "light" || pose === "lower";
  place(drawn.fold, on ? [at.roller[0], at.roller[1] - 12] : [-50, -50]);
  place(drawn.head, at.head);
  set(drawn.arrow, "d", glides ? (out ? "M170 60h-44m9 -7l-9 7 9 7" : "M130 60h44m-9 -7l9 7 -9 7") : "");
  put(drawn.word, word);
}

const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;

function bend(paths, ...joints) {
  for (const path of paths) set(path, "d", `M${joints.map(point).join("L")}`);
}

function place(node, [x, y]) {
  set(node, "cx", x.toFixed(1));
  set(node, "cy", y.toFixed(1));
}
