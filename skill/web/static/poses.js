// Where the joints are in each pose, drawn for the left side: the left leg long, the right knee out.
// The other side is its mirror image. They come from skill/screen/figures.json, which a device's screen is
// drawn from as well. `above` looks down on a mat with the head at the top, `beside` from the person's right
// with the head on the left; both in units of their own picture.

let poses = {};

export function learnPoses(known) {
  poses = known;
}

const BY_STATE = {
  launch: "stand", welcome: "stand", resume_offer: "stand", safety: "kneel", settled: "prone", breathing: "prone",
  rolling: "prone", extra: "prone", hold: "prone", ease: "light", change_over: "off", symmetry: "side",
  rest: "back", check: "back", close: "back", paused: "off", choice: "off",
};
const MOVES = { rolling: "glide", extra: "glide", hold: "rock" };
const BREATHES = new Set(["breathing", "rolling", "extra", "hold", "ease", "rest"]);
const LONGEST_SETUP = 8; // parts of the set-up as a first session tells it
const LYING = 4; // of these, the parts before the legs are placed; then the person lies down

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
  const pose = chosen(answer, mark, second, state);
  const move = pose === "prone" && (mark?.clock || state !== "rolling") ? MOVES[state] ?? null : null;
  const breathes = BREATHES.has(state) && pose !== "off";
  return { pose, side, move, mark, breathes, text: tell(pose, side, state) };
}

function chosen(answer, mark, second, state) {
  const half = mark && (mark.start + mark.end) / 2;
  if (mark?.name.startsWith("off")) return "off";
  if (mark?.name === "change_over") return second < half && first(answer, mark) ? "off" : "prone";
  if (state === "setup") return settingUp(answer, mark, second, half);
  if (state === "closed") return answer.marks.some((one) => /^(check|farewell|bye|rest)/.test(one.name)) ? "back" : "off";
  return BY_STATE[state] ?? "stand";
}

const first = (answer, mark) => answer.marks.find((one) => one.name === mark.name) === mark;

function settingUp(answer, mark, second, half) {
  const parts = answer.marks.filter((one) => one.name === "setup");
  const at = parts.indexOf(mark);
  if (at < 0) return mark && parts.length && second < parts[0].start ? "kneel" : "prone";
  if (parts.length <= LYING) return at > 0 ? "prone" : second < half ? "kneel" : "lower";
  const step = at + LONGEST_SETUP - parts.length;
  if (step < 2 || (step === 2 && second < half)) return "kneel";
  return step < LYING ? "lower" : "prone";
}

function tell(pose, side, state) {
  if (pose !== "prone" && pose !== "light") return TELLS[pose];
  const other = side === "left" ? "right" : "left";
  const legs = `Face down: ${side} leg long, ${other} knee out wide, the roller in the fold at the top of the ${side} thigh.`;
  return state === "ease" ? `${legs} Lighter: leaning on the ${other} knee.` : legs;
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
