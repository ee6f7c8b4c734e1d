// The speaker's voice: the browser's own synthesis, with voices that live on this machine only.

export const FASTEST = 2; // how many times real time a voice can follow
const SILENT = "this browser cannot speak";

export class Voice {
  constructor() {
    this.on = false;
    this.chosen = false; // whether somebody has turned it on or off
    this.lack = globalThis.speechSynthesis ? "" : SILENT; // why it cannot be turned on
    this.piece = null;
    this.said = null;
  }

  get voice() {
    const local = (globalThis.speechSynthesis?.getVoices() ?? []).filter((one) => one.localService && /^en\b/i.test(one.lang));
    return local.find((one) => one.default) ?? local[0] ?? null;
  }

  // On where it is off and there is a voice, else off.
  toggle() {
    this.lack = this.on ? "" : this.lacks();
    this.on = !this.on && !this.lack;
    this.chosen = true;
    if (!this.on) this.hush();
  }

  // Whether there is sound at this speed, and if not, why.
  tells(speed) {
    if (this.lack) return `Sound is off: ${this.lack}.`;
    if (this.on) return speed > FASTEST ? `Sound is off while time runs at ${speed}×.` : "Sound is on.";
    return this.chosen ? "Sound is off: you turned it off." : "Sound is off; the Voice button turns it on.";
  }

  lacks() {
    if (!globalThis.speechSynthesis) return SILENT;
    return this.voice ? "" : "this machine has no English voice";
  }

  // Says a piece once; gives since when, and whether it is done.
  say(piece, rate) {
    if (this.piece !== piece) {
      this.hush();
      const said = { since: performance.now(), done: false };
      const words = Object.assign(new SpeechSynthesisUtterance(piece.text), { voice: this.voice, rate });
      words.lang = this.voice?.lang ?? "en-US";
      words.onend = words.onerror = () => { said.done = true; };
      Object.assign(this, { piece, said, words }); // kept, as a browser may drop one that nobody holds
      speechSynthesis.speak(words);
    }
    return this.said;
  }

  hush() {
    if (this.piece) globalThis.speechSynthesis?.cancel();
    this.piece = null;
  }
}
