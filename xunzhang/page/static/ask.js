// Asking: the question box, the cards, more of them, and all of it in the address (?q=…&source=…&n=…).
const form = xz.at("form.ask"), input = xz.at("#question");
const found = section.querySelector(".found"), status = section.querySelector(".status"), more = section.querySelector(".rest");
const home = section.querySelector(".home"), results = section.querySelector(".results");
const PAGE = settings.page; // results that need no mention in the address
const order = section.querySelector(".order select"); // "" is by how well they answer
const wanted = () => [input.value, xz.filters, order.value];
let asked = null; // what the cards answer, as JSON
let turn = 0; // of the latest question; an answer to an earlier one is dropped

async function ask(most) {
  const mine = ++turn;
  const request = { question: input.value, ...xz.filters, by: order.value, most };
  asked = JSON.stringify(wanted());
  found.setAttribute("aria-busy", "true");
  const before = home.hidden;
  home.hidden = true; // and the columns as results have them, now: what moves when an answer comes is a surprise
  xz.root.setAttribute("data-answered", "");
  const reply = await xz.request("ask", request);
  if (mine !== turn) return;
  found.removeAttribute("aria-busy");
  xz.put(status, reply, "status");
  if (!reply) {
    asked = null; // what was found before stays, and can be asked for again
    home.hidden = before;
    xz.root.toggleAttribute("data-answered", before);
    return;
  }
  xz.show(results, reply.results);
  xz.show(more, reply.more);
  home.hidden = Boolean(reply.results);
  xz.root.toggleAttribute("data-answered", home.hidden);
  xz.entitle();
  xz.emit("xz:results", { question: request.question, filters: xz.filters, reply });
}

// Adds the next results below, and goes to the first of them.
async function askMore(button) {
  const mine = turn;
  const skip = Number(button.dataset.more);
  button.setAttribute("aria-busy", "true");
  const reply = await xz.request("ask", { question: input.value, ...xz.filters, by: order.value, skip, most: skip + PAGE });
  if (mine !== turn) return;
  if (!reply || reply.notice) return xz.put(more, reply);
  const list = results.querySelector(".cards");
  const known = new Set([...list.querySelectorAll(":scope > li > .card")].map((card) => card.dataset.card));
  const template = document.createElement("template");
  template.innerHTML = reply.results;
  const fresh = [...template.content.children].filter((item) => !known.has(item.firstElementChild.dataset.card));
  list.append(...fresh);
  xz.language.fill(list);
  xz.show(more, reply.more);
  xz.remember({ n: reply.shown > PAGE ? String(Math.ceil(reply.shown / PAGE) * PAGE) : null });
  if (fresh.length) fresh[0].firstElementChild.focus({ preventScroll: true });
  xz.emit("xz:results", { question: input.value, filters: xz.filters, reply });
}

// Asks from any view: those that can show a question's hits keep it, the others give way to the cards.
function submit() {
  input.value = input.value.trim();
  const stays = xz.at(".view:not([hidden]) [data-asks]");
  const question = input.value.length <= xz.settings.longest ? input.value : null;
  xz.remember({ q: question, ...xz.filters, n: null, ...xz.closed, ...(stays ? {} : { view: null }) });
  xz.emit("xz:close");
  if (!stays && xz.view !== xz.settings.home) xz.go(xz.settings.home);
  window.scrollTo({ top: 0 });
  return ask();
}

function goHome() {
  turn++;
  found.removeAttribute("aria-busy");
  asked = null;
  for (const place of [status, results, more]) xz.show(place, "");
  home.hidden = false;
  xz.root.removeAttribute("data-answered");
  xz.emit("xz:results", { question: "", filters: xz.filters, reply: null });
}

xz.on("xz:address", ({ detail: { address } }) => {
  input.value = address.get("q") || "";
  order.value = address.get("by") || "";
  if (order.selectedIndex < 0) order.value = "";
  const most = Number(address.get("n")) || PAGE;
  const shown = results.querySelectorAll(".cards > li").length;
  if (!input.value) goHome();
  else if (asked !== JSON.stringify(wanted()) || most > Math.max(shown, PAGE)) ask(most);
});

// What was chosen to narrow the search has changed: whatever view is shown obeys it.
xz.on("xz:narrow", () => {
  input.value = input.value.trim();
  xz.remember({ ...xz.filters, q: input.value || null, n: null, start: null, ...xz.closed });
  xz.emit("xz:close");
  xz.go(xz.view);
  if (input.value) ask();
});

// Views that do not show the answers say what was asked, how much was found, and where it is.
const said = xz.at(".asked"), answers = said.querySelector("a");
let count = null; // the hits of the question that was asked last
function sayAsked() {
  const question = xz.address().get("q");
  said.hidden = !question || count === null || [xz.settings.home, "compare"].includes(xz.view);
  if (said.hidden) return;
  said.querySelector("span").textContent = xz.words("asked.found", { question, n: count });
  const kept = ["q", ...xz.settings.lists, ...xz.settings.bounds];
  answers.href = `?${new URLSearchParams([...xz.address()].filter(([name]) => kept.includes(name)))}`;
}
for (const event of ["xz:language", "xz:address", "xz:shown"]) xz.on(event, sayAsked);
xz.on("xz:results", ({ detail: { reply } }) => {
  count = reply?.hits ?? null;
  sayAsked();
});

xz.on("click", (event) => {
  const target = event.target.closest("[data-example], [data-more]");
  if (!target) return;
  if (target.dataset.more) return void askMore(target);
  input.value = target.textContent;
  submit();
  input.focus({ preventScroll: true });
});

order.addEventListener("change", () => {
  xz.remember({ by: order.value || null, n: null });
  ask();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
