// The speaker's voice: the browser's own synthesis, with voices that live on this machine only.

export class Voice {
  constructor() {
    this.on = false;
    this.piece = null;
    this.said = null;
  }

  get voice() {
    const local = (globalThis.speechSynthesis?.getVoices() ?? []).filter((one) => one.localService && /^en\b/i.test(one.lang));
    return local.find((one) => one.default) ?? local[0] ?? null;
  }

  // Why there is no voice, or nothing where there is one.
  lacks() {
    if (!globalThis.speechSynthesis) return "This browser cannot speak. Captions show every word.";
    return this.voice ? "" : "No English voice is installed on this machine. Captions show every word.";
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
