// Canvas: one sheet over the map on which everything is painted. Leaflet's Renderer keeps it in place while the map moves and zooms.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});

  /** A map layer that calls `paint(ctx, sheet)` whenever the view changes; `sheet` turns degrees into pixels of the context. */
  VisitMap.Canvas = L.Renderer.extend({
    options: { padding: 0.25, pane: "overlayPane" },

    initialize(paint, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.paint = paint;
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.className = "vm-canvas";
      this._ctx = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
      delete this._ctx;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      if (this._container.width !== Math.round(size.x * ratio) || this._container.height !== Math.round(size.y * ratio)) {
        this._container.width = Math.round(size.x * ratio);
        this._container.height = Math.round(size.y * ratio);
        this._container.style.width = size.x + "px";
        this._container.style.height = size.y + "px";
      }
      this.draw();
    },

    _updatePaths() {},

    /** Paints anew. Called by Leaflet after a move or zoom, and by the layer when its data change. */
    draw() {
      if (!this._map || !this._ctx) return;
      const ctx = this._ctx, ratio = window.devicePixelRatio || 1;
      const { min } = this._bounds, size = this._bounds.getSize();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, size.x, size.y);
      this.paint(ctx, this.sheet(min, size));
    },

    sheet(min, size) {
      const map = this._map, zoom = map.getZoom(), middle = map.getCenter().lng;
      const origin = map.getPixelOrigin().add(min);
      return {
        zoom, size,
        /** Pixels of a place; the copy of the world is the one nearest to the middle of the map, or to `beside` (a longitude). */
        project: (lat, lon, beside) => {
          const anchor = beside === undefined ? lon : beside;
          const turn = 360 * Math.round((middle - anchor) / 360);
          return map.project([Math.max(-85, Math.min(85, lat)), lon + turn], zoom).subtract(origin);
        },
        metresPerPixel: (lat) => (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom),
        /** What of the sheet is in sight, [left, top, right, bottom]; the rest is there for panning. */
        view: (() => {
          const a = this.fromContainer([0, 0]), b = this.fromContainer(map.getSize());
          return [a.x, a.y, b.x, b.y];
        })(),
      };
    },

    /** From pixels of the map's container to pixels of the sheet. */
    fromContainer(point) {
      return this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
    },
  });
})();
