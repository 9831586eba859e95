// Exploring: the tabs, the panels that the server renders, and the map. Every choice is a link; the address has all of the state.
const map = section.querySelector(".map"), panel = section.querySelector(".panel");
const drawing = map?.querySelector(".drawing"), slot = map?.querySelector("[data-slot]");
const MAPPED = ["q", ...xz.settings.lists, ...xz.settings.bounds, "colour"]; // what the drawing depends on
let turn = 0; // of the latest request; an answer to an earlier one is dropped
let drawn = ""; // what the map shows, as it was asked for

const pairs = () => ({ address: [...xz.address()] });
const shownPanel = () => {
  const named = xz.address().get("show");
  return section.querySelector(`.tabs [data-panel="${CSS.escape(named || "")}"]`) ? named : "map";
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function load() {
  const show = shownPanel(), mine = ++turn;
  for (const tab of section.querySelectorAll(".tabs a")) {
    tab.toggleAttribute("aria-current", tab.dataset.panel === show);
    if (tab.dataset.panel === show) tab.setAttribute("aria-current", "page");
  }
  map.hidden = show !== "map";
  panel.hidden = show === "map";
  if (show === "map") panel.removeAttribute("aria-busy");
  else panel.setAttribute("aria-busy", "true");
  if ((show === "map" || show === "terms") && !(await ready(mine, show))) return;
  if (show === "map") return drawMap(mine);
  const reply = await xz.request("explore_panel", pairs());
  if (mine !== turn) return;
  panel.removeAttribute("aria-busy");
  xz.put(panel, reply, "panel");
  xz.announce(panel);
}

// Waits until the map and the terms are known, with a progress bar where that takes more than a moment.
async function ready(mine, show) {
  const bar = drawing.querySelector("progress");
  for (let asked = 0; mine === turn; asked++) {
    const reply = await xz.request("explore_ready", {});
    if (mine !== turn) return false;
    if (!reply || reply.notice) {
      drawing.hidden = true;
      panel.removeAttribute("aria-busy");
      xz.put(show === "map" ? map.querySelector(".map-head") : panel, reply);
      return false;
    }
    if (reply.share >= 1) break;
    if (show === "map") drawing.hidden = false;
    else if (!asked) panel.replaceChildren(Object.assign(drawing.cloneNode(true), { hidden: false }));
    for (const shown of [bar, ...panel.querySelectorAll("progress")]) shown.value = reply.share;
    await pause(300);
  }
  return mine === turn;
}

async function drawMap(mine) {
  const { address } = pairs(), dark = document.body.classList.contains("dark"), language = xz.language.now;
  const narrow = section.clientWidth < 600;
  const wanted = JSON.stringify([...MAPPED.map((name) => xz.address().getAll(name)), language, dark, narrow]);
  if (wanted !== drawn) xz.trigger("explore_draw", { address, language, dark, narrow });
  drawn = wanted;
  const around = await xz.request("explore_map", { address });
  if (mine !== turn) return;
  if (slot.querySelector("[data-wired]")) drawing.hidden = true;
  const head = map.querySelector(".map-head"), list = map.querySelector(".map-list");
  xz.put(head, around, "head");
  xz.announce(head);
  if (around && list.dataset.html !== around.list) {
    list.dataset.html = around.list;
    xz.show(list, around.list);
  }
}

// Each drawing is a new node: its points open their passages.
function wire() {
  for (const plot of slot.querySelectorAll(".js-plotly-plot:not([data-wired])")) {
    if (!plot.on) continue;
    plot.dataset.wired = "";
    drawing.hidden = true;
    plot.on("plotly_click", ({ points }) => points[0] && xz.emit("xz:open", points[0].customdata));
  }
}

async function openRegion(details, from) {
  const place = details.querySelector(".region");
  const address = [...xz.address(), ["region", details.dataset.region], ["from", String(from)]];
  const reply = await xz.request("explore_region", { address });
  place.querySelector(".more")?.remove();
  const part = document.createElement("div");
  place.append(part);
  xz.put(part, reply, "passages");
  if (from) part.querySelector("button")?.focus();
}

// Follows a link of the page in place, whatever view it stands in or leads to.
xz.on("click", (event) => {
  const link = event.target.closest("a[data-go], .tabs a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  let to = link.getAttribute("href");
  if (link.dataset.panel) {
    const address = xz.address();
    address.set("show", link.dataset.panel);
    for (const name of ["start", "sort", "down", ...xz.settings.opened]) address.delete(name);
    to = `?${address}`;
  }
  xz.push(to);
  window.dispatchEvent(new PopStateEvent("popstate"));
});

if (map) {
  section.addEventListener("xz:view", load);
  xz.on("xz:results", () => xz.view === "explore" && shownPanel() === "map" && load());
  xz.on("xz:language", () => xz.view === "explore" && load());
  xz.on("xz:collection", () => {
    drawn = "";
    if (xz.view === "explore") load();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => xz.view === "explore" && setTimeout(load, 100));
  section.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = event.target.querySelector("input");
    xz.remember({ [field.name]: field.value.trim(), start: null, ...xz.blank(xz.settings.opened) });
    load();
  });
  section.addEventListener("toggle", (event) => {
    const { target } = event;
    if (target.open && target.dataset.region && !target.querySelector(".region").childElementCount) openRegion(target, 0);
  }, true);
  section.addEventListener("click", ({ target }) => {
    const more = target.closest(".more");
    if (more) openRegion(more.closest("details"), Number(more.dataset.from));
  });
  new MutationObserver(wire).observe(slot, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (width && contentRect.width !== width) window.dispatchEvent(new Event("resize"));
    ({ width } = contentRect);
  }).observe(slot);
}
