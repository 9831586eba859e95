// Comparing: the columns for the question in the address, or for the passage that it names with c.
const place = section.querySelector(".comparison");
let turn = 0; // of the latest request; an answer to an earlier one is dropped
let shown = ""; // what the columns were made for

async function load() {
  const address = [...xz.address()].filter(([name]) => !xz.settings.opened.includes(name));
  if (JSON.stringify(address) === shown) return;
  const mine = ++turn;
  shown = JSON.stringify(address);
  place.setAttribute("aria-busy", "true");
  const reply = await xz.request("compare", { address });
  if (mine !== turn) return;
  place.removeAttribute("aria-busy");
  if (!reply) shown = "";
  xz.put(place, reply, "comparison");
  xz.announce(place);
}

if (place) {
  section.addEventListener("xz:view", load);
  // A question asked here is compared in place of the passage that was.
  xz.on("xz:results", () => xz.view === "compare" && load());
  xz.at("form.ask").addEventListener("submit", () => xz.view === "compare" && xz.remember({ c: null }));
}
