// The document of the page: the address, the views, the language, and what the views' scripts share. Runs when gr.HTML has drawn
// the document, with `element` (its node), `server` (the handlers) and `trigger` (Gradio's events). It holds no words of its own.
// Each view's script follows in a scope of its own that has `section`, its node, `settings`, what the server has told it, and `xz`. See the docstring of the package.
const language = window.xunzhangLanguage;
const root = element.querySelector(".xz");
const at = (selector) => root.querySelector(selector);
const sectionOf = (name) => at(`.view[data-view="${name}"]`);
const table = JSON.parse(root.dataset.words);
const settings = JSON.parse(root.dataset.settings);
const roomOf = (name) => [sectionOf(name), settings.views[name]]; // what a view's scripts have to themselves
const blank = (names, value = null) => Object.fromEntries(names.map((name) => [name, value]));
let telling = 0;
let busy = false; // whether the latest answer was that too many ask
const shown = new Set(); // views that have been shown
const phone = window.matchMedia("(max-width: 63.99rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

const xz = {
  root,
  at,
  settings,
  phone,
  trigger,
  language,
  get view() {
    return root.dataset.view;
  },
  get motion() {
    return calm.matches ? "auto" : "smooth";
  },
  get failed() {
    return at(`template.${busy ? "busy" : "failed"}`).innerHTML;
  },
  address: () => new URLSearchParams(location.search),
  // Calls a handler; null when no answer came back.
  async request(name, data) {
    try {
      const reply = await server[name](data);
      follow(reply.generation);
      return reply;
    } catch {
      return null;
    }
  },
  // Puts HTML made by the server into the page, in the page's language.
  show(place, html) {
    place.innerHTML = html;
    language.fill(place);
  },
  // Shows a part of an answer, or in its place what the answer says is wrong. Where none came that is said above what there was.
  put(place, reply, part) {
    place.querySelector(":scope > .failing")?.remove();
    if (reply) return xz.show(place, reply.notice || reply[part]);
    return place.insertAdjacentHTML("afterbegin", xz.failed);
  },
  // Has a handler say what a place is to show, once for each request; an answer to an earlier one is dropped.
  async fill(place, name, part, request) {
    const wanted = JSON.stringify(request);
    if (place.dataset.shown === wanted) return;
    place.dataset.shown = wanted;
    place.setAttribute("aria-busy", "true");
    const reply = await xz.request(name, request);
    if (place.dataset.shown !== wanted) return;
    place.removeAttribute("aria-busy");
    if (!reply) place.dataset.shown = "";
    xz.put(place, reply, part);
    xz.announce(place);
  },
  // The address as a question goes by it, without what is open beside.
  asked: () => [...xz.address()].filter(([name]) => !settings.opened.includes(name)),
  // The words of a key as plain text, with {values} put in. "one|many" in English is chosen by the value called n.
  words(key, values = {}) {
    const [zh, en] = table[key];
    const [one, many] = en.split("|");
    const text = language.now === "zh" ? zh : many && values.n !== 1 ? many : one;
    return text.replace(/\{(\w+)[^}]*\}/g, (_, name) => values[name]);
  },
  // Says something for a few seconds, at the foot of the window.
  tell(text) {
    const told = at(".told");
    clearTimeout(telling);
    told.textContent = text;
    telling = setTimeout(() => (told.textContent = ""), 8000);
  },
  // Says to screen readers what is said first of what a view has come to show.
  announce(place) {
    at(".announced").textContent = place.querySelector(".notice, .count, .note")?.innerText || "";
  },
  // Changes parameters of the address ({name: value, list or null}) and adds a step to the history where that changes it.
  remember(changes) {
    const address = xz.address();
    for (const [name, value] of Object.entries(changes)) {
      address.delete(name);
      for (const item of [value ?? []].flat()) if (item !== "") address.append(name, item);
    }
    const next = address.size ? `?${address}` : location.pathname;
    if (next !== (location.search || location.pathname)) xz.push(next);
  },
  // A step in the history, in which the place that is left is kept.
  push(to) {
    xz.returning = false;
    keepPlace();
    history.pushState(null, "", to);
  },
  go(view) {
    xz.remember({ view: view === settings.home ? null : view });
    showView();
  },
  on: (name, handler) => root.addEventListener(name, handler),
  emit: (name, detail) => root.dispatchEvent(new CustomEvent(name, { detail })),
  entitle,
  blank,
  closed: blank([...settings.opened, ...settings.beside]), // changes of the address that leave nothing open to read
  // What the search is narrowed to: {source: [], language: [], article: [], after: "", before: ""}.
  filters: {},
  beforeAddress() {},
  returning: false, // on the way back to where an earlier address was scrolled to
};

// What the handlers are called by. Where too many ask at once (503), the page says so and asks again by itself, as many times as the
// server lets it; what nobody waits for is not asked again. Where the reader is no longer signed in (401), the page begins again.
const usual = window.fetch.bind(window);
window.fetch = async (to, how) => {
  const isHandler = String(to?.url ?? to).includes("/component_server");
  const called = isHandler && /"fn_name":\s*"(\w+)"/.exec(how?.body)?.[1];
  let answer = await usual(to, how);
  if (!called) return answer;
  for (let tries = 0; answer.status === 503 && tries < settings.asksAgain && !settings.unwaited.includes(called); tries++) {
    const seconds = Math.min(Number(answer.headers.get("Retry-After")) || 1, settings.longestPause);
    xz.tell(xz.words("busy.again", { n: seconds }));
    await new Promise((done) => setTimeout(done, seconds * (1000 + Math.random() * 250)));
    answer = await usual(to, how);
  }
  busy = answer.status === 503;
  if (answer.status === 401) location.reload();
  return answer;
};

// A page that is open follows the index: what it says of the collection is drawn anew when another generation is asked. One that
// was opened without a collection begins again.
function follow(generation) {
  if (generation === settings.generation) return;
  const before = settings.generation;
  settings.generation = generation;
  if (before === "") location.reload();
  else xz.emit("xz:collection");
}

// Shows the view that the address names and tells its section: "xz:view" with {first, address}.
function showView() {
  const named = xz.address().get("view");
  const view = named && sectionOf(named) ? named : settings.home;
  root.dataset.view = view;
  for (const section of root.querySelectorAll(".view")) section.hidden = section.dataset.view !== view;
  for (const link of root.querySelectorAll("[data-view-link]")) {
    if (link.dataset.viewLink === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const first = !shown.has(view);
  shown.add(view);
  if (first) fillSlot(view);
  entitle();
  xz.emit("xz:shown");
  sectionOf(view).dispatchEvent(new CustomEvent("xz:view", { detail: { first, address: xz.address() } }));
}

// A view's Gradio components are drawn after the document and move into the place that its section keeps for them.
function fillSlot(view) {
  const slot = sectionOf(view).querySelector("[data-slot]");
  const components = document.getElementById(`xz-${view}`);
  if (slot && components) slot.append(components);
  else if (slot) requestAnimationFrame(() => fillSlot(view));
}

// Goes to where the window was scrolled to when the address was left, as soon as what stood there is drawn, unless the reader scrolls.
function scrollBack({ scroll } = history.state || {}) {
  let until = performance.now() + 3000;
  const moved = new AbortController();
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(name, () => moved.abort(), { signal: moved.signal });
  xz.returning = scroll !== undefined;
  const step = () => {
    if (moved.signal.aborted || !xz.returning || performance.now() > until) xz.returning = false;
    else {
      window.scrollTo({ top: scroll, behavior: "instant" });
      const busy = root.querySelector("[aria-busy]");
      if (busy) until = performance.now() + 3000;
      if (busy || Math.abs(window.scrollY - scroll) > 1) requestAnimationFrame(step);
      else xz.returning = false;
    }
    if (!xz.returning) moved.abort();
  };
  step();
}

function restore() {
  xz.beforeAddress(xz.address());
  xz.emit("xz:address", { address: xz.address() });
  showView();
}

function entitle() {
  const { view } = root.dataset;
  const about = view === settings.home ? xz.address().get("q") : xz.words(at(`[data-view-link="${view}"]`).dataset.title);
  document.title = about ? `${about} · ${xz.words("page.name")}` : xz.words("page.title");
}

function speak() {
  language.fill(root);
  for (const button of root.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language.now));
  }
  entitle();
  xz.emit("xz:language", { language: language.now });
}

root.addEventListener("click", (event) => {
  const target = event.target.closest("a, button");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (target.dataset.language) {
    language.choose(target.dataset.language);
    speak();
  } else if (target.dataset.viewLink) {
    event.preventDefault();
    xz.go(target.dataset.viewLink);
  } else if ("home" in target.dataset) {
    event.preventDefault();
    xz.remember(blank(["view", ...settings.parameters]));
    restore();
  }
});

const keepPlace = () => history.replaceState({ ...history.state, scroll: window.scrollY }, "");

// While the first index is built the page tells how far that is; it begins again when there is one (`follow`).
async function watchBuilding() {
  const place = at(".building");
  if (!place) return;
  const reply = await xz.request("building", {});
  if (reply && place.dataset.html !== reply.progress) xz.show(place, (place.dataset.html = reply.progress));
  if (!reply || reply.busy) setTimeout(watchBuilding, 700);
}

function start() {
  history.scrollRestoration = "manual";
  let scrolled = 0;
  window.addEventListener("scroll", () => {
    clearTimeout(scrolled);
    if (!xz.returning) scrolled = setTimeout(keepPlace, 150);
  });
  window.addEventListener("popstate", () => {
    clearTimeout(scrolled);
    restore();
    scrollBack();
  });
  root.dataset.view = settings.home;
  speak();
  restore();
  scrollBack();
  watchBuilding();
  setInterval(() => document.visibilityState === "visible" && xz.request("look", {}), settings.looksEvery);
}
