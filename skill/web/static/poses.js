// Where the joints are in each pose, drawn for the left side: the left leg long, the right knee out.
// The other side is its mirror image. They come from skill/screen/figures.json, which a device's screen is
// drawn from as well. `above` looks down on a mat with the head at the top, `beside` from the person's right
// with the head on the left; both in units of their own picture.

let poses = {};

export function learnPoses(known) {
  poses = known;
}

const BY_STATE = {
  launch: "stand", welcome: "stand", safety: "stand", kneeling: "kneel", settled: "prone", breathing: "prone",
  rolling: "prone", extra: "prone", hold: "prone", change_over: "off", symmetry: "side",
  rest: "back", check: "back", close: "back", resume_offer: "stand",
};
const HANGS = new Set(["paused", "choice", "alarm", "confirm"]); // over a place: whoever lay on the roller is off it
const BACK_AGAIN = new Set(["again", "finished"]); // what is asked of somebody who has only just opened the skill
const MOVES = { rolling: "glide", extra: "glide", hold: "rock" };
const BREATHES = new Set(["breathing", "rolling", "extra", "hold", "rest"]);
const WHOLE_SETUP = 7; // cues that a set-up has at least, where none of it was heard yet
const FROM_THE_LEG = 5; // cues that are left of any set-up when the leg is named

const TELLS = {
  stand: "Standing, the roller on the mat.",
  kneel: "Kneeling on the mat, the roller laid across it in front.",
  lower: "Face down on the forearms. The roller lies in the fold at the top of the thighs, below the hip bones.",
  off: "Off the roller, on knees and forearms.",
  side: "Off the roller, lying on one side.",
  back: "On the back, knees bent, the roller put away.",
};

// What the person does at a second: pose, side, how they move, and that in words.
export function posture(answer, second, view) {
  const mark = answer.marks.find((one) => one.start <= second && second < one.end) ?? null;
  const side = mark?.side ?? view?.side ?? "left";
  const state = view?.state ?? "launch";
  const pose = chosen(answer, mark, second, state, view);
  const move = pose === "prone" && (mark?.clock || state !== "rolling") ? MOVES[state] ?? null : null;
  const breathes = BREATHES.has(state) && pose !== "off";
  return { pose, side, move, mark, breathes, text: tell(pose, side) };
}

function chosen(answer, mark, second, state, view) {
  const half = mark && (mark.start + mark.end) / 2;
  if (/^(off|come_off)/.test(mark?.name)) return "off";
  if (mark?.name === "ease") return "light";
  if (mark?.name === "change_over") return changing(answer, mark) ? "off" : "prone";
  if (HANGS.has(state)) return hanging(state, view);
  if (state === "setup") return settingUp(answer, mark, second, half);
  if (state === "closed") return answer.marks.some((one) => /^(check|farewell|bye|rest)/.test(one.name)) ? "back" : "off";
  return BY_STATE[state] ?? "stand";
}

// The first of the cues that lead to the other side; whoever is asked to say ready is down already.
function changing(answer, mark) {
  const cues = answer.marks.filter((one) => one.name === "change_over");
  return cues.length > 1 && cues[0] === mark;
}

function hanging(state, view) {
  if (state === "confirm" && BACK_AGAIN.has(view.about)) return "stand";
  const pose = BY_STATE[view.place];
  return pose === "prone" || !pose ? "off" : pose;
}

function settingUp(answer, mark, second, half) {
  const parts = answer.marks.filter((one) => one.name === "setup");
  const at = parts.indexOf(mark);
  if (at < 0) return mark && parts.length && second < parts[0].start ? "kneel" : "prone";
  const left = parts.length - at;
  if (at === 0 && left >= WHOLE_SETUP && second < half) return "kneel";
  return left > FROM_THE_LEG || (left === FROM_THE_LEG && second < half) ? "lower" : "prone";
}

function tell(pose, side) {
  if (pose !== "prone" && pose !== "light") return TELLS[pose];
  const other = side === "left" ? "right" : "left";
  const legs = `Face down: ${side} leg long, ${other} knee out wide, the roller in the fold at the top of the ${side} thigh.`;
  return pose === "light" ? `${legs} Lighter: leaning on the ${other} knee.` : legs;
}

// A pose for one side; from above the right one is the mirror image, with left and right exchanged.
export function jointsOf(pose, side) {
  const { above, beside } = poses[pose];
  if (side === "left" || pose === "side" || pose === "back") return { above, beside };
  const mirrored = Object.entries(above).map(([name, [x, y, angle]]) => [
    name.replace(/[LR]$/, (end) => (end === "L" ? "R" : "L")), [240 - x, y, ...(angle === undefined ? [] : [angle])],
  ]);
  return { above: Object.fromEntries(mirrored), beside };
}
