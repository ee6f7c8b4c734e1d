// What the page asks the local server. The conversation there is the truth; the page keeps its lines
// too, so that a server that was started anew, or has dropped it, is told it again.

let key = null;

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  let reply;
  try {
    reply = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer. Start it again with make run; this page goes on from here.");
  }
  const text = await reply.text();
  let json = null;
  try { json = JSON.parse(text); } catch { /* a transcript is no JSON */ }
  if (!reply.ok) throw Object.assign(new Error(json?.error ?? `The server says ${reply.status}.`), { gone: json?.gone });
  return json ?? text;
}

// What the body is drawn from, before all else that a page needs to know.
export const figure = () => ask("/simulator/figure");

export const about = () => ask("/simulator/about");

// Begins a conversation, and plays what a transcript says; gives its steps and options.
export async function begin(transcript) {
  const picture = await ask("/simulator/conversations", { transcript });
  key = picture.key;
  return picture;
}

// Takes the conversation back to `after` steps, and says or does one thing more.
export function goOn(transcript, body) {
  return kept(transcript, () => ask("/simulator/steps", { key, ...body }));
}

export function saved(transcript) {
  return kept(transcript, () => ask(`/simulator/transcript?key=${key}`));
}

async function kept(transcript, request) {
  if (key === null) await begin(transcript);
  try {
    return await request();
  } catch (error) {
    if (!error.gone) throw error;
    await begin(transcript);
    return request();
  }
}
