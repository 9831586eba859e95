// Adding files: dropped or chosen, sent one after the other, then shown with what was read of them until they can be asked.
const drop = section.querySelector(".drop"), input = section.querySelector("input[type=file]");
const sending = section.querySelector(".sending"), added = section.querySelector(".added"), underWay = section.querySelector(".under-way");
const queue = [];
let busy = false;
let looking = 0;

function take(files) {
  for (const file of files) {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("h3"), { textContent: file.name });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", xz.words("add.sending", { name: file.name }));
    item.append(name, bar);
    sending.append(item);
    queue.push({ file, item, bar });
  }
  next();
}

async function next() {
  if (busy || !queue.length) return;
  busy = true;
  const { file, item, bar } = queue.shift();
  const problem = await send(file, bar);
  busy = false;
  if (problem) {
    bar.remove();
    item.append(Object.assign(document.createElement("p"), { className: "notice", textContent: problem }));
  } else item.remove();
  await look();
  next();
}

// Sends one file; -> what is wrong, or "": what the server says of the file comes with the list of those added.
function send(file, bar) {
  const most = Number(input.dataset.most);
  if (file.size > most) return xz.words("add.large", { name: file.name, n: Math.floor(most / 2 ** 20) });
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", new URL(`api/add?name=${encodeURIComponent(file.name)}`, document.baseURI));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => {
      if (loaded < total) bar.value = loaded / total;
      else bar.removeAttribute("value"); // sent; now it is being read
    };
    request.onload = () => done(request.status === 200 ? "" : xz.words(request.status === 403 ? "add.foreign" : "add.failed", { name: file.name }));
    request.onerror = () => done(xz.words("add.failed", { name: file.name }));
    request.send(file);
  });
}

// Has the server fetch the page at an address; what became of it comes with the list of those added.
async function bring(address) {
  const item = document.createElement("li");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", xz.words("add.sending", { name: address }));
  item.append(Object.assign(document.createElement("h3"), { textContent: address }), bar);
  sending.append(item);
  const headers = { "Content-Type": "application/json" }, body = JSON.stringify({ url: address });
  const reply = await fetch(new URL("api/fetch", document.baseURI), { method: "POST", headers, body }).catch(() => null);
  if (reply?.ok) item.remove();
  else {
    bar.remove();
    const problem = xz.words(reply?.status === 403 ? "add.foreign" : "add.failed", { name: address });
    item.append(Object.assign(document.createElement("p"), { className: "notice", textContent: problem }));
  }
  look();
}

async function look() {
  clearTimeout(looking);
  const reply = await xz.request("added", {});
  if (!reply) return xz.put(underWay);
  if (underWay.innerHTML !== reply.progress) xz.show(underWay, reply.progress);
  xz.show(added, reply.files);
  if (reply.busy && xz.view === "add") looking = setTimeout(look, 500);
}

input.addEventListener("change", () => {
  take(input.files);
  input.value = "";
});
for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  section.addEventListener(name, (event) => {
    event.preventDefault();
    drop.toggleAttribute("data-over", name === "dragenter" || name === "dragover");
    if (name === "drop") take(event.dataTransfer.files);
  });
}
const form = section.querySelector(".address");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = form.elements.url.value.trim();
  if (address) bring(address);
  form.reset();
});
window.addEventListener("beforeunload", (event) => {
  if (busy || queue.length) event.preventDefault();
});
section.addEventListener("xz:view", look);
