// The map in the page: hosts folium's script once in a Streamlit component and passes settled changes both ways.
const address = (path, version) => {
  const url = new URL("app/static/" + path, document.baseURI);
  url.searchParams.set("v", version);
  return url.href;
};

const tag = (name, attributes) => new Promise((done, failed) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.addEventListener("load", () => done(element));
  element.addEventListener("error", () => failed(new Error("not loaded: " + (attributes.src || attributes.href))));
  document.head.append(element);
});

/** Loads styles and scripts once for the whole document; a failure may be tried again. `async: false` keeps their order. */
const assets = ({ version, styles, scripts }) => (window.__visitMapAssets ??= Promise.all([
  ...styles.map((path) => tag("link", { rel: "stylesheet", href: address(path, version) })),
  ...scripts.map((path) => tag("script", { src: address(path, version), async: false })),
]).catch((error) => {
  window.__visitMapAssets = undefined;
  throw error;
}));

/** The brightness of the page's background decides the theme; Streamlit gives it as a custom property. */
const themeOf = (element) => {
  const probe = document.createElement("span");
  probe.style.color = getComputedStyle(element).getPropertyValue("--st-background-color") || "#fff";
  element.append(probe);
  const [red, green, blue] = (getComputedStyle(probe).color.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
  probe.remove();
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
};

const live = new WeakMap();

const build = async (state, root, data) => {
  await assets(data.assets);
  const stage = root.querySelector(".vm-stage");
  stage.querySelector("[data-vm-map]").id = data.map;
  // folium's own script, which holds addresses and numbers and no text of a record
  const script = await tag("script", { src: URL.createObjectURL(new Blob([data.script], { type: "text/javascript" })) });
  URL.revokeObjectURL(script.src);
  state.map = window[data.map];
  state.layer = window[data.layer];
  const { layer } = state;
  const send = (name, value) => state.send(name, value);
  const iso = (day) => (day === null ? null : window.VisitMap.days.toISO(day));
  layer.on("range", ({ start, end }) => send("range", { start: iso(start), end: iso(end) }));
  layer.on("visits", ({ visits }) => send("visits", { visits }));
  layer.on("place", ({ ids, name }) => send("place", { ids, name }));
  layer.on("event", ({ id }) => send("event", { id }));
  // Leaflet measures its container once: the sidebar's opening and a turned phone change it.
  state.observer = new ResizeObserver(() => state.map.invalidateSize({ animate: false }));
  state.observer.observe(stage);
  await layer.loaded;
};

const day = (iso) => (iso === null ? null : window.VisitMap.days.fromISO(iso));

/** Brings the layer to what Python says. Only what Python changed since its last word is applied: the reader's hand goes first. */
const apply = (state, root, data) => {
  const { layer } = state;
  if (!layer) return;
  const last = state.said || {};
  const changed = (key) => JSON.stringify(data[key]) !== JSON.stringify(last[key]);
  const theme = themeOf(root);
  if (theme !== root.dataset.vmTheme) {
    root.dataset.vmTheme = theme;
    layer.restyle();
  }
  // Streamlit's shell says English whatever it shows: a screen reader is told what language the page speaks.
  document.documentElement.lang = data.lang;
  if (changed("lang") || changed("texts")) layer.setLanguage(data.lang, data.texts);
  if (changed("filter")) layer.setFilter(data.filter);
  if (data.range.turn !== last.range?.turn) layer.setRange({ start: day(data.range.start), end: day(data.range.end), mode: data.range.mode });
  if (data.selected.turn !== last.selected?.turn && data.selected.id) layer.select(data.selected.id);
  if (changed("fit") && last.fit !== undefined) layer.fit();
  state.said = data;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".vm-root");
  let state = live.get(root);
  if (!state) {
    state = {};
    live.set(root, state);
    root.dataset.vmTheme = themeOf(root);
    state.ready = build(state, root, data).then(() => apply(state, root, state.data)).catch((error) => {
      console.error("Visit Map: " + error.message);
      const note = root.querySelector(".vm-broken");
      note.hidden = false;
    });
    // The theme can change without a rerun (the reader's system turns dark).
    state.themes = new MutationObserver(() => state.data && apply(state, root, state.data));
    for (let node = root.parentElement; node && node !== document.body; node = node.parentElement) {
      state.themes.observe(node, { attributes: true, attributeFilter: ["style", "class"] });
    }
  }
  state.send = setTriggerValue;
  state.data = data;
  if (state.layer) apply(state, root, data);
  return () => {
    state.observer?.disconnect();
    state.themes?.disconnect();
    state.map?.remove();
    live.delete(root);
  };
}
