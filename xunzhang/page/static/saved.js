// Saved questions: what is new on them, the question in the box saved under a name, one removed, all marked as seen.
const place = section.querySelector(".saved-questions"), told = section.querySelector(".saved-told");
const form = section.querySelector("form.saves"), name = form.querySelector("input");
let asked = null;

async function ask(handler, data = {}) {
  const reply = await xz.request(handler, data);
  xz.put(place, reply, "questions");
  return reply;
}

section.addEventListener("xz:view", () => ask("saved_questions"));
xz.on("xz:results", ({ detail }) => {
  asked = detail.reply ? { question: detail.question, ...detail.filters } : null;
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const box = xz.at("#question").value;
  const reply = await ask("save_as", { ...(asked || {}), question: box, name: name.value });
  if (!reply) return;
  xz.show(told, reply.told || "");
  if (!reply.told) name.value = "";
});
section.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unsave], [data-seen]");
  if (!button) return;
  if ("seen" in button.dataset) ask("seen");
  else ask("unsave", { name: button.dataset.unsave });
});
