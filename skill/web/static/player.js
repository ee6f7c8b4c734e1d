// The page's own clock. It runs through the answers of a conversation as the speaker would: each up to
// the second at which the next word came, the last up to its end.

import { FASTEST } from "./voice.js";

const SHOWN_EVERY = 80; // milliseconds; the body moves at every frame by itself
const LONGEST_WAIT = 1.8; // times a phrase's own length, for a voice that is slow or never says it is done

export class Player {
  // `shows(player)` draws the moment; `ends(player)` is called where nobody spoke up to the end.
  constructor({ shows, ends, voice }) {
    Object.assign(this, { shows, ends, voice, steps: [], index: -1, second: 0, speed: 1, playing: false, picked: false, shown: 0 });
    this.last = performance.now();
    const frame = () => { this.tick(); requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    setInterval(() => document.hidden && this.tick(), 500); // frames stand still in a hidden page
  }

  get step() { return this.steps[this.index]; }
  get answer() { return this.step?.answer ?? null; }
  get next() { return this.steps[this.index + 1]; }
  // The second at which this answer was cut, or is over.
  get end() { return this.next ? Math.min(this.next.at, this.answer.over_at) : this.answer.over_at; }
  // The session has ended with this answer, and time has come to that end.
  get over() {
    if (!this.answer) return true;
    const ended = this.next ? !this.next.answer : this.answer.closes;
    return ended && this.second >= this.end - 1e-6;
  }

  load(steps, index, second = 0) {
    this.steps = steps;
    this.go(index, second);
  }

  go(index, second) {
    this.voice.hush();
    this.index = index;
    this.second = second;
    this.picked = false;
    this.started = performance.now();
    this.shows(this);
  }

  // A person chose this second: time stands still there, and what is said next breaks in there.
  pick(second) {
    if (!this.answer) return;
    this.pause();
    this.second = Math.max(0, Math.min(second, this.answer.over_at));
    this.picked = true;
    this.shows(this);
  }

  play() {
    if (!this.answer) return;
    if (this.second >= this.end - 1e-6 && !this.following()) this.second = 0;
    this.playing = true;
    this.picked = false;
    this.last = performance.now();
    this.started = this.last; // each time that time begins to run is told from the others
    this.shows(this);
  }

  pause() {
    this.playing = false;
    this.voice.hush();
    this.shows(this);
  }

  tick() {
    const now = performance.now();
    const passed = (now - this.last) / 1000;
    this.last = now;
    if (!this.playing || !this.answer) return;
    this.second = this.advance(passed * this.speed);
    if (this.second >= this.end) this.reach();
    else if (now - this.shown < SHOWN_EVERY) return;
    this.shown = now;
    this.shows(this);
  }

  // Silences last exactly as long as they should; a phrase lasts as long as the voice takes for it.
  advance(seconds) {
    const to = this.second + seconds;
    const piece = this.answer.pieces.find((one) => one.start <= this.second && this.second < one.end);
    if (!piece?.text || !this.voice.on || this.speed > FASTEST) return to;
    const said = this.voice.say(piece, this.speed);
    if (said.done) return Math.max(to, piece.end);
    const waited = (performance.now() - said.since) / 1000 * this.speed > LONGEST_WAIT * (piece.end - piece.start) + 2;
    return waited ? to : Math.min(to, piece.end - 0.001);
  }

  reach() {
    this.second = this.end;
    const index = this.following();
    if (index) return this.go(index, 0);
    this.playing = false;
    this.voice.hush();
    if (!this.next && !this.answer.closes) this.ends(this);
  }

  // The index of the next answer, or 0 where there is none.
  following() {
    const found = this.steps.findIndex((step, at) => at > this.index && step.answer);
    return Math.max(0, found);
  }
}
