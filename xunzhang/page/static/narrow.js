// Narrowing: what is chosen (xz.filters, in the address as source, language, article, after, before), the facets and the chips.
const form = xz.at("form.ask"), narrow = form.querySelector(".narrow"), chips = form.querySelector(".chips");
const left = form.querySelector(".left");
const { lists: LISTS, bounds: BOUNDS } = xz.settings;
const NOTHING = { ...xz.blank(LISTS, []), ...xz.blank(BOUNDS, "") };
let turn = 0;
let find = ""; // words of a title

function restore(address) {
  xz.filters = {};
  for (const name of LISTS) xz.filters[name] = address.getAll(name);
  for (const name of BOUNDS) xz.filters[name] = address.get(name) || "";
}

function change(filters) {
  xz.filters = { ...xz.filters, ...filters };
  xz.emit("xz:narrow");
  refresh();
}

// Asks what each choice would leave, with the question of the moment.
async function refresh() {
  if (!narrow) return;
  const mine = ++turn;
  const question = xz.at("#question").value;
  const reply = await xz.request("choices", { question, ...xz.filters, find });
  if (mine !== turn || !reply || reply.notice) return;
  const active = narrow.contains(document.activeElement) ? document.activeElement : null;
  for (const [name, html] of Object.entries(reply.panels)) {
    const panel = narrow.querySelector(`[data-facet="${name}"] fieldset > div`);
    if (!panel || (panel.contains(active) && active.matches(".find") && keepTyping(panel, html))) continue;
    if (panel) xz.show(panel, html);
  }
  xz.show(chips, reply.chips);
  xz.show(left, reply.left);
  if (active && !active.isConnected) refocus(active);
  const box = narrow.querySelector(".find");
  if (box && !box.value) box.value = find;
  countChosen();
}

// Puts new titles under a box that is being typed in, which stays as it is.
function keepTyping(panel, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  panel.querySelector(".titles").replaceWith(template.content.querySelector(".titles"));
  xz.language.fill(panel);
  return true;
}

// What had the focus was drawn anew; a chip that is gone leaves it to the next one, or to the facets.
function refocus({ name, value, type, dataset }) {
  if (dataset.bound) return narrow.querySelector(`[data-bound="${dataset.bound}"]`)?.focus({ preventScroll: true });
  const drawn = type === "range" ? `input[name="${name}"]` : `input[name="${name}"][value="${CSS.escape(value)}"]`;
  const next = dataset.clear ? narrow.querySelector(".chip") || narrow.querySelector("summary") : narrow.querySelector(drawn);
  return next?.focus({ preventScroll: true });
}

function countChosen() {
  for (const choice of narrow.querySelectorAll(".choice")) {
    const name = choice.dataset.facet;
    const n = name === "date" ? Number(Boolean(xz.filters.after || xz.filters.before)) : xz.filters[name].length;
    choice.querySelector(".chosen").textContent = n ? xz.words("narrow.chosen", { n }) : "";
  }
}

// The two sliders: neither passes the other, the bars between them are lit, and each tells its date.
function slide(slider) {
  const [after, before] = BOUNDS.map((name) => narrow.querySelector(`input[name="${name}"]`));
  if (Number(after.value) > Number(before.value)) slider.value = slider === after ? before.value : after.value;
  narrow.querySelectorAll(".histogram i").forEach((bar, place) => {
    bar.toggleAttribute("data-in", place >= Number(after.value) && place <= Number(before.value));
  });
  const date = slider.dataset.dates.split(" ")[Number(slider.value)];
  slider.closest("label").querySelector("output").textContent = date;
  slider.setAttribute("aria-valuetext", date);
}

// A day from the field; where it leaves nothing between the two, the other gives way. While a year is typed there are others
// before it (0002, 0020, 0202).
function chooseDay({ dataset: { bound }, value }) {
  if (value && value < "1000") return;
  const days = { after: xz.filters.after, before: xz.filters.before, [bound]: value };
  const [after, before] = [...narrow.querySelectorAll("[data-bound]")].map((field) => field.value);
  if (after && before && after > before) days[bound === "after" ? "before" : "after"] = "";
  change(days);
}

function chosenDates() {
  const [after, before] = BOUNDS.map((name) => narrow.querySelector(`input[name="${name}"]`));
  const at = (slider) => {
    const chosen = slider.value === slider.defaultValue && xz.filters[slider.name]; // perhaps a day, within the bar
    return chosen || slider.dataset.dates.split(" ")[Number(slider.value)];
  };
  return { after: after.value === after.min ? "" : at(after), before: before.value === before.max ? "" : at(before) };
}

function clear({ clear: name, value }) {
  if (name === "all") change(NOTHING);
  else if (name === "date") change({ after: "", before: "" });
  else change({ [name]: xz.filters[name].filter((other) => other !== value) });
}

restore(xz.address());
if (narrow) {
  narrow.addEventListener("change", ({ target }) => {
    if (target.type === "range") return change(chosenDates());
    if (target.type === "date") return chooseDay(target);
    if (target.type !== "checkbox") return undefined;
    const others = xz.filters[target.name].filter((value) => value !== target.value);
    return change({ [target.name]: target.checked ? [...others, target.value] : others });
  });
  narrow.addEventListener("input", ({ target }) => {
    if (target.type === "range") return slide(target);
    if (!target.matches(".find")) return undefined;
    find = target.value;
    return refresh();
  });
  narrow.addEventListener("keydown", (event) => {
    const choice = event.target.closest(".choice[open]");
    if (event.key === "Enter" && event.target.matches("fieldset input")) event.preventDefault();
    if (event.key !== "Escape" || !choice) return;
    event.stopPropagation();
    choice.open = false;
    choice.querySelector("summary").focus();
  });
}
xz.on("click", (event) => {
  for (const choice of form.querySelectorAll(".choice[open]")) if (!choice.contains(event.target)) choice.open = false;
  const target = event.target.closest("[data-clear], [data-only]");
  if (!target) return;
  if (target.dataset.clear) clear(target.dataset);
  else change({ article: [target.dataset.only] });
});
let known = JSON.stringify([NOTHING, ""]); // as the server drew it
xz.on("xz:results", ({ detail }) => {
  const now = JSON.stringify([xz.filters, detail.question]);
  if (now !== known) refresh();
  known = now;
});
xz.on("xz:collection", refresh);
xz.on("xz:language", () => narrow && countChosen());
xz.beforeAddress = restore;
