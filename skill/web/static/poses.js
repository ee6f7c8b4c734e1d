// Where the joints are in each pose, drawn for the left side: the left leg long, the right knee out.
// The other side is its mirror image. `above` looks down on a mat with the head at the top, `beside`
// from the person's right with the head on the left; both in units of their own picture.

const ABOVE_PRONE = {
  head: [120, 62], shoulderL: [98, 98], shoulderR: [142, 98], elbowL: [88, 84], elbowR: [152, 84],
  handL: [99, 44], handR: [141, 44], hipL: [107, 170], hipR: [133, 170],
  kneeL: [105, 222], footL: [104, 272], kneeR: [135, 222], footR: [136, 272], roller: [120, 181, 0],
};
const BESIDE_PRONE = {
  head: [82, 142], shoulder: [106, 160], elbow: [104, 193], hand: [73, 195], hip: [160, 166],
  knee: [205, 184], foot: [251, 194], knee2: [205, 184], foot2: [251, 194], roller: [173, 188],
};
const KNEE_OUT = { kneeR: [178, 193], footR: [150, 226] };
const KNEE_OUT_BESIDE = { knee2: [176, 189], foot2: [212, 195] };

export const POSES = {
  stand: {
    above: {
      head: [120, 276], shoulderL: [97, 281], shoulderR: [143, 281], elbowL: [93, 283], elbowR: [147, 283],
      handL: [95, 277], handR: [145, 277], hipL: [110, 282], hipR: [130, 282],
      kneeL: [109, 276], footL: [109, 262], kneeR: [131, 276], footR: [131, 262], roller: [120, 150, 0],
    },
    beside: {
      head: [248, 34], shoulder: [252, 60], elbow: [255, 93], hand: [249, 123], hip: [253, 112],
      knee: [253, 154], foot: [253, 196], knee2: [253, 154], foot2: [253, 196], roller: [120, 188],
    },
  },
  kneel: {
    above: {
      head: [120, 220], shoulderL: [97, 226], shoulderR: [143, 226], elbowL: [92, 222], elbowR: [148, 222],
      handL: [97, 208], handR: [143, 208], hipL: [110, 228], hipR: [130, 228],
      kneeL: [108, 222], footL: [106, 268], kneeR: [132, 222], footR: [134, 268], roller: [120, 181, 0],
    },
    beside: {
      head: [202, 74], shoulder: [206, 100], elbow: [201, 132], hand: [181, 153], hip: [209, 151],
      knee: [205, 194], foot: [248, 194], knee2: [205, 194], foot2: [248, 194], roller: [160, 188],
    },
  },
  lower: { above: ABOVE_PRONE, beside: BESIDE_PRONE },
  prone: { above: { ...ABOVE_PRONE, ...KNEE_OUT }, beside: { ...BESIDE_PRONE, ...KNEE_OUT_BESIDE } },
  light: {
    above: { ...ABOVE_PRONE, ...KNEE_OUT, hipL: [110, 168], hipR: [136, 168] },
    beside: { ...BESIDE_PRONE, ...KNEE_OUT_BESIDE, hip: [160, 159], shoulder: [106, 156], head: [82, 138] },
  },
  off: {
    above: {
      ...ABOVE_PRONE, head: [120, 70], shoulderL: [98, 106], shoulderR: [142, 106], handL: [99, 54], handR: [141, 54],
      elbowL: [93, 98], elbowR: [147, 98], hipL: [108, 196], hipR: [132, 196],
      kneeL: [104, 214], footL: [104, 258], kneeR: [136, 214], footR: [136, 258], roller: [120, 160, 0],
    },
    beside: {
      head: [94, 134], shoulder: [120, 150], elbow: [119, 192], hand: [88, 195], hip: [176, 146],
      knee: [182, 192], foot: [226, 195], knee2: [182, 192], foot2: [226, 195], roller: [148, 188],
    },
  },
  side: {
    above: {
      head: [116, 62], shoulderL: [112, 98], shoulderR: [128, 100], elbowL: [138, 92], elbowR: [152, 122],
      handL: [124, 62], handR: [160, 94], hipL: [110, 170], hipR: [126, 172],
      kneeL: [152, 192], footL: [130, 238], kneeR: [158, 204], footR: [136, 250], roller: [203, 150, 90],
    },
    beside: {
      head: [72, 172], shoulder: [98, 180], elbow: [116, 192], hand: [86, 193], hip: [154, 181],
      knee: [194, 190], foot: [238, 193], knee2: [190, 182], foot2: [234, 188], roller: [284, 188],
    },
  },
  back: {
    above: {
      ...ABOVE_PRONE, elbowL: [84, 136], elbowR: [156, 136], handL: [84, 172], handR: [156, 172],
      kneeL: [108, 208], footL: [107, 240], kneeR: [132, 208], footR: [133, 240], roller: [203, 150, 90],
    },
    beside: {
      head: [72, 186], shoulder: [98, 187], elbow: [124, 194], hand: [152, 194], hip: [154, 188],
      knee: [190, 152], foot: [208, 194], knee2: [194, 154], foot2: [214, 194], roller: [284, 188],
    },
  },
};

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
  const { above, beside } = POSES[pose];
  if (side === "left" || pose === "side" || pose === "back") return { above, beside };
  const mirrored = Object.entries(above).map(([name, [x, y, angle]]) => [
    name.replace(/[LR]$/, (end) => (end === "L" ? "R" : "L")), [240 - x, y, ...(angle === undefined ? [] : [angle])],
  ]);
  return { above: Object.fromEntries(mirrored), beside };
}
