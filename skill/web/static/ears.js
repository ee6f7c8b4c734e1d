// Listening, off until asked for. On this machine where the browser can; else only after a warning.

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
const LANGUAGE = "en-US";

export const WARNING = "This browser cannot listen on this machine alone: it may send what it hears to its maker. "
  + "Press again to listen all the same.";

export class Ears {
  // `hears(words)` gets what was said; `tells(text)` what went wrong.
  constructor({ hears, tells }) {
    Object.assign(this, { hears, tells, on: false, warned: false, recogniser: null });
  }

  async toggle() {
    if (this.on) return this.stop();
    if (!Recognition) return this.tells("This browser cannot listen. Type instead: everything can be typed.");
    const local = await this.local();
    if (!local && !this.warned) {
      this.warned = true;
      return this.tells(WARNING);
    }
    this.start(local);
  }

  async local() {
    try {
      return await Recognition.available({ langs: [LANGUAGE], processLocally: true }) === "available";
    } catch {
      return false;
    }
  }

  start(local) {
    const recogniser = Object.assign(new Recognition(), { lang: LANGUAGE, continuous: true });
    if (local) recogniser.processLocally = true;
    recogniser.onresult = (event) => this.hears(event.results[event.results.length - 1][0].transcript);
    recogniser.onerror = (event) => {
      if (event.error === "no-speech") return;
      this.stop();
      this.tells(`Listening stopped: ${event.error}. Type instead.`);
    };
    recogniser.onend = () => this.on && recogniser.start();
    this.recogniser = recogniser;
    this.on = true;
    recogniser.start();
    this.tells(local ? "Listening, on this machine only." : "Listening. The browser may send what it hears to its maker.");
  }

  stop() {
    this.on = false;
    this.recogniser?.abort();
    this.tells("Listening is off.");
  }
}
