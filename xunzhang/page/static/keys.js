// The keyboard: / asks, j and k go from card to card, Enter opens, n and p go from hit to hit, c copies the citation, ? lists
// them. Keys of a single letter can be switched off. Copying a citation by its button is here too.
const KEY = "xunzhang.keys";
const input = xz.at("#question"), dialog = xz.at("dialog.keys"), single = dialog.querySelector(".single"), told = xz.at(".told");
const cards = () => [...section.querySelectorAll(".cards > li > .card")];
const selected = () => document.activeElement.closest(".card, .copy");

function move(step) {
  const all = cards();
  const at = all.indexOf(document.activeElement.closest(".card"));
  const card = all[at === -1 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", behavior: xz.motion });
}

// In the style that the button names, else in the one that is usual in the page's language.
async function cite({ cite: passage, style = settings.styles[xz.language.now] }) {
  const reply = await xz.request("cite", { passage, style });
  if (!reply || !reply.text) return xz.put(told, reply);
  xz.tell(xz.words((await copied(reply.text)) ? "cite.copied" : "cite.failed", { text: reply.text }));
}

// The clipboard of a page that is not on this machine or https is closed to scripts; a selection is copied there.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("textarea");
    const active = document.activeElement;
    box.value = text;
    box.className = "unseen";
    xz.root.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    active.focus({ preventScroll: true });
    return done;
  }
}

const step = (to) => xz.at(`.reader [data-step="${to}"]:enabled`)?.click();
// What the keys do, by the names that the list of them has.
const does = {
  "keys.move": [() => move(1), () => move(-1)],
  "keys.hits": [() => step("next"), () => step("previous")],
  "keys.cite": [() => {
    const button = (selected() || xz.at(".reader") || section).querySelector("[data-cite]");
    if (button) cite({ cite: button.dataset.cite });
  }],
  "keys.help": [() => dialog.showModal()],
  "keys.ask": [() => (input.focus(), input.select())],
};
const letters = {};
for (const name in does) settings.keys[name].split(" ").forEach((key, place) => (letters[key] = does[name][place]));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || xz.at("dialog[open]")) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "Enter" && event.target.matches(".card")) return void event.target.querySelector(".open").click();
  if (!single.checked || !Object.hasOwn(letters, event.key)) return;
  event.preventDefault();
  letters[event.key]();
});

xz.on("click", (event) => {
  const target = event.target.closest("[data-cite], [data-keys]");
  if (!target) return;
  if (target.dataset.cite) cite(target.dataset);
  else dialog.showModal();
});

try {
  single.checked = localStorage.getItem(KEY) !== "off";
} catch {
  // storage may be switched off; the choice then lasts as long as the page
}
single.addEventListener("change", () => {
  try {
    localStorage.setItem(KEY, single.checked ? "on" : "off");
  } catch {
    // as above
  }
});
