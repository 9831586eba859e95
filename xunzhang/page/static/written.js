// A written answer: offered above the passages that answer, asked for by a button, and drawn as the server sends it.
const pane = section.querySelector(".written"), status = section.querySelector(".status");
section.querySelector(".found > .results").before(pane);
const drawn = pane.querySelector(".by-model"), offer = pane.querySelector(".offer"), stopping = pane.querySelector("[data-stop]");
const [by, sentences, underWay, closing] = [".by", ".sentences", ".under-way", ".closing"].map((name) => drawn.querySelector(name));
let stream = null; // what ends the one under way
let asked = null; // what it would answer

function clear() {
  stream?.abort();
  stream = null;
  for (const place of [by, sentences, closing]) xz.show(place, "");
  underWay.textContent = "";
  drawn.hidden = true;
  offer.hidden = false;
}

// Shows what a template of the pane says.
const say = (name) => xz.show(closing, drawn.querySelector(`template.${name}`).innerHTML);

function draw(name, data) {
  if (name === "under_way") underWay.textContent = data;
  else if (name === "by") xz.show(by, data);
  else if (name === "sentence") {
    underWay.textContent = "";
    sentences.insertAdjacentHTML("beforeend", data);
    xz.language.fill(sentences);
  } else {
    underWay.textContent = "";
    xz.show(closing, data);
  }
}

// Reads server-sent events to their end.
async function follow(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const events = (rest + read.value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const found = /^event: (\w+)\ndata: (.*)$/s.exec(event);
      if (found) draw(found[1], JSON.parse(found[2]));
    }
  }
}

async function write() {
  clear();
  const mine = (stream = new AbortController());
  offer.hidden = true;
  drawn.hidden = false;
  stopping.hidden = false;
  say("writing");
  stopping.focus({ preventScroll: true });
  try {
    const answer = await fetch(new URL("written", document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
      signal: mine.signal,
    });
    if (answer.status === 401) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    await follow(answer.body);
  } catch {
    if (mine !== stream) return; // another question, which has a pane of its own
    underWay.textContent = "";
    if (mine.signal.aborted) say("stopped");
    else xz.show(closing, xz.failed);
  }
  stopping.hidden = true;
  offer.hidden = false;
}

xz.on("xz:results", ({ detail: { question, filters, reply } }) => {
  const wanted = JSON.stringify({ question, ...filters });
  if (reply?.results && wanted === JSON.stringify(asked)) return; // more of the same
  clear();
  asked = reply ? JSON.parse(wanted) : null;
  const verdict = status.querySelector("[data-verdict]")?.dataset.verdict;
  pane.hidden = !reply || !settings.answers.includes(verdict);
});
pane.addEventListener("click", ({ target }) => {
  if (target.closest("[data-write]")) write();
  else if (target.closest("[data-stop]")) stream?.abort();
});
