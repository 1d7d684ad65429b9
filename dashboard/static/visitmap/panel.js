// The panel under the map: one event, whole. It shares the map's styles and its way of writing an event.
export default function ({ data, parentElement }) {
  const panel = parentElement.querySelector(".vm-panel");
  const root = parentElement.querySelector(".vm-root");
  const show = () => {
    // The theme is the map's: both stand on the same page.
    root.dataset.vmTheme = document.querySelector(".vm-stage")?.parentElement.dataset.vmTheme || "light";
    window.VisitMap.renderDetail(panel, data.detail, data.texts, true);
  };
  const wait = () => (window.VisitMap?.renderDetail ? show() : setTimeout(wait, 40));
  wait();
  panel.__watch?.disconnect();
  const stage = document.querySelector(".vm-stage")?.parentElement;
  if (stage) {
    panel.__watch = new MutationObserver(() => { root.dataset.vmTheme = stage.dataset.vmTheme; });
    panel.__watch.observe(stage, { attributes: true, attributeFilter: ["data-vm-theme"] });
  }
}
