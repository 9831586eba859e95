// Reading: an article beside whatever view is shown, opened by a passage (?p=…) or whole (?a=…), and what to compare it with:
// a list of passages like it (&like=zh, en or any) or one of their articles (&w=passage).
const side = xz.at(".side"), shelf = xz.at(".shelf"), reader = xz.at(".reader"), beside = xz.at(".beside");
let opener = null; // what to go back to when the article is closed
let turn = 0, besideTurn = 0;
let open = "", compared = ""; // what is shown, as the address says it

// The passages of one article among the results, in the order of the article: [passage id, answer's offsets].
function hitsIn(article) {
  const buttons = [...xz.root.querySelectorAll(".results [data-passage][data-in]")].filter((b) => b.dataset.in === article);
  const numbered = new Map(buttons.map((button) => [button.dataset.passage, button]));
  return [...numbered.values()].sort((a, b) => a.dataset.number - b.dataset.number);
}

function requestFor({ passage, article }) {
  if (!passage) return { article };
  const button = xz.root.querySelector(`.results .open[data-passage="${CSS.escape(passage)}"]`);
  if (!button) return { passage };
  const hits = hitsIn(button.dataset.in).map((hit) => hit.dataset.passage);
  const answer = button.dataset.answer && button.dataset.answer.split(" ").map(Number);
  return { passage, hits, ...(answer ? { answer } : {}) };
}

async function read(wanted, focus = true) {
  const mine = ++turn;
  open = JSON.stringify(wanted);
  reader.setAttribute("aria-busy", "true");
  reader.hidden = false;
  shelf.hidden = true;
  xz.root.toggleAttribute("data-reading", true);
  const reply = await xz.request("read", requestFor(wanted));
  if (mine !== turn) return;
  reader.removeAttribute("aria-busy");
  xz.put(reader, reply, "article");
  markOpen();
  const heading = reader.querySelector("h2");
  if (focus && heading) heading.focus({ preventScroll: true });
  if (!xz.returning || !xz.phone.matches) bringIntoView(side, reader.querySelector(".here") || heading || reader);
  xz.emit("xz:read");
}

// Scrolls `pane` to `node` on a desk, and the window on a phone.
function bringIntoView(pane, node) {
  const behavior = xz.motion;
  if (xz.phone.matches) return node.scrollIntoView({ block: node.matches(".here") ? "center" : "start", behavior });
  const top = node.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  pane.scrollTo({ top: node.matches(".here") ? top - pane.clientHeight / 4 : 0 });
  if (pane.getBoundingClientRect().top > 0 || xz.returning) return undefined;
  return pane.scrollIntoView({ block: "nearest", behavior });
}

function markOpen() {
  const { passage } = open ? JSON.parse(open) : {};
  for (const button of xz.root.querySelectorAll(".open[data-passage]")) {
    button.setAttribute("aria-expanded", String(button.dataset.passage === passage));
  }
}

function close() {
  turn++;
  open = "";
  closeBeside();
  if (reader.hidden) return;
  reader.hidden = true;
  xz.show(reader, "");
  shelf.hidden = false;
  xz.root.removeAttribute("data-reading");
  side.scrollTo({ top: 0 });
  markOpen();
}

function leave() {
  close();
  xz.remember(xz.closed);
  if (opener && opener.isConnected) {
    opener.focus({ preventScroll: true });
    window.scrollTo({ top: window.scrollY, behavior: "instant" }); // ends a glide to the article that is still under way
    opener.scrollIntoView({ block: xz.phone.matches ? "center" : "nearest" });
  }
}

function openArticle({ passage, article }, focus) {
  xz.remember({ ...xz.closed, p: passage || null, a: passage ? null : article });
  closeBeside();
  return read(passage ? { passage } : { article }, focus);
}

// The collection

const held = shelf.querySelector(".held");
xz.on("xz:collection", async () => {
  const reply = await xz.request("shelf", {});
  if (reply) xz.show(held, reply.shelf);
});
const FOLDED = "xunzhang.folded";
try {
  shelf.open = localStorage.getItem(FOLDED) === null;
} catch {
  // storage may be switched off; the list then is open
}
shelf.addEventListener("toggle", () => {
  try {
    if (shelf.open) localStorage.removeItem(FOLDED);
    else localStorage.setItem(FOLDED, "");
  } catch {
    // as above
  }
});

// Comparing

async function compare(passage, { like, w }) {
  const mine = ++besideTurn;
  compared = JSON.stringify([passage, like, w]);
  const language = like === "any" ? "" : like;
  beside.hidden = false;
  xz.root.toggleAttribute("data-comparing", true);
  beside.setAttribute("aria-busy", "true");
  const width = Math.round(beside.clientWidth * devicePixelRatio);
  const asks = w ? ["read", { passage: w, beside: true }] : like === "page" ? ["printed", { passage, width }] : ["like", { passage, language }];
  const reply = await xz.request(...asks);
  if (mine !== besideTurn) return;
  beside.removeAttribute("aria-busy");
  xz.put(beside, reply, w ? "article" : "list");
  const heading = beside.querySelector("h2");
  if (heading) heading.focus({ preventScroll: true });
  bringIntoView(beside, beside.querySelector(".here") || heading || beside);
  if (!xz.phone.matches) bringIntoView(side, reader.querySelector(".here") || reader);
  xz.emit("xz:beside");
}

function closeBeside() {
  besideTurn++;
  compared = "";
  beside.hidden = true;
  xz.show(beside, "");
  xz.root.removeAttribute("data-comparing");
}

function leaveBeside() {
  const { like } = Object.fromEntries(xz.address());
  closeBeside();
  xz.remember({ like: null, w: null });
  const button = reader.querySelector(`[data-like-in="${like === "any" ? "" : like}"]`) || reader.querySelector("h2");
  if (button) button.focus({ preventScroll: true });
  bringIntoView(side, reader.querySelector(".here") || reader);
}

function restoreBeside() {
  const address = xz.address();
  const [p, like, w] = ["p", "like", "w"].map((name) => address.get(name) || "");
  if (!p || !(like || w)) closeBeside();
  else if (compared !== JSON.stringify([p, like, w])) compare(p, { like, w });
}

// A link that opens something takes along what was asked, into a window of its own too.
xz.on("pointerdown", ({ target }) => {
  const link = target.closest("a[data-passage], a[data-article]") || linkOf(target);
  if (!link) return;
  const address = xz.address();
  for (const name of Object.keys(xz.closed)) address.delete(name);
  const { passage, article } = link.dataset;
  address.set(passage ? "p" : "a", passage || article);
  link.search = address;
});

// The text of a passage leads where its link does, and can be selected all the same.
const linkOf = (node) => node.closest(".passage")?.parentElement.querySelector(":scope > .actions .open");
function follow(event) {
  const link = linkOf(event.target);
  if (!link || event.button === 2 || !window.getSelection().isCollapsed) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) window.open(link.href, "_blank", "noopener");
  else link.click();
}
for (const kind of ["click", "auxclick"]) xz.on(kind, follow);

xz.on("click", (event) => {
  const target = event.target.closest("button, a");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { passage, article, like, beside: other, step } = target.dataset;
  if (passage || article) {
    event.preventDefault();
    if (!step) opener = target;
    openArticle(target.dataset, !step).then(() => step && focusStep(step));
  } else if (like) {
    xz.remember({ like: target.dataset.likeIn || "any", w: null });
    restoreBeside();
  } else if (other) {
    xz.remember({ w: other });
    restoreBeside();
  } else if ("back" in target.dataset) {
    xz.remember({ w: null, like: xz.address().get("like") || "any" });
    restoreBeside();
  } else if ("closeBeside" in target.dataset) leaveBeside();
  else if ("close" in target.dataset) leave();
});

function focusStep(step) {
  const buttons = ["next", "previous"].map((name) => reader.querySelector(`[data-step="${name}"]:enabled`));
  const button = (step === "next" ? buttons : buttons.reverse()).find(Boolean);
  if (button) button.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || xz.at("dialog[open]")) return;
  if (!beside.hidden) leaveBeside();
  else if (!reader.hidden) leave();
});

xz.on("xz:address", ({ detail: { address } }) => {
  const [passage, article] = [address.get("p"), address.get("a")];
  const wanted = passage ? { passage } : { article };
  if (!passage && !article) close();
  else if (open !== JSON.stringify(wanted)) read(wanted).then(restoreBeside);
  else restoreBeside();
});
xz.on("xz:open", ({ detail }) => {
  opener = document.activeElement;
  openArticle(typeof detail === "string" ? { passage: detail } : detail);
});
xz.on("xz:close", close);
// An article opened before its question was answered learns of the hits in it, and is brought back from under the new cards.
xz.on("xz:results", ({ detail }) => {
  markOpen();
  const wanted = open ? JSON.parse(open) : {};
  const button = wanted.passage && xz.root.querySelector(`.results [data-passage="${CSS.escape(wanted.passage)}"]`);
  if (button && detail.reply && detail.reply.status) read(wanted, false);
});
