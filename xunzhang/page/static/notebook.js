// The notebook: passages ticked on cards and in the reader, kept in this browser (localStorage), and saved as files.
const KEY = "xunzhang.notebook", NAME = "xunzhang.notebook.name";
const list = section.querySelector(".entries"), empty = section.querySelector(".empty"), filled = section.querySelector(".filled");
const refused = section.querySelector(".refused"), problems = section.querySelector(".problems");
const name = section.querySelector("input.name");
const told = xz.at(".told"), saving = xz.at(".saving");
let items = []; // as `NotebookEntryJson` in views/notebook.py, in the reader's order
let stored = true; // whether this browser keeps them
let drawn = ""; // the ids of the list as it is drawn
let asked = null; // what the results that are shown were asked for
let hits = 0; // of that question

const idOf = (item) => (item.passage || {}).id;
const at = (id) => items.findIndex((item) => idOf(item) === id);

function load() {
  try {
    const read = JSON.parse(localStorage.getItem(KEY) || "[]");
    items = Array.isArray(read) ? read.filter((item) => item && typeof item === "object") : [];
    name.value = localStorage.getItem(NAME) || "";
  } catch {
    items = [];
  }
}

// Writes the notebook; says so when the browser refuses (storage switched off, or full): it then lasts as long as the page.
function store() {
  try {
    localStorage.setItem(KEY, JSON.stringify(items));
    localStorage.setItem(NAME, name.value);
    stored = true;
  } catch {
    stored = false;
  }
  refused.hidden = stored;
  refused.textContent = stored ? "" : xz.words("notebook.refused");
  if (!stored) xz.tell(refused.textContent);
  mark();
}

// The ticks, and the number beside the view's name.
function mark() {
  for (const button of xz.root.querySelectorAll("[data-keep]")) {
    const pressed = String(at(button.dataset.keep) !== -1);
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
  const link = xz.at('[data-view-link="notebook"]');
  const number = link.querySelector(".number") || link.appendChild(Object.assign(document.createElement("span"), { className: "number" }));
  const count = items.length ? ` ${items.length}` : "";
  if (number.textContent !== count) number.textContent = count;
}

async function toggle(button) {
  const id = button.dataset.keep;
  if (at(id) !== -1) return remove(id);
  if (items.length >= settings.most) return xz.tell(xz.words("notebook.full", { n: settings.most }));
  const question = asked ? asked.question : "";
  const reply = await xz.request("keep", { passage: id });
  if (!reply || !reply.entry) return xz.put(told, reply);
  if (at(id) !== -1) return undefined; // ticked twice while the answer was on its way
  const marked = xz.root.querySelector(`.results [data-keep="${CSS.escape(id)}"][data-marks]`);
  const found = marked ? { question, filters: asked.filters, marks: JSON.parse(marked.dataset.marks) } : { question };
  items.push({ ...reply.entry, ...found });
  store();
  if (stored) xz.tell(xz.words("notebook.kept", { n: items.length }));
  return draw();
}

function remove(id) {
  items.splice(at(id), 1);
  store();
  if (stored) xz.tell(xz.words("notebook.removed"));
  const node = list.querySelector(`[data-entry="${CSS.escape(id)}"]`);
  if (node) {
    node.remove();
    drawn = items.map(idOf).join("\n");
    ends();
  }
  draw();
}

function move(id, step) {
  const from = at(id), to = from + step;
  if (to < 0 || to >= items.length) return;
  items.splice(to, 0, ...items.splice(from, 1));
  store();
  const node = list.children[from], other = list.children[to];
  if (step < 0) other.before(node);
  else other.after(node);
  drawn = items.map(idOf).join("\n");
  ends();
  const button = node.querySelector(`[data-move="${step}"]`);
  (button.disabled ? node.querySelector(`[data-move="${-step}"]`) : button).focus();
  xz.tell(xz.words("notebook.moved", { n: to + 1, all: items.length }));
}

// The first cannot go up, nor the last down.
function ends() {
  for (const node of list.children) {
    node.querySelector('[data-move="-1"]').disabled = node === list.firstElementChild;
    node.querySelector('[data-move="1"]').disabled = node === list.lastElementChild;
  }
}

// Draws the list again where the passages in it have changed; notes being written are left alone.
async function draw() {
  empty.hidden = items.length > 0;
  filled.hidden = !items.length;
  const ids = items.map(idOf).join("\n");
  if (xz.view !== "notebook" || ids === drawn) return;
  drawn = ids;
  const reply = items.length ? await xz.request("notebook", { items }) : { list: "", problems: "" };
  if (ids !== drawn) return;
  if (!reply) drawn = "";
  xz.show(list, reply ? reply.list || "" : "");
  xz.put(problems, reply, "problems");
  ends();
}

const picked = () => [...xz.root.querySelectorAll("[data-pick]:checked")].map((box) => box.dataset.pick);

// What the files below the results hold: the results that are selected, or else all hits; nothing where there are neither.
function offer() {
  const n = picked().length;
  saving.hidden = !asked || !(n || hits);
  saving.querySelector(".what").textContent = n ? xz.words("save.picked", { n }) : xz.words("save.hits", { n: hits });
}

async function save(button) {
  const { save: what, format, order } = button.dataset;
  button.setAttribute("aria-busy", "true");
  const language = xz.language.now;
  const request = what === "notebook" ? { items, title: name.value } : { question: asked.question, ...asked.filters, picked: picked() };
  const reply = await xz.request(`save_${what}`, { ...request, format, language, order });
  button.removeAttribute("aria-busy");
  if (!reply || !reply.content) return xz.put(told, reply);
  const bytes = Uint8Array.from(atob(reply.content), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: reply.mime }));
  Object.assign(document.createElement("a"), { href: address, download: reply.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return xz.tell(xz.words("save.done", { name: reply.name }));
}

xz.on("click", (event) => {
  const button = event.target.closest("[data-keep], [data-save], [data-empty], [data-remove], [data-move]");
  if (!button) return;
  const { keep, move: step } = button.dataset;
  const item = button.closest("[data-entry]");
  if (keep) toggle(button);
  else if ("save" in button.dataset) save(button);
  else if (step) move(item.dataset.entry, Number(step));
  else if ("remove" in button.dataset) {
    const next = item.nextElementSibling || item.previousElementSibling;
    const id = next && next.dataset.entry;
    remove(item.dataset.entry);
    const focus = id && list.querySelector(`[data-entry="${CSS.escape(id)}"] [data-remove]`);
    if (focus) focus.focus();
  } else if (window.confirm(xz.words("notebook.confirm", { n: items.length }))) {
    items = [];
    store();
    xz.tell(xz.words("notebook.cleared"));
    draw();
  }
});

list.addEventListener("input", ({ target }) => {
  const item = items[at(target.dataset.note)];
  if (item) item.note = target.value;
  store();
});
name.addEventListener("input", store);

section.addEventListener("xz:view", draw);
xz.on("xz:results", ({ detail }) => {
  asked = detail.reply && detail.reply.results ? { question: detail.question, filters: { ...detail.filters } } : null;
  if (asked) ({ hits } = detail.reply);
  if (saving) offer();
});
xz.on("xz:language", () => saving && offer());
xz.on("change", ({ target }) => target.dataset.pick && offer());
window.addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  load(); // another window of this browser changed it
  drawn = "";
  mark();
  draw();
});
// Cards, articles and lists come and go; their ticks follow.
new MutationObserver(mark).observe(xz.root, { childList: true, subtree: true });

load();
mark();
