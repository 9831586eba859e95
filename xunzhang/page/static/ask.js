// Asking: the question box and its filters, the cards, and both in the address (?q=…&source=…&language=…).
const form = xz.at("form"), input = xz.at("#question");
const found = section.querySelector(".found"), status = section.querySelector(".status");
const home = section.querySelector(".home"), results = section.querySelector(".results");
const LONGEST_IN_ADDRESS = 1000; // characters of a question; servers refuse longer addresses
let asked = null; // what the cards answer, as the address says it
let turn = 0; // of the latest question; an answer to an earlier one is dropped

const ticked = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
const filtersNow = () => ({ source: ticked("source"), language: ticked("language") });

function inAddress() {
  const question = input.value.trim();
  return { q: question.length <= LONGEST_IN_ADDRESS ? question : null, ...filtersNow() };
}

async function ask() {
  const mine = ++turn;
  const request = { question: input.value, ...filtersNow() };
  asked = JSON.stringify(inAddress());
  found.setAttribute("aria-busy", "true");
  const reply = await xz.request("ask", request);
  if (mine !== turn) return;
  found.removeAttribute("aria-busy");
  xz.show(status, reply ? reply.notice || reply.status : xz.failed);
  xz.show(results, (reply && reply.results) || "");
  home.hidden = Boolean(reply && reply.results);
  if (!reply) asked = null;
  xz.entitle();
  xz.emit("xz:results", { question: request.question, filters: filtersNow(), reply });
}

// Asks from any view: those that can show a question's hits keep it, the others give way to the cards.
function submit() {
  input.value = input.value.trim();
  const view = xz.at(".view:not([hidden]) [data-asks]") ? {} : { view: null };
  xz.remember({ ...inAddress(), p: null, a: null, ...view });
  xz.emit("xz:close");
  if ("view" in view && xz.view !== "ask") xz.go("ask");
  window.scrollTo({ top: 0 });
  return ask();
}

function goHome() {
  turn++;
  found.removeAttribute("aria-busy");
  asked = null;
  xz.show(status, "");
  xz.show(results, "");
  home.hidden = false;
  xz.emit("xz:results", { question: "", filters: filtersNow(), reply: null });
}

function countChosen() {
  for (const choice of form.querySelectorAll(".choice")) {
    const { countZh, countEn } = choice.querySelector(".chosen").dataset;
    const chosen = choice.querySelectorAll("input:checked").length;
    const pattern = xz.language.now === "zh" ? countZh : countEn;
    choice.querySelector(".chosen").textContent = chosen ? pattern.replace("{n}", chosen) : "";
  }
}

xz.root.addEventListener("xz:address", ({ detail: { address } }) => {
  input.value = address.get("q") || "";
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = address.getAll(box.name).includes(box.value);
  countChosen();
  if (!input.value) goHome();
  else if (asked !== JSON.stringify(inAddress())) ask();
});
xz.root.addEventListener("xz:language", countChosen);

xz.root.addEventListener("click", (event) => {
  for (const choice of form.querySelectorAll(".choice[open]")) if (!choice.contains(event.target)) choice.open = false;
  const example = event.target.closest("[data-example]");
  if (!example) return;
  input.value = example.textContent;
  submit();
  input.focus({ preventScroll: true });
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
    const choice = form.querySelector(".choice[open]");
    if (!choice) return;
    event.stopImmediatePropagation();
    choice.open = false;
    choice.querySelector("summary").focus();
  }
});
