// The visit layer: a Leaflet layer that draws routes and events, filters them by the brush's window and the page's filters, and opens them.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const { EVENT, NO_PLACE, OPEN_START, OPEN_END, make, symbols } = VisitMap;

  const DAY_MARGIN = 3; // days of air at both ends of the axis, so that a handle never hides the first bar
  const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * options: source {address | inline}, lang, texts, range {start, end, mode} in day numbers or null.
   * Fires: "ready", "failed", "range" {start, end}, "visits" {visits}, "place" {id}, "event" {id}.
   */
  VisitMap.VisitLayer = L.Layer.extend({
    initialize(options) {
      L.setOptions(this, options);
      this.lang = options.lang || "en";
      this.texts = options.texts || {};
      this.source = new VisitMap.Source(options.source);
      this.restriction = options.filter || {};
      this.range = { start: null, end: null, mode: "overlaps", ...options.range };
      this.hovered = null;
      this.activePlace = null;
    },

    onAdd(map) {
      this.element = map.getContainer();
      this.element.classList.add("vm-map");
      this.element.dataset.testid = "visit-map";
      this.element.setAttribute("role", "region");
      this.nameControls();
      this.canvas = new VisitMap.Canvas((ctx, sheet) => this.paint(ctx, sheet)).addTo(map);
      this.legend = new VisitMap.Legend({ onToggle: (id) => this.toggleVisit(id), onHover: (visit) => this.hover(visit) }).addTo(map);
      // Leaflet hears Escape only while the map itself has the focus; here it also closes a popup opened with the mouse.
      this.keys = (event) => { if (event.key === "Escape") map.closePopup(); };
      document.addEventListener("keydown", this.keys);
      // Zooming brings other signs onto the map (venues, rings), and the legend explains those that are there.
      this.relegend = () => requestAnimationFrame(() => this.filter && this._map && this.updateLegend());
      map.on("zoomend moveend", this.relegend);
      map.on("click", this.clicked, this).on("mousemove", this.moved, this).on("popupclose", this.closed, this);
      this.scale = L.control.scale({ imperial: false }).addTo(map);
      this.giveCredit();
      this.restyle();
      this.loaded = this.load().catch((error) => this.fail(error));
      return this;
    },

    /** Leaflet's own buttons speak English only: here they get the reader's words. */
    nameControls() {
      this.element.setAttribute("aria-label", this.texts.map || "");
      for (const [name, text] of [["zoom-in", this.texts.zoom_in], ["zoom-out", this.texts.zoom_out]]) {
        const button = this.element.querySelector(".leaflet-control-" + name);
        if (!button || !text) continue;
        button.title = text;
        button.setAttribute("aria-label", text);
      }
    },

    nameCloseButton() {
      const button = this.element.querySelector(".leaflet-popup-close-button");
      if (button && this.texts.close) button.setAttribute("aria-label", this.texts.close);
    },

    /** Names the sources of what is drawn, in the reader's language; a fixed text, none of a record. */
    giveCredit() {
      const control = this._map.attributionControl;
      if (!control || !this.texts.credit) return;
      if (this.credit) control.removeAttribution(this.credit);
      this.credit = this.texts.credit;
      control.addAttribution(this.credit);
    },

    onRemove(map) {
      map.off("click", this.clicked, this).off("mousemove", this.moved, this).off("popupclose", this.closed, this);
      document.removeEventListener("keydown", this.keys);
      map.off("zoomend moveend", this.relegend);
      this.canvas.remove();
      this.legend.remove();
      this.scale.remove();
      if (this.brush) this.brush.destroy();
    },

    async load() {
      this.model = await this.source.columns();
      this.filter = new VisitMap.Filter(this.model);
      this.scene = new VisitMap.Scene(this.model, this.filter);
      this.filter.restrict(this.restriction);
      this.filter.window(this.range.start, this.range.end, this.range.mode);
      this.addBrush();
      this.fit(false);
      this.refresh();
      // A canvas does not wait for a typeface: paint once more when its weights are there.
      const faces = [400, 500, 600].map((weight) => document.fonts?.load(`${weight} 12px ${this.theme.font}`, "Hà Nội, Bắc Kinh"));
      Promise.all(faces).then(() => this.relabel()).catch(() => {});
      this.fire("ready");
    },

    relabel() {
      this.scene.widths.clear();
      this.canvas.draw();
    },

    fail(error) {
      console.warn("Visit Map: the records did not arrive: " + error.message);
      const box = make("div", "vm-message");
      box.setAttribute("role", "alert");
      const again = make("button", "", this.texts.retry || "Retry");
      again.type = "button";
      again.addEventListener("click", () => {
        box.remove();
        this.loaded = this.load().catch((next) => this.fail(next));
      });
      box.append(make("p", "", this.texts.load_failed || error.message), again);
      this.element.append(box);
      this.fire("failed", { message: error.message });
    },

    // --- time ---

    addBrush() {
      const root = this.element.closest(".vm-root");
      const slot = root?.querySelector("[data-vm-brush]") || this.element.insertAdjacentElement("afterend", make("div"));
      this.brush = new VisitMap.TimeBrush(slot, {
        lang: this.lang, texts: this.texts,
        onInput: ({ start, end }) => this.setWindow(start, end),
        onChange: ({ start, end }) => this.fire("range", { start, end }),
      });
      this.feedBrush();
      this.brush.setRange(this.range.start, this.range.end, { silent: true });
    },

    /** Gives the brush its axis and bars: all events of the wanted statuses; those that other filters leave out are pale. */
    feedBrush() {
      const { start, end, flags, status, visit } = this.model.columns;
      const { statuses, defaultStatuses, visits } = this.model.header;
      const wanted = new Set(this.restriction.statuses?.length ? this.restriction.statuses : defaultStatuses);
      const taken = [];
      let min = Infinity, max = -Infinity;
      for (let i = 0; i < start.length; i++) {
        if (!(flags[i] & EVENT.DATED) || !wanted.has(statuses[status[i]])) continue;
        taken.push(i);
        for (const day of [start[i], end[i]]) {
          if (day === OPEN_START || day === OPEN_END) continue;
          min = Math.min(min, day);
          max = Math.max(max, day);
        }
      }
      const axis = taken.length && min <= max ? { min: min - DAY_MARGIN, max: max + DAY_MARGIN } : null;
      const key = axis && [axis.min, axis.max, taken.length].join();
      this.barEvents = taken;
      if (key !== this.axisKey) {
        this.axisKey = key;
        const pick = (Type, of) => Type.from(taken, of);
        this.brush.setAxis(axis);
        this.brush.setHistogram({
          starts: pick(Int32Array, (i) => (axis && start[i] === OPEN_START ? axis.min : start[i])),
          ends: pick(Int32Array, (i) => (axis && end[i] === OPEN_END ? axis.max : end[i])),
          uncertain: pick(Uint8Array, (i) => (flags[i] & EVENT.DATE_UNCERTAIN ? 1 : 0)),
          stripes: pick(Uint8Array, (i) => (visit[i] === NO_PLACE ? 0 : visits[visit[i]].hue)),
        });
      }
      this.brush.setShown(Uint8Array.from(taken, (i) => this.filter.passing[i]));
    },

    /** The brush's way: new window -> new picture, at once. */
    setWindow(start, end) {
      this.range.start = start;
      this.range.end = end;
      this.filter.window(start, end, this.range.mode);
      this.refresh();
    },

    // --- what the page says ---

    /** Range from outside (typed in the address, an opened event): moves the brush too. */
    setRange({ start, end, mode }) {
      Object.assign(this.range, { start, end, mode: mode || this.range.mode });
      if (!this.filter) return;
      this.brush.setRange(start, end, { silent: true });
      this.filter.window(start, end, this.range.mode);
      this.refresh();
    },

    setFilter(restriction) {
      this.restriction = restriction;
      if (!this.filter) return;
      this.filter.restrict(restriction);
      this.feedBrush();
      this.refresh();
    },

    setLanguage(lang, texts) {
      if (lang === this.lang && JSON.stringify(texts) === JSON.stringify(this.texts)) return;
      this.lang = lang;
      this.texts = texts;
      this.nameControls();
      this.giveCredit();
      this._map.closePopup();
      if (!this.filter) return;
      this.brush.setTexts(texts);
      this.brush.setLanguage(lang);
      this.scene.widths.clear();
      this.refresh();
    },

    restyle() {
      this.theme = symbols.readTheme(this.element);
      this.brush?.restyle();
      this.element.dispatchEvent(new CustomEvent("vm:theme"));
      if (this.filter) this.refresh();
    },

    /** Shows the place of an event with a popup; the map moves only when the place is out of sight. */
    select(id) {
      const number = id === null || !this.filter ? -1 : this.model.header.ids.indexOf(id);
      if (number < 0) return;
      const place = this.model.columns.place[number];
      if (place === NO_PLACE || this.model.header.places[place].lat === null) return this._map.closePopup();
      const { lat, lon } = this.model.header.places[place];
      const inner = this._map.getBounds().pad(-0.08);
      if (inner.contains([lat, lon])) return this.openPopup(place, [number]);
      // First there, then the popup: opened on the way, it would stop the map where it is.
      this._map.once("moveend", () => this.openPopup(place, [number]));
      this._map.panTo([lat, lon], { animate: !still(), duration: 0.3 });
    },

    /** Moves to all that is shown. */
    fit(animate = true) {
      const { places } = this.model.header;
      const { place } = this.model.columns;
      const used = new Set();
      for (let i = 0; i < place.length; i++) if (this.filter.shown[i] && place[i] !== NO_PLACE) used.add(place[i]);
      for (const k of this.filter.legs()) used.add(this.model.columns.leg_from[k]).add(this.model.columns.leg_to[k]);
      const points = [...used].filter((p) => p !== NO_PLACE && places[p].lat !== null).map((p) => [places[p].lat, places[p].lon]);
      if (!points.length) return this._map.setView([27, 110], 4, { animate: false });
      const wide = this._map.getSize().x > 620;
      this._map.fitBounds(points, {
        paddingTopLeft: [wide ? 70 : 34, 44], paddingBottomRight: [wide ? 250 : 34, 40], maxZoom: 9, animate: animate && !still(),
      });
    },

    // --- picture ---

    refresh() {
      const counted = this.scene.count();
      this.canvas.draw();
      this.sayEmpty(counted.events === 0);
      this.updateLegend();
      this.element.dataset.drawn = String(counted.drawn);
      const { start, end } = this.range;
      const iso = (day) => (day === null ? null : VisitMap.days.toISO(day));
      this.element.dispatchEvent(new CustomEvent("visitmap:drawn", {
        bubbles: true,
        detail: { start: iso(start), end: iso(end), events: counted.drawn, places: this.drawnPlaces(), legs: counted.legs },
      }));
    },

    /** An empty map says so; what emptied it, and how to undo that, stands where the table was. */
    sayEmpty(empty) {
      if (empty && !this.emptyNote) {
        this.emptyNote = make("p", "vm-empty");
        this.element.append(this.emptyNote);
      }
      if (!this.emptyNote) return;
      this.emptyNote.hidden = !empty;
      this.emptyNote.textContent = this.model.header.count ? this.texts.nothing_shown : this.texts.no_records;
    },

    drawnPlaces() {
      return (this.nodes || []).reduce((sum, node) => sum + node.places.length, 0);
    },

    paint(ctx, sheet) {
      if (!this.scene?.legs) return;
      const { theme, lang } = this;
      const nodes = (this.nodes = this.scene.nodes(sheet.project, sheet.metresPerPixel));
      const lines = (this.lines = this.scene.lines(sheet.project, nodes));
      const ends = this.scene.ends(sheet.project, nodes);
      // A visit pointed at in the legend whose legs are not on the map fades nothing.
      const hovered = lines.some((line) => line.visits.has(this.hovered)) ? this.hovered : null;
      const fade = (visits) => (hovered === null || visits.has(hovered) ? 1 : 0.18);
      const draw = (alpha, work) => { ctx.globalAlpha = alpha; work(); ctx.globalAlpha = 1; };
      const labels = this.scene.labels(ctx, theme, { nodes, ends, lines, project: sheet.project, zoom: sheet.zoom, lang, view: sheet.view, covered: this.covered() });
      for (const label of labels) {
        if (!label.dot) continue;
        ctx.fillStyle = theme.quiet;
        ctx.fillRect(label.dot[0] - 1.5, label.dot[1] - 1.5, 3, 3);
        symbols.label(ctx, theme, label.x, label.y, label.text, { ...label, colour: theme.quiet });
      }
      for (const node of nodes) symbols.reach(ctx, theme, node);
      for (const node of nodes) if (node.draw === symbols.area) node.draw(ctx, theme, { ...node, active: node.place === this.activePlace });
      for (const line of lines) draw(fade(line.visits), () => symbols.leg(ctx, theme, { ...line, strong: hovered !== null && line.visits.has(hovered) }));
      for (const end of ends) symbols.home(ctx, theme, end);
      for (const node of nodes) {
        if (node.draw !== symbols.area) node.draw(ctx, theme, { ...node, active: node.places.includes(this.activePlace) || node.place === this.activePlace });
      }
      for (const line of lines) {
        if (line.stop) draw(fade(line.visits), () => symbols.stopNumber(ctx, theme, line.end[0], line.end[1], line.stop, line.hue));
      }
      for (const label of labels) if (label.strong) symbols.label(ctx, theme, label.x, label.y, label.text, label);
    },

    /** Boxes of the sheet that controls cover, where no name should stand. */
    covered() {
      const { left, top } = this.element.getBoundingClientRect();
      return [...this.element.querySelectorAll(".leaflet-control")].map((control) => {
        const box = control.getBoundingClientRect();
        const a = this.canvas.fromContainer([box.left - left, box.top - top]), b = this.canvas.fromContainer([box.right - left, box.bottom - top]);
        return [a.x, a.y, b.x, b.y];
      });
    },

    updateLegend() {
      const { header } = this.model;
      const counts = this.filter.perVisit();
      const limited = new Set(this.restriction.visits || []);
      const parts = this.nodes.flatMap((node) => node.parts);
      const has = (list, test) => list.some(test) || undefined;
      this.legend.show({
        theme: this.theme, texts: this.texts,
        visits: header.ownHues ? header.visits.map((visit, index) => ({
          id: visit.id, index, hue: visit.hue, title: visit.names[this.lang] || visit.names.en,
          count: counts[index], on: !limited.size || limited.has(visit.id), known: visit.shownByDefault,
        })).filter((visit) => visit.known || visit.count) : [],
        hueNames: header.ownHues ? null : header.hueNames.map(({ hue, key }) => ({ hue, name: this.texts[key] })),
        signs: {
          city: has(this.nodes, (n) => n.draw === symbols.city), venue: has(this.nodes, (n) => n.draw === symbols.venue),
          area: has(this.nodes, (n) => n.draw === symbols.area), reach: has(this.nodes, symbols.reaches), uncertain: has(parts, (p) => p.uncertain), pale: has(parts, (p) => p.pale),
          stated: has(this.lines, (l) => !l.inferred && !l.unordered), inferred: has(this.lines, (l) => l.inferred),
          unordered: has(this.lines, (l) => l.unordered), stop: has(this.lines, (l) => l.stop),
        },
      });
    },

    // --- pointing and opening ---

    /** Switches one visit on or off; with the last one switched off, all are on again. */
    toggleVisit(id) {
      const all = this.model.header.visits.filter((visit) => visit.shownByDefault).map((visit) => visit.id);
      const on = new Set(this.restriction.visits?.length ? this.restriction.visits : all);
      if (on.has(id)) on.delete(id);
      else on.add(id);
      const visits = on.size === 0 || all.every((known) => on.has(known)) ? [] : [...on];
      this.hovered = null;
      this.setFilter({ ...this.restriction, visits });
      this.fire("visits", { visits });
    },

    hover(visit) {
      if (visit === this.hovered) return;
      this.hovered = visit;
      this.canvas.draw();
    },

    nodeAt(point) {
      const { x, y } = this.canvas.fromContainer(point);
      const found = (this.nodes || []).map((node) => ({ node, gap: Math.hypot(node.x - x, node.y - y) - node.r }))
        .filter(({ gap }) => gap < 7);
      // A city inside a province's area is the one that is meant.
      const exact = found.filter(({ node }) => node.draw !== symbols.area);
      return (exact.length ? exact : found).sort((a, b) => a.gap - b.gap)[0]?.node ?? null;
    },

    lineAt(point) {
      const { x, y } = this.canvas.fromContainer(point);
      return (this.lines || []).find((line) => VisitMap.routes.distance(line.points, x, y) < 6) || null;
    },

    moved(event) {
      if (!this.filter) return;
      const node = this.nodeAt(event.containerPoint);
      const line = node ? null : this.lineAt(event.containerPoint);
      this.element.style.cursor = node || line ? "pointer" : "";
      this.hover(line && line.visits.size === 1 ? [...line.visits][0] : null);
    },

    clicked(event) {
      if (!this.filter) return;
      const node = this.nodeAt(event.containerPoint);
      if (!node) return;
      const places = new Set(node.places);
      const numbers = [];
      for (let i = 0; i < this.filter.shown.length; i++) if (this.filter.shown[i] && places.has(this.model.columns.place[i])) numbers.push(i);
      this.openPopup(node.place, numbers);
      const ids = node.places.map((p) => this.model.header.places[p].id);
      this.fire("place", { ids, name: this.placeName(node.place) });
    },

    placeName(place) {
      const { names } = this.model.header.places[place];
      return names[this.lang] || names.en;
    },

    closed() {
      if (this.activePlace === null) return;
      this.activePlace = null;
      this.canvas.draw();
    },

    /** Opens a popup at a place: the event, or the list of events. It stands beside the place, never on it. */
    async openPopup(place, numbers) {
      const { lat, lon } = this.model.header.places[place];
      const body = make("div", "vm-popup");
      // A pressed button is gone with the text it stood in, and Leaflet would take its click for one on the map.
      L.DomEvent.on(body, "click", L.DomEvent.stopPropagation);
      body.append(make("p", "vm-quiet", this.texts.loading));
      const node = (this.nodes || []).find((n) => n.places.includes(place) || n.place === place);
      const width = this._map.getSize().x, wide = width > 620;
      const turn = 360 * Math.round((this._map.getCenter().lng - lon) / 360);
      const at = node ? [this.model.header.places[node.place].lat, this.model.header.places[node.place].lon + turn] : [lat, lon + turn];
      L.popup({
        className: "vm-popup-frame", offset: [0, -((node?.r ?? 8) + 2)], closeButton: true,
        maxWidth: Math.min(320, width - 70), minWidth: Math.min(240, width - 70), maxHeight: 250,
        // The map moves until the popup is clear of the zoom buttons and, where there is room for both, of the legend.
        autoPanPaddingTopLeft: [wide ? 52 : 12, 14], autoPanPaddingBottomRight: [wide ? 256 : 12, (node?.r ?? 8) + 16],
      }).setLatLng(at).setContent(body).openOn(this._map);
      this.nameCloseButton();
      this.activePlace = node ? node.place : place;
      this.canvas.draw();
      try {
        const details = await this.source.details(numbers.slice(0, 200), this.lang);
        if (details.length === 1) this.fillOne(body, details[0]);
        else this.fillList(body, place, details, numbers.length);
      } catch (error) {
        body.replaceChildren(make("p", "", this.texts.load_failed), make("p", "vm-quiet", error.message));
      }
      this._map._popup?.update();
      this.keepFocus(body);
    },

    fillOne(body, detail, back) {
      const inner = make("div");
      VisitMap.renderDetail(inner, detail, this.texts);
      body.replaceChildren();
      if (back) {
        const button = make("button", "vm-back", this.texts.back_to_list);
        button.type = "button";
        button.addEventListener("click", back);
        body.append(button);
      }
      body.append(inner);
    },

    /** The button that was pressed is gone with the text it stood in: the popup takes the focus instead of losing it. */
    keepFocus(body) {
      body.tabIndex = -1;
      if (!body.contains(document.activeElement)) body.focus({ preventScroll: true });
    },

    fillList(body, place, details, total) {
      const show = () => {
        const list = make("ul", "vm-event-list");
        for (const detail of details) {
          const item = make("li");
          const button = make("button", "");
          button.type = "button";
          const mark = make("span", "vm-mark");
          mark.style.background = `var(--vm-hue-${detail.visit ? detail.visit.hue : 0})`;
          const words = make("span", "vm-event-words");
          words.append(make("span", "vm-when", detail.date), make("span", "vm-title", detail.title), make("span", "vm-quiet", detail.place_short));
          button.append(mark, words);
          button.addEventListener("click", () => {
            this.fillOne(body, detail, show);
            this._map._popup?.update();
            this.keepFocus(body);
            this.fire("event", { id: detail.event_id });
          });
          item.append(button);
          list.append(item);
        }
        const head = make("p", "vm-list-head", this.placeName(place));
        head.append(make("span", "vm-count", String(total)));
        body.replaceChildren(head, list);
        if (total > details.length) body.append(make("p", "vm-quiet", this.texts.more_in_table));
        this._map._popup?.update();
        this.keepFocus(body);
      };
      show();
    },
  });
})();
