// Legend: the visits, each to be switched on and off, and the signs that are on the map now, and only those.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const { make, symbols } = VisitMap;

  /** A small canvas on which `draw(ctx)` paints one sign. */
  const swatch = (width, height, draw) => {
    const canvas = make("canvas", "vm-swatch");
    const ratio = window.devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    canvas.setAttribute("aria-hidden", "true");
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    draw(ctx);
    return canvas;
  };

  const line = (theme, options) => swatch(34, 14, (ctx) => symbols.leg(ctx, theme, { points: [[1, 7], [9, 7], [17, 7], [22, 7], [33, 7]], ...options }));
  const sign = (theme, draw, parts) => swatch(26, 26, (ctx) => draw(ctx, theme, { x: 13, y: 13, count: 1, parts }));

  /** A sign too large for its swatch, drawn at two thirds. */
  const smaller = (theme, draw, parts) => swatch(28, 28, (ctx) => {
    ctx.scale(0.66, 0.66);
    draw(ctx, theme, { x: 22, y: 22, count: 1, parts });
  });

  VisitMap.Legend = L.Control.extend({
    options: { position: "topright" },

    initialize({ onToggle, onHover }) {
      this.onToggle = onToggle;
      this.onHover = onHover;
      this.open = null;
    },

    onAdd() {
      this.box = make("div", "vm-legend leaflet-bar");
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      this.button = make("button", "vm-legend-button");
      this.button.type = "button";
      this.body = make("div", "vm-legend-body");
      this.button.addEventListener("click", () => this.toggle(!this.isOpen()));
      this.box.append(this.button, this.body);
      return this.box;
    },

    isOpen() {
      return this.open ?? this._map.getSize().x > 620;
    },

    toggle(open) {
      this.open = open;
      this.apply();
    },

    apply() {
      const open = this.isOpen();
      this.box.classList.toggle("vm-closed", !open);
      this.button.setAttribute("aria-expanded", String(open));
    },

    /** Draws the legend anew: `visits` [{id, title, hue, count, on}], `signs` {name: true}, `hueNames` when hues stand for directions. */
    show({ theme, texts, visits, signs, hueNames }) {
      // The brush calls this at every step: nothing is rebuilt unless something in the legend changed.
      const key = JSON.stringify([theme.hues, texts.legend, visits, signs, hueNames]);
      if (key === this.key) return;
      this.key = key;
      this.button.textContent = texts.legend;
      this.body.replaceChildren();
      if (visits.length) this.body.append(this.visits(theme, texts, visits));
      if (hueNames) this.body.append(this.signs(hueNames.map(({ hue, name }) => [line(theme, { hue }), name])));
      this.body.append(this.signs(this.explain(theme, texts, signs)));
      this.apply();
    },

    visits(theme, texts, visits) {
      const list = make("ul", "vm-legend-visits");
      list.setAttribute("aria-label", texts.visits);
      for (const visit of visits) {
        const item = make("li");
        const button = make("button", visit.on ? "" : "vm-off");
        button.type = "button";
        button.setAttribute("aria-pressed", String(visit.on));
        button.title = visit.on ? texts.hide_visit : texts.show_visit;
        button.append(line(theme, { hue: visit.hue }), make("span", "vm-legend-title", visit.title), make("span", "vm-count", String(visit.count)));
        button.addEventListener("click", () => this.onToggle(visit.id));
        for (const [on, id] of [["pointerenter", visit.index], ["focus", visit.index], ["pointerleave", null], ["blur", null]]) {
          button.addEventListener(on, () => this.onHover(id));
        }
        item.append(button);
        list.append(item);
      }
      return list;
    },

    explain(theme, texts, signs) {
      const part = (extra) => [{ hue: 0, count: 1, ...extra }];
      return [
        signs.city && [sign(theme, symbols.city, part()), texts.sign_city],
        signs.venue && [sign(theme, symbols.venue, part()), texts.sign_venue],
        signs.area && [smaller(theme, symbols.area, part()), texts.sign_area],
        signs.reach && [swatch(26, 26, (ctx) => symbols.reach(ctx, theme, { x: 13, y: 13, r: 4, radius: 11, parts: part() })), texts.sign_reach],
        signs.uncertain && [sign(theme, symbols.city, part({ uncertain: true })), texts.sign_uncertain],
        signs.pale && [sign(theme, symbols.venue, part({ pale: true })), texts.sign_pale],
        signs.stated && [line(theme, { hue: 0 }), texts.sign_stated],
        signs.inferred && [line(theme, { hue: 0, inferred: true }), texts.sign_inferred],
        signs.unordered && [line(theme, { hue: 0, unordered: true }), texts.sign_unordered],
        signs.stop && [swatch(26, 20, (ctx) => symbols.stopNumber(ctx, theme, 13, 10, 1, 0)), texts.sign_stop],
      ].filter(Boolean);
    },

    signs(rows) {
      const list = make("ul", "vm-legend-signs");
      for (const [picture, text] of rows) {
        const item = make("li");
        const holder = make("span", "vm-legend-picture");
        holder.append(picture);
        item.append(holder, make("span", "", text));
        list.append(item);
      }
      return list;
    },
  });
})();
