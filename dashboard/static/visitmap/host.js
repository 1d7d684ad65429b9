// Hosting a map in a Streamlit component: loads what it needs, runs folium's script once, and passes settled changes both ways.
// Python puts this before each component's own script (map_host.py): together they are one module.
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

/** Loads styles and scripts, each once for the whole document; a failure may be tried again. `async: false` keeps their order. */
const assets = ({ version, styles, scripts }) => {
  const loaded = (window.__visitMapAssets ??= new Map());
  const once = (path, name, attributes) => {
    if (!loaded.has(path)) {
      loaded.set(path, tag(name, attributes).catch((error) => {
        loaded.delete(path);
        throw error;
      }));
    }
    return loaded.get(path);
  };
  return Promise.all([
    ...styles.map((path) => once(path, "link", { rel: "stylesheet", href: address(path, version) })),
    ...scripts.map((path) => once(path, "script", { src: address(path, version), async: false })),
  ]);
};

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

const buildMap = async (state, root, data) => {
  const stage = root.querySelector("[data-vm-map]");
  stage.id = data.map;
  // folium's own script, which holds addresses and numbers and no text of a record
  const script = await tag("script", { src: URL.createObjectURL(new Blob([data.script], { type: "text/javascript" })) });
  URL.revokeObjectURL(script.src);
  state.map = window[data.map];
  state.layer = window[data.layer];
  // Leaflet measures its container once: the sidebar's opening and a turned phone change it.
  state.observer = new ResizeObserver(() => state.map.invalidateSize({ animate: false }));
  state.observer.observe(stage.parentElement);
};

/**
 * Runs a component. `connect(state, root)` is called once, when styles, scripts and (for data with a `script`) the map are
 * there; `apply(state, root, data, last)` then and at every change, with what was said before. What Python did not change
 * since its last word is not applied again: the reader's hand goes first.
 */
const host = ({ data, parentElement, setTriggerValue }, connect, apply) => {
  const root = parentElement.querySelector(".vm-root");
  let state = live.get(root);
  const bring = () => {
    if (!state.connected) return;
    const theme = themeOf(root);
    if (theme !== root.dataset.vmTheme) {
      root.dataset.vmTheme = theme;
      state.layer?.restyle();
    }
    // Streamlit's shell says English whatever it shows: a screen reader is told what language the page speaks.
    document.documentElement.lang = state.data.lang;
    apply(state, root, state.data, state.said || {});
    state.said = state.data;
  };
  if (!state) {
    state = {};
    live.set(root, state);
    root.dataset.vmTheme = themeOf(root);
    state.ready = assets(data.assets).then(async () => {
      if (data.script) await buildMap(state, root, data);
      await connect(state, root, data);
      state.connected = true;
      bring();
    }).catch((error) => {
      console.error("Visit Map: " + error.message);
      const note = root.querySelector(".vm-broken");
      note.hidden = false;
    });
    // The theme can change without a rerun (the reader's system turns dark).
    state.themes = new MutationObserver(() => state.data && bring());
    for (let node = root.parentElement; node && node !== document.body; node = node.parentElement) {
      state.themes.observe(node, { attributes: true, attributeFilter: ["style", "class"] });
    }
  }
  state.send = setTriggerValue;
  state.data = data;
  bring();
  return () => {
    state.observer?.disconnect();
    state.themes?.disconnect();
    state.map?.remove();
    live.delete(root);
  };
};

export { address, assets, host, tag, themeOf };
