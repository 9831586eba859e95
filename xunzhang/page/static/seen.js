// Passages that were opened in this browser: shown as the others, dimmed, or hidden, with a line that says how many are.
const KEPT = 2000; // the last ones
const results = section.querySelector(".results"), choice = section.querySelector(".seen-choice select");
const note = section.querySelector(".seen-note");
let seen = new Set(read("seen", []));
choice.value = read("seen.choice", "show");

function read(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`xunzhang.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(`xunzhang.${name}`, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing has them seen until it is closed
  }
}

function mark() {
  results.dataset.seen = choice.value;
  for (const card of results.querySelectorAll("[data-card]")) card.classList.toggle("seen", seen.has(card.dataset.card));
  const n = choice.value === "hide" ? results.querySelectorAll(".cards > li > .card.seen").length : 0;
  note.textContent = n ? xz.words("seen.hidden", { n }) : "";
}

new MutationObserver(mark).observe(results, { childList: true, subtree: true });
choice.addEventListener("change", () => {
  write("seen.choice", choice.value);
  mark();
});
xz.on("xz:language", mark);
xz.on("click", ({ target }) => {
  const opened = target.closest("[data-passage]");
  if (!opened || seen.has(opened.dataset.passage)) return;
  seen = new Set([...seen, opened.dataset.passage].slice(-KEPT));
  write("seen", [...seen]);
  if (choice.value !== "hide") mark(); // what is being read does not vanish
});
mark();
