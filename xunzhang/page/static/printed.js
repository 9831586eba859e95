// The page as it was printed, beside an article (&like=page): a click on a line finds its text, and a click in the text its line.
const sheetOf = () => xz.at(".beside .sheet");
const KEPT = "xunzhang.printed"; // whether pages are looked at: then that of the next article is shown too
const kept = (change) => {
  try {
    if (change === undefined) return localStorage.getItem(KEPT) !== null;
    if (change) localStorage.setItem(KEPT, "");
    else localStorage.removeItem(KEPT);
  } catch {
    // storage may be switched off; a page is then shown when it is asked for
  }
  return false;
};

// Offsets count characters, of which JavaScript's strings have two for some.
function rangeOf(from, to) {
  const range = document.createRange();
  let begun = false;
  for (const paragraph of xz.root.querySelectorAll(".reader .body > [data-start]")) {
    let at = Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = [...walker.currentNode.data];
      const units = (count) => text.slice(0, count).join("").length;
      if (!begun && from < at + text.length) range.setStart(walker.currentNode, units(Math.max(from - at, 0)));
      begun ||= from < at + text.length;
      if (begun && at < to) range.setEnd(walker.currentNode, units(Math.min(to - at, text.length)));
      at += text.length;
    }
  }
  return begun ? range : null;
}

function findText({ from, to }) {
  const range = rangeOf(Number(from), Number(to));
  if (!range) return;
  const node = range.startContainer.parentElement;
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const paragraph = node.closest("[data-start]");
  paragraph.tabIndex = -1;
  paragraph.focus({ preventScroll: true });
  node.scrollIntoView({ block: "center", behavior: xz.motion });
}

function offsetAt({ clientX, clientY, target }) {
  const paragraph = target.closest(".reader .body > [data-start]");
  const caret = document.caretPositionFromPoint?.(clientX, clientY);
  const place = caret ? [caret.offsetNode, caret.offset] : Object.values(document.caretRangeFromPoint?.(clientX, clientY) || {});
  if (!paragraph || !paragraph.contains(place[0])) return -1;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(...place);
  return Number(paragraph.dataset.start) + [...before.toString()].length;
}

async function turnTo(where, focus) {
  const beside = xz.at(".beside");
  const passage = xz.address().get("p");
  const reply = await xz.request("printed", { passage, width: Math.round(beside.clientWidth * devicePixelRatio), ...where });
  xz.put(beside, reply, "list");
  if (focus) beside.querySelector("h2, [data-close-beside]")?.focus({ preventScroll: true });
  await settle(where.at);
}

// Once the picture is there, what is sought on it comes into view.
async function settle(at) {
  const sheet = sheetOf();
  if (!sheet) return;
  await sheet.querySelector("img").decode().catch(() => null);
  const lines = [...sheet.querySelectorAll(".line")];
  const line = at === undefined ? null : lines.find(({ dataset }) => at < Number(dataset.to));
  for (const other of lines) other.classList.toggle("lit", other === line);
  const box = line || sheet.querySelector(".box");
  if (box) box.scrollIntoView({ block: at === undefined && xz.phone.matches ? "nearest" : "center", behavior: "instant" });
}

xz.on("click", (event) => {
  const placed = event.target.closest(".sheet [data-from]");
  const { turn } = event.target.closest("[data-turn]")?.dataset || {};
  if (placed) findText(placed.dataset);
  else if (turn) turnTo({ page: Number(turn) }, true);
  else if (event.target.closest('[data-like-in="page"]')) kept(true);
  else if (sheetOf() && getSelection().isCollapsed) {
    const at = offsetAt(event);
    if (at < 0) return;
    const here = [...sheetOf().querySelectorAll(".line")].some(({ dataset }) => Number(dataset.from) <= at && at <= Number(dataset.to));
    if (here) settle(at);
    else turnTo({ at });
  }
});
const closing = ({ target }) => target.closest("[data-close-beside]") && sheetOf() && kept(false);
xz.root.addEventListener("click", closing, true); // before the page is gone
xz.on("xz:beside", () => settle());
xz.on("xz:read", () => {
  const button = xz.at('.reader [data-like-in="page"]');
  if (button && kept() && !xz.phone.matches && !xz.address().get("like")) button.click();
});
