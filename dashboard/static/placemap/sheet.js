// Handing in a table: a column pasted as text, or a file, chosen or dropped. Stands behind host.js in one module.
const base64 = (buffer) => {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
};

const connectSheet = (state, root, data) => {
  const find = (selector) => root.querySelector(selector);
  const [area, go, file, alert] = ["textarea", ".pm-go", "input", "[role=alert]"].map(find);
  const say = (text) => { alert.textContent = text; alert.hidden = !text; };
  const limit = () => state.data.limit;
  const enable = () => { go.disabled = !area.value.trim(); };
  const paste = () => {
    if (!area.value.trim()) return;
    if (new Blob([area.value]).size > limit()) return say(state.data.texts.sheet_too_large);
    say("");
    state.send("sheet", { text: area.value });
  };
  const take = async (chosen) => {
    if (!chosen) return;
    if (chosen.size > limit()) return say(state.data.texts.sheet_too_large);
    say("");
    state.send("sheet", { name: chosen.name, content: base64(await chosen.arrayBuffer()) });
  };
  area.addEventListener("input", enable);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) paste();
  });
  go.addEventListener("click", paste);
  file.addEventListener("change", () => take(file.files[0]).finally(() => { file.value = ""; }));
  const box = find(".pm-sheet");
  const over = (on) => (event) => {
    if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    box.classList.toggle("pm-over", on);
  };
  box.addEventListener("dragover", over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => {
    over(false)(event);
    take(event.dataTransfer?.files?.[0]);
  });
  if (data.text) area.value = data.text;
  enable();
};

const applySheet = (_state, root, { texts }) => {
  const set = (selector, text) => { root.querySelector(selector).textContent = text; };
  set("label[for]", texts.paste_column);
  set(".pm-go", texts.find_places);
  set(".pm-file span", texts.choose_file);
  set(".vm-quiet", texts.sheet_limits);
  root.querySelector("textarea").placeholder = texts.paste_example;
};

export default function (component) {
  return host(component, connectSheet, applySheet);
}
