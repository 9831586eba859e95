// What the page does: asks, opens articles, switches language, and keeps the view in the address. Runs when gr.HTML has drawn
// the shell, with `element` (its node) and `server` (the functions of handlers.py). It holds no words of its own.
const language = window.xunzhangLanguage;
const root = element.querySelector(".xz");
const at = (selector) => root.querySelector(selector);
const input = at("#question"), form = at("form"), found = at(".found"), status = at(".status");
const home = at(".home"), results = at(".results"), side = at(".side"), shelf = at(".shelf"), reader = at(".reader");
const LONGEST_IN_ADDRESS = 1000; // characters of a question; servers refuse longer addresses
const narrow = window.matchMedia("(max-width: 63.99rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let asked = ""; // the address part of what the cards answer
let turn = 0; // of the latest question; an answer to an earlier one is dropped
let opener = null; // what to go back to when the article is closed

// The address: ?q=…&source=…&language=…&p=passage (or &a=article)

function viewNow() {
  const view = new URLSearchParams();
  const question = input.value.trim();
  if (question && question.length <= LONGEST_IN_ADDRESS) view.set("q", question);
  for (const box of form.querySelectorAll("input:checked")) view.append(box.name, box.value);
  return view;
}

function remember(view) {
  const others = new URLSearchParams(location.search);
  for (const name of ["q", "source", "language", "p", "a"]) others.delete(name);
  for (const [name, value] of view) others.append(name, value);
  const address = others.size ? `?${others}` : location.pathname;
  if (address !== (location.search || location.pathname)) history.pushState(null, "", address);
}

function restore() {
  const view = new URLSearchParams(location.search);
  input.value = view.get("q") || "";
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = view.getAll(box.name).includes(box.value);
  countChosen();
  const open = () => {
    if (view.get("p")) read({ passage: view.get("p") });
    else if (view.get("a")) read({ article: view.get("a") });
    else closeReader();
  };
  if (!view.get("q")) return goHome(), open();
  return asked === String(viewNow()) ? open() : ask().then(open);
}

// Asking

async function ask() {
  const mine = ++turn;
  const view = viewNow();
  const request = { question: input.value, source: view.getAll("source"), language: view.getAll("language") };
  found.setAttribute("aria-busy", "true");
  const reply = await server.ask(request);
  if (mine !== turn) return;
  found.removeAttribute("aria-busy");
  show(status, reply ? reply.status : at("template.failed").innerHTML);
  show(results, reply ? reply.results : "");
  home.hidden = Boolean(reply && reply.results);
  asked = String(view);
  entitle();
}

function submit() {
  input.value = input.value.trim();
  closeReader();
  remember(viewNow());
  window.scrollTo({ top: 0 });
  return ask();
}

function goHome() {
  turn++;
  found.removeAttribute("aria-busy");
  asked = "";
  show(status, "");
  show(results, "");
  home.hidden = false;
  entitle();
}

// Reading

async function read(request) {
  const reply = await server.read(request);
  show(reader, reply ? reply.article : at("template.failed").innerHTML);
  reader.hidden = false;
  shelf.hidden = true;
  markOpen(request.passage);
  const heading = reader.querySelector("h2");
  if (heading) heading.focus({ preventScroll: true });
  bringIntoView(reader.querySelector(".here") || heading || reader);
}

function bringIntoView(node) {
  const behavior = calm.matches ? "auto" : "smooth";
  if (narrow.matches) return node.scrollIntoView({ block: node.matches(".here") ? "center" : "start", behavior });
  const top = node.getBoundingClientRect().top - side.getBoundingClientRect().top + side.scrollTop;
  side.scrollTo({ top: node.matches(".here") ? top - side.clientHeight / 4 : 0 });
  if (side.getBoundingClientRect().top > 0) return undefined;
  return side.scrollIntoView({ block: "nearest", behavior });
}

function markOpen(passage) {
  for (const button of root.querySelectorAll("[data-passage]")) {
    button.setAttribute("aria-expanded", String(button.dataset.passage === passage));
  }
}

function closeReader() {
  if (reader.hidden) return;
  reader.hidden = true;
  show(reader, "");
  shelf.hidden = false;
  side.scrollTo({ top: 0 });
  markOpen("");
}

function leaveReader() {
  closeReader();
  remember(viewNow());
  if (opener && opener.isConnected) {
    opener.focus({ preventScroll: true });
    opener.scrollIntoView({ block: narrow.matches ? "center" : "nearest" });
  }
}

function open(button) {
  opener = button;
  const { passage, article } = button.dataset;
  const view = viewNow();
  view.set(passage ? "p" : "a", passage || article);
  remember(view);
  return read(passage ? { passage } : { article });
}

// Words and small things

function show(place, html) {
  place.innerHTML = html;
  language.fill(place);
}

function entitle() {
  const title = language.now === "zh" ? root.dataset.titleZh : root.dataset.titleEn;
  const question = new URLSearchParams(asked).get("q");
  document.title = question ? `${question} · ${title}` : title;
}

function countChosen() {
  for (const choice of root.querySelectorAll(".choice")) {
    const { countZh, countEn } = choice.querySelector(".chosen").dataset;
    const ticked = choice.querySelectorAll("input:checked").length;
    choice.querySelector(".chosen").textContent = ticked
      ? (language.now === "zh" ? countZh : countEn).replace("{n}", ticked)
      : "";
  }
}

function speak() {
  language.fill(root);
  for (const button of root.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language.now));
  }
  countChosen();
  entitle();
}

root.addEventListener("click", (event) => {
  const target = event.target.closest("button, a");
  for (const choice of root.querySelectorAll(".choice[open]")) if (!choice.contains(event.target)) choice.open = false;
  if (!target) return;
  if (target.dataset.language) {
    language.choose(target.dataset.language);
    speak();
  } else if ("example" in target.dataset) {
    input.value = target.textContent;
    submit();
    input.focus({ preventScroll: true });
  } else if (target.dataset.passage || target.dataset.article) open(target);
  else if ("close" in target.dataset) leaveReader();
  else if ("home" in target.dataset) {
    event.preventDefault();
    input.value = "";
    for (const box of form.querySelectorAll("input:checked")) box.checked = false;
    remember(new URLSearchParams());
    restore();
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

form.addEventListener("change", (event) => {
  if (event.target.type !== "checkbox") return;
  countChosen();
  if (asked) submit();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if (event.key === "Escape") {
    const choice = at(".choice[open]");
    if (choice) {
      choice.open = false;
      choice.querySelector("summary").focus();
    } else if (!reader.hidden) leaveReader();
  }
});

window.addEventListener("popstate", restore);
speak();
restore();
