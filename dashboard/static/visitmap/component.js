// The map in the page. Stands behind host.js in one module.
const connectMap = async (state) => {
  const { layer } = state;
  const send = (name, value) => state.send(name, value);
  const iso = (day) => (day === null ? null : window.VisitMap.days.toISO(day));
  layer.on("range", ({ start, end }) => send("range", { start: iso(start), end: iso(end) }));
  layer.on("visits", ({ visits }) => send("visits", { visits }));
  layer.on("place", ({ ids, name }) => send("place", { ids, name }));
  layer.on("event", ({ id }) => send("event", { id }));
  await layer.loaded;
};

const day = (iso) => (iso === null ? null : window.VisitMap.days.fromISO(iso));

/** Brings the layer to what Python says. */
const applyFilter = ({ layer }, _root, data, last) => {
  const changed = (key) => JSON.stringify(data[key]) !== JSON.stringify(last[key]);
  if (changed("lang") || changed("texts")) layer.setLanguage(data.lang, data.texts);
  if (changed("filter")) layer.setFilter(data.filter);
  if (data.range.turn !== last.range?.turn) layer.setRange({ start: day(data.range.start), end: day(data.range.end), mode: data.range.mode });
  if (data.selected.turn !== last.selected?.turn && data.selected.id) layer.select(data.selected.id);
  if (changed("fit") && last.fit !== undefined) layer.fit();
};

export default function (component) {
  return host(component, connectMap, applyFilter);
}
