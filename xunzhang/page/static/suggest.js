// Suggestions while a question is typed: a combobox as the ARIA Authoring Practices describe it. The focus stays in the box.
const form = xz.at("form.ask"), input = xz.at("#question"), list = xz.at("#suggestions");
const WAIT_MS = 60;
let timer = 0, turn = 0, active = -1;
let typed = ""; // what was typed before a suggestion was gone to

const close = () => {
  turn++;
  clearTimeout(timer);
  list.hidden = true;
  list.replaceChildren();
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
};

async function suggest() {
  const mine = ++turn;
  typed = input.value;
  const reply = await xz.request("suggest", { text: typed });
  if (mine !== turn || !reply || document.activeElement !== input) return;
  if (!reply.suggestions || !reply.suggestions.length) return close();
  active = -1;
  input.removeAttribute("aria-activedescendant");
  list.replaceChildren(...reply.suggestions.map(option));
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
}

function option({ text, kind }, place) {
  const node = document.createElement("li");
  node.id = `suggestion-${place}`;
  node.setAttribute("role", "option");
  node.setAttribute("aria-selected", "false");
  const shown = document.createElement("span"), named = document.createElement("span");
  shown.textContent = text;
  shown.className = "text";
  named.textContent = xz.words(`ask.kind_${kind}`);
  named.className = "kind";
  node.append(shown, " ", named);
  return node;
}

function go(step) {
  const count = list.children.length;
  active = (active + step + count + 1 + (active === -1 && step < 0 ? 1 : 0)) % (count + 1);
  if (active === count) active = -1;
  [...list.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === active)));
  const node = list.children[active];
  input.value = node ? node.querySelector(".text").textContent : typed;
  if (node) {
    input.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

input.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (event.isComposing) return;
  timer = setTimeout(suggest, WAIT_MS);
});
input.addEventListener("compositionend", () => {
  timer = setTimeout(suggest, WAIT_MS);
});
input.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    input.value = typed;
    close();
  }
});
input.addEventListener("blur", close);
form.addEventListener("submit", close, true);
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
list.addEventListener("click", (event) => {
  const node = event.target.closest("[role=option]");
  if (!node) return;
  input.value = node.querySelector(".text").textContent;
  form.requestSubmit();
});
