// Reading: an article beside whatever view is shown, opened by a passage (?p=…) or whole (?a=…).
const side = xz.at(".side"), shelf = xz.at(".shelf"), reader = xz.at(".reader");
let opener = null; // what to go back to when the article is closed
let current = ""; // what is open, as the address says it
let turn = 0;

async function read(request) {
  const mine = ++turn;
  current = request.passage ? `p=${request.passage}` : `a=${request.article}`;
  const reply = await xz.request("read", request);
  if (mine !== turn) return;
  xz.show(reader, reply ? reply.notice || reply.article : xz.failed);
  reader.hidden = false;
  shelf.hidden = true;
  xz.root.toggleAttribute("data-reading", true);
  markOpen();
  const heading = reader.querySelector("h2");
  if (heading) heading.focus({ preventScroll: true });
  bringIntoView(reader.querySelector(".here") || heading || reader);
}

function bringIntoView(node) {
  const behavior = xz.motion;
  if (xz.phone.matches) return node.scrollIntoView({ block: node.matches(".here") ? "center" : "start", behavior });
  const top = node.getBoundingClientRect().top - side.getBoundingClientRect().top + side.scrollTop;
  side.scrollTo({ top: node.matches(".here") ? top - side.clientHeight / 4 : 0 });
  if (side.getBoundingClientRect().top > 0) return undefined;
  return side.scrollIntoView({ block: "nearest", behavior });
}

function markOpen() {
  for (const button of xz.root.querySelectorAll("button[data-passage]")) {
    button.setAttribute("aria-expanded", String(current === `p=${button.dataset.passage}`));
  }
}

function close() {
  turn++;
  current = "";
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
  xz.remember({ p: null, a: null });
  if (opener && opener.isConnected) {
    opener.focus({ preventScroll: true });
    opener.scrollIntoView({ block: xz.phone.matches ? "center" : "nearest" });
  }
}

function open({ passage, article }) {
  xz.remember({ p: passage || null, a: passage ? null : article });
  return read(passage ? { passage } : { article });
}

xz.root.addEventListener("click", (event) => {
  const target = event.target.closest("button, a");
  if (!target) return;
  if (target.dataset.passage || target.dataset.article) {
    event.preventDefault();
    opener = target;
    open(target.dataset);
  } else if ("close" in target.dataset) leave();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !reader.hidden) leave();
});

xz.root.addEventListener("xz:address", ({ detail: { address } }) => {
  const [passage, article] = [address.get("p"), address.get("a")];
  if (!passage && !article) close();
  else if (current !== (passage ? `p=${passage}` : `a=${article}`)) read(passage ? { passage } : { article });
});
xz.root.addEventListener("xz:open", ({ detail }) => {
  opener = document.activeElement;
  open(typeof detail === "string" ? { passage: detail } : detail);
});
xz.root.addEventListener("xz:close", close);
xz.root.addEventListener("xz:results", markOpen);
