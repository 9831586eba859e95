// Comparing: the columns for the question in the address, or for the passage that it names with c.
const place = section.querySelector(".comparison");
const load = () => xz.fill(place, "compare", "comparison", { address: xz.asked() });

if (place) {
  section.addEventListener("xz:view", load);
  // A question asked here is compared in place of the passage that was.
  xz.on("xz:results", () => xz.view === "compare" && load());
  xz.at("form.ask").addEventListener("submit", () => xz.view === "compare" && xz.remember({ c: null }));
}
