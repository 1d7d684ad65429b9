// The small map and the list beside it, in the page. Stands behind host.js in one module.
const connectPlaces = (state, root) => {
  const { layer } = state;
  const send = (name, value) => state.send(name, value);
  const list = (state.list = new window.VisitMap.Candidates(root.querySelector("[data-pm-side]"), {
    select: (index) => { layer.select(index); list.mark(index); },
    hover: (index) => layer.hover(index),
    take: (id) => send("take", { id }),
    ask: ({ ask }) => send("ask", ask),
  }));
  layer.on("select", ({ index }) => { list.mark(index); list.bring(index); });
  layer.on("hover", ({ index }) => list.hover(index));
  layer.on("pick", ({ lat, lon }) => send("pick", { lat, lon }));
  state.middle = root.querySelector("[data-pm-middle]");
  state.middle.addEventListener("click", () => layer.pickMiddle());
};

const applyPlaces = ({ layer, list, middle }, root, data, last) => {
  if (JSON.stringify(data.answer) === JSON.stringify(last.answer) && data.lang === last.lang) return;
  const { answer, labels, texts } = data;
  root.classList.toggle("pm-map-alone", !answer.list);
  list.show(answer.list ? answer : { places: [], suggestions: [] }, texts);
  layer.show({ places: answer.places, labels, picking: answer.picking, texts });
  middle.parentElement.hidden = !answer.picking;
  middle.textContent = texts.take_middle;
  middle.nextElementSibling.textContent = texts.pick_help;
};

export default function (component) {
  return host(component, connectPlaces, applyPlaces);
}
