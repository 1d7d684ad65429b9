// The layer of the small map: the candidates of a name, numbered as in the list beside it, or one point that is being chosen.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const { make, symbols } = VisitMap;

  const CITY = 11, VENUE = 7, SMALLEST_AREA = 22, LARGEST_AREA = 70; // radii in pixels
  const FIRST_HUE = 1, OTHER_HUE = 0; // visitmap.css: the best answer in a hue, the others grey; their numbers say which
  const LONGEST_LABEL = 48; // characters of a name on the map; the list has it whole
  const ZOOM_ALONE = { venue: 12, district: 10, city: 8, province: 6, country: 4 };
  const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * Fires "select" {index} when a place is clicked, "hover" {index} (-1: none), and while a point is being chosen
   * "pick" {lat, lon}.
   */
  VisitMap.PlaceLayer = L.Layer.extend({
    initialize() {
      this.places = [];
      this.labels = [];
      this.texts = {};
      this.selected = this.hovered = -1;
      this.picking = false;
    },

    onAdd(map) {
      this.element = map.getContainer();
      this.element.classList.add("vm-map", "pm-map");
      this.element.dataset.testid = "place-map";
      this.element.setAttribute("role", "region");
      this.canvas = new VisitMap.Canvas((ctx, sheet) => this.paint(ctx, sheet)).addTo(map);
      this.scale = L.control.scale({ imperial: false }).addTo(map);
      this.cross = make("div", "pm-cross");
      this.cross.setAttribute("aria-hidden", "true");
      this.element.append(this.cross);
      this.keys = (event) => {
        if (event.key === "Enter" && this.picking && event.target === this.element) this.pickMiddle();
      };
      this.element.addEventListener("keydown", this.keys);
      map.on("click", this.clicked, this).on("mousemove", this.moved, this);
      this.restyle();
      return this;
    },

    onRemove(map) {
      map.off("click", this.clicked, this).off("mousemove", this.moved, this);
      this.element.removeEventListener("keydown", this.keys);
      this.canvas.remove();
      this.scale.remove();
      this.cross.remove();
    },

    /** places: [{lat, lon, number, name, precision, precision_m}]; labels: [{name, lat, lon, zoom}] sorted by zoom. */
    show({ places, labels, picking, texts }) {
      const before = JSON.stringify(this.places.map(({ id, lat, lon }) => [id, lat, lon]));
      Object.assign(this, { places, labels, picking, texts });
      this.selected = this.hovered = -1;
      this.element.setAttribute("aria-label", texts.place_map || "");
      this.element.classList.toggle("pm-picking", picking);
      for (const [name, text] of [["zoom-in", texts.zoom_in], ["zoom-out", texts.zoom_out]]) {
        const button = this.element.querySelector(".leaflet-control-" + name);
        if (!button || !text) continue;
        button.title = text;
        button.setAttribute("aria-label", text);
      }
      this.giveCredit();
      const moved = before !== JSON.stringify(places.map(({ id, lat, lon }) => [id, lat, lon]));
      if (moved || !this.fitted) this.fit(Boolean(this.fitted));
      this.redraw();
    },

    giveCredit() {
      const control = this._map.attributionControl;
      if (!control || this.credit === this.texts.credit) return;
      if (this.credit) control.removeAttribution(this.credit);
      this.credit = this.texts.credit;
      control.addAttribution(this.credit);
    },

    restyle() {
      this.theme = symbols.readTheme(this.element);
      this.element.dispatchEvent(new CustomEvent("vm:theme"));
      this.redraw();
      const faces = [400, 600].map((weight) => document.fonts?.load(`${weight} 12px ${this.theme.font}`, "Hà Nội, Bắc Kinh"));
      Promise.all(faces).then(() => this.redraw()).catch(() => {});
    },

    redraw() {
      if (!this._map) return;
      this.canvas.draw();
      this.element.dataset.drawn = String(this.drawable().length);
    },

    drawable() {
      return this.places.filter(({ lat }) => lat !== null);
    },

    /** Moves to all places; a point that is being chosen is only brought into sight. */
    fit(animate) {
      const points = this.drawable();
      this.fitted = true;
      const options = { animate: animate && !still(), duration: 0.3 };
      if (!points.length) return;
      if (this.picking && animate && this._map.getBounds().pad(-0.05).contains([points[0].lat, points[0].lon])) return;
      if (points.length === 1) {
        const { lat, lon, precision } = points[0];
        const zoom = this.picking && animate ? Math.max(this._map.getZoom(), 6) : ZOOM_ALONE[precision] ?? 8;
        this._map.setView([lat, lon], zoom, options);
        return;
      }
      this._map.fitBounds(points.map(({ lat, lon }) => [lat, lon]), { padding: [48, 44], maxZoom: 9, ...options });
    },

    select(index) {
      this.selected = index;
      const place = this.places[index];
      if (place && place.lat !== null && !this._map.getBounds().pad(-0.06).contains([place.lat, place.lon])) {
        this._map.panTo([place.lat, place.lon], { animate: !still(), duration: 0.3 });
      }
      this.canvas.draw();
    },

    hover(index) {
      if (index === this.hovered) return;
      this.hovered = index;
      this.canvas.draw();
    },

    // --- picture ---

    paint(ctx, sheet) {
      const { theme } = this;
      if (!theme) return;
      this.nodes = this.places.map((place, index) => ({ ...place, index })).filter(({ lat }) => lat !== null)
        .map((place) => this.node(place, sheet));
      const order = [...this.nodes].sort((a, b) => (a.draw === symbols.area ? 0 : 1) - (b.draw === symbols.area ? 0 : 1) || b.index - a.index);
      const taken = this.nodes.map((n) => n.draw === symbols.area ? [n.x, n.y, n.x, n.y] : [n.x - n.r - 3, n.y - n.r - 3, n.x + n.r + 3, n.y + n.r + 3]);
      const names = this.names(ctx, sheet, taken);
      for (const label of names.filter((l) => l.dot)) this.backgroundName(ctx, label);
      for (const node of order) {
        symbols.reach(ctx, theme, node);
        node.draw(ctx, theme, node);
        if (node.draw === symbols.venue && node.number) symbols.stopNumber(ctx, theme, node.x + 9, node.y - 9, node.number, node.parts[0].hue);
      }
      for (const label of names.filter((l) => !l.dot)) symbols.label(ctx, theme, label.x, label.y, label.text, label);
    },

    node(place, sheet) {
      const { x, y } = sheet.project(place.lat, place.lon);
      const draw = place.precision === "venue" ? symbols.venue
        : place.precision === "city" || place.precision === "district" ? symbols.city : symbols.area;
      const metres = place.precision_m ? place.precision_m / sheet.metresPerPixel(place.lat) : 0;
      const r = draw === symbols.venue ? VENUE : draw === symbols.city ? CITY : Math.min(LARGEST_AREA, Math.max(SMALLEST_AREA, metres));
      const hue = this.picking || place.number <= 1 ? FIRST_HUE : OTHER_HUE;
      return {
        ...place, x, y, r, draw, size: r, radius: draw === symbols.area ? r : Math.min(metres, 420),
        count: place.number || "", parts: [{ hue, count: 1, uncertain: false, pale: false }],
        active: place.index === this.selected || place.index === this.hovered,
      };
    },

    /** Names beside the places, then those of large cities, each only where it is free and whole. */
    names(ctx, sheet, taken) {
      const { theme } = this;
      const placed = [];
      const [left, top, right, bottom] = sheet.view;
      const clear = (box) => taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
      const whole = (box) => box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom;
      const place = (text, x, y, gap, style) => {
        ctx.font = `${style.weight} ${style.size}px ${theme.font}`;
        const width = ctx.measureText(text).width, half = style.size * 0.65;
        const spots = [[x + gap, y, "left", 0], [x - gap, y, "right", -1], [x, y + gap + 7, "center", -0.5], [x, y - gap - 7, "center", -0.5]];
        for (const [atX, atY, align, shift] of spots) {
          const from = atX + shift * width, box = [from - 2, atY - half, from + width + 2, atY + half];
          if (!whole(box) || !clear(box)) continue;
          taken.push(box);
          placed.push({ x: atX, y: atY, text, align, ...style });
          return;
        }
      };
      const named = new Set(this.nodes.map(({ name }) => name));
      for (const node of this.nodes) {
        const gap = node.draw === symbols.area ? 8 : node.r + (node.draw === symbols.venue ? 11 : 6);
        const letters = [...node.name];
        const text = letters.length > LONGEST_LABEL ? letters.slice(0, LONGEST_LABEL - 1).join("") + "…" : node.name;
        place(text, node.x, node.y, gap, { size: 12.5, weight: 600 });
      }
      for (const { name, lat, lon, zoom } of this.labels) {
        if (zoom > sheet.zoom) break;
        if (named.has(name)) continue;
        const { x, y } = sheet.project(lat, lon);
        if (whole([x, y, x, y]) && clear([x - 3, y - 3, x + 3, y + 3])) place(name, x, y, 6, { size: 11, weight: 400, dot: [x, y], colour: theme.quiet });
      }
      return placed;
    },

    backgroundName(ctx, label) {
      ctx.fillStyle = this.theme.quiet;
      ctx.fillRect(label.dot[0] - 1.5, label.dot[1] - 1.5, 3, 3);
      symbols.label(ctx, this.theme, label.x, label.y, label.text, label);
    },

    // --- pointing ---

    nodeAt(point) {
      const { x, y } = this.canvas.fromContainer(point);
      const near = (this.nodes || []).map((node) => ({ node, gap: Math.hypot(node.x - x, node.y - y) - node.r })).filter(({ gap }) => gap < 7);
      const exact = near.filter(({ node }) => node.draw !== symbols.area);
      return (exact.length ? exact : near).sort((a, b) => a.gap - b.gap)[0]?.node ?? null;
    },

    moved(event) {
      if (this.picking) return;
      const node = this.nodeAt(event.containerPoint);
      this.element.style.cursor = node ? "pointer" : "";
      const index = node ? node.index : -1;
      if (index === this.hovered) return;
      this.hover(index);
      this.fire("hover", { index });
    },

    clicked(event) {
      if (this.picking) return this.pick(event.latlng);
      const node = this.nodeAt(event.containerPoint);
      if (!node) return;
      this.select(node.index);
      this.fire("select", { index: node.index });
    },

    pickMiddle() {
      this.pick(this._map.getCenter());
    },

    pick(latlng) {
      const { lat, lng } = latlng.wrap();
      this.fire("pick", { lat: Number(lat.toFixed(5)), lon: Number(lng.toFixed(5)) });
    },
  });
})();
