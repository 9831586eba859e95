// The brief on the question in the address, in the order that is chosen.
const place = section.querySelector(".brief");
const order = section.querySelector("select");
const load = () => xz.fill(place, "brief", "brief", { address: xz.asked(), order: order.value });

if (place) {
  section.addEventListener("xz:view", load);
  xz.on("xz:results", () => xz.view === "brief" && load());
  order.addEventListener("change", load);
}
