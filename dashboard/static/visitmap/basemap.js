/* The neutral offline basemap: VisitMap.Basemap, a Leaflet layer drawn on one canvas below everything else.
 *
 *   new VisitMap.Basemap({base: 'app/static/basemap/'}).addTo(map)
 *   new VisitMap.Basemap({inline: {world: '<base64 of world.bin>', cells: {'12-6': '<base64>'}}}).addTo(map)
 *
 * base    address of the folder with world.bin and 10m/, resolved against document.baseURI.
 * inline  the same files as base64; then nothing is ever fetched. `cells` may be left out or hold only some.
 * credit  plain text for the attribution control.
 *
 * Colours are the custom properties --vm-sea, --vm-land, --vm-coast, --vm-river, --vm-lake, --vm-border of the map's
 * container; they are read again by restyle(), or when a `vm:theme` event reaches the container.
 * Events on the container: `basemap:drawn` {zoom, cells, detail, milliseconds}, `basemap:error` {file, message}.
 * The file format is described in dashboard/basemap/cells.py. Needs Leaflet 1.9 and its default projection.
 */
(function () {
  'use strict';

  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const MAGIC = [0x56, 0x4d, 0x42, 0x31]; // VMB1
  const TILE = 256; // pixels across the world at zoom 0
  const DETAIL_FROM = 5.5; // zoom from which the 1:10 million cells are drawn
  const RETRY_AFTER = 10000; // ms before a file that failed may be asked for again
  const COLOURS = {
    sea: '#dbe6ea', land: '#f7f4ec', coast: '#a9bac0', river: '#b5cdd6', lake: '#d3e1e7', border: '#c3b9a6',
  };
  // Rivers by rank (0 = the largest): up to which rank a class goes, from which zoom it shows, its width in pixels.
  const RIVERS = [
    {rank: 2, from: 3, width: 1.5},
    {rank: 4, from: 4, width: 1.15},
    {rank: 6, from: 5, width: 0.9},
    {rank: 8, from: 6.5, width: 0.75},
    {rank: 99, from: 7.5, width: 0.65},
  ];
  // The sea darkens softly towards the coast: land is first painted this many times smaller, in the sea's colour with
  // this share of the coast's, and blown up. (Wide strokes look the same and take four times as long without a GPU.)
  const SHORE = {smaller: 4, share: 0.3};
  const MOST_PIXELS = 6e6; // of the canvas: on large dense screens less is drawn beyond the edge of the view

  // ---- reading files ------------------------------------------------------------------------------------------

  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 4;
    }

    byte() {
      if (this.at >= this.bytes.length) throw new Error('the file ends in the middle');
      return this.bytes[this.at++];
    }

    number() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.byte();
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    }

    points() {
      const n = this.number();
      const points = new Int16Array(2 * n);
      let x = 0;
      let y = 0;
      for (let i = 0; i < 2 * n; i += 2) {
        const dx = this.number();
        const dy = this.number();
        points[i] = x += (dx >> 1) ^ -(dx & 1);
        points[i + 1] = y += (dy >> 1) ^ -(dy & 1);
      }
      return points;
    }

    shapes() {
      const shapes = [];
      for (let n = this.number(); n > 0; n--) shapes.push(this.points());
      return shapes;
    }
  }

  /** Decode a file: {details: Set of 'column-row', detailZoom, cells: Map of 'column-row' to Cell}. */
  function decode(buffer) {
    const bytes = new Uint8Array(buffer);
    if (MAGIC.some((code, i) => bytes[i] !== code)) throw new Error('not a basemap file');
    const reader = new Reader(bytes);
    const grid = {zoom: reader.number(), extent: reader.number(), margin: reader.number()};
    const detailZoom = reader.number();
    const details = new Set();
    if (detailZoom) {
      const size = 1 << detailZoom;
      for (let at = 0, bits = 0; at < size * size; at++) {
        if (at % 8 === 0) bits = reader.byte();
        if ((bits >> (at % 8)) & 1) details.add((at % size) + '-' + Math.floor(at / size));
      }
    }
    const cells = new Map();
    for (let n = reader.number(); n > 0; n--) {
      const cell = new Cell(grid, reader);
      cells.set(cell.column + '-' + cell.row, cell);
    }
    return {grid, detailZoom, details, cells};
  }

  function bytesOfBase64(text) {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes.buffer;
  }

  // ---- one cell: shapes in its own units, and the paths made of them ---------------------------------------------

  class Cell {
    constructor(grid, reader) {
      this.grid = grid;
      this.column = reader.number();
      this.row = reader.number();
      this.land = reader.shapes();
      this.lake = reader.shapes();
      this.river = [];
      for (let n = reader.number(); n > 0; n--) this.river.push({rank: reader.number(), points: reader.points()});
      this.border = reader.shapes();
      this.paths = new Map(); // whole zoom -> paths
    }

    /** Paths fit for drawing at up to `level` (a whole zoom, one more on dense screens); made once, kept for three levels. */
    pathsAt(level) {
      let paths = this.paths.get(level);
      if (!paths) {
        paths = this.makePaths(level);
        this.paths.set(level, paths);
        if (this.paths.size > 3) this.paths.delete(this.paths.keys().next().value);
      }
      return paths;
    }

    makePaths(level) {
      const unitsPerPixel = (this.grid.extent * 2 ** this.grid.zoom) / (TILE * 2 ** level);
      const step = 0.45 * unitsPerPixel; // points nearer than this to the one before are left out
      const seam = this.seam();
      const smooth = unitsPerPixel < 4; // beyond what the source resolves, lines are rounded instead of bent
      const paths = {land: new Path2D(), coast: new Path2D(), shore: new Path2D(), shoreline: new Path2D(),
        lake: new Path2D(), lakeshore: new Path2D(), border: null, rivers: []};
      for (const ring of this.land) {
        const size = extentOf(ring);
        if (size < 0.8 * unitsPerPixel) continue;
        const points = thin(ring, step, this.grid);
        addRing(paths.land, points);
        if (size < 2 * unitsPerPixel) continue; // an islet is a speck of land, not a speck of coast
        addOutline(paths.coast, points, this.grid, seam);
        if (size < 6 * unitsPerPixel) continue;
        const coarse = thin(points, 2 * SHORE.smaller * step, this.grid);
        addRing(paths.shore, coarse);
        addOutline(paths.shoreline, coarse, this.grid, seam);
      }
      for (const ring of this.lake) {
        if (extentOf(ring) < 2 * unitsPerPixel) continue;
        const points = thin(ring, step, this.grid);
        addRing(paths.lake, points);
        addOutline(paths.lakeshore, points, this.grid, seam);
      }
      for (const {rank, points} of this.river) {
        const kind = RIVERS.findIndex((river) => rank <= river.rank);
        addLine((paths.rivers[kind] = paths.rivers[kind] || new Path2D()), thin(points, step, null), smooth);
      }
      for (const points of this.border) addLine((paths.border = paths.border || new Path2D()), thin(points, step, null), smooth);
      return paths;
    }

    /** Units (east) where land ends at the antimeridian only because the source does: no coast. NaN: nowhere. */
    seam() {
      const {zoom, extent, margin} = this.grid;
      return this.column === 0 ? margin : this.column === 2 ** zoom - 1 ? margin + extent : NaN;
    }
  }

  function extentOf(points) {
    let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
    for (let i = 0; i < points.length; i += 2) {
      if (points[i] < west) west = points[i];
      if (points[i] > east) east = points[i];
      if (points[i + 1] < north) north = points[i + 1];
      if (points[i + 1] > south) south = points[i + 1];
    }
    return Math.max(east - west, south - north);
  }

  /** Leave out points within `step` of the one kept before; the ends, and with `grid` points on cut edges, stay. */
  function thin(points, step, grid) {
    if (step < 1.5 || points.length < 8) return points;
    const far = grid ? grid.extent + 2 * grid.margin : NaN;
    const near = grid ? 0 : NaN;
    const west = grid ? grid.margin : NaN;
    const east = grid ? grid.margin + grid.extent : NaN;
    const kept = new Int16Array(points.length);
    let n = 0;
    let lastX = -1e9;
    let lastY = -1e9;
    const last = points.length - 2;
    for (let i = 0; i <= last; i += 2) {
      const x = points[i];
      const y = points[i + 1];
      if (i === last || Math.abs(x - lastX) + Math.abs(y - lastY) >= step ||
          x === near || x === far || y === near || y === far || x === west || x === east) {
        kept[n++] = lastX = x;
        kept[n++] = lastY = y;
      }
    }
    return n < 6 ? points : kept.subarray(0, n);
  }

  function addRing(path, points) {
    path.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
    path.closePath();
  }

  function addLine(path, points, smooth) {
    const last = points.length - 2;
    path.moveTo(points[0], points[1]);
    for (let i = 2; i < last; i += 2) {
      if (smooth) path.quadraticCurveTo(points[i], points[i + 1], (points[i] + points[i + 2]) / 2, (points[i + 1] + points[i + 3]) / 2);
      else path.lineTo(points[i], points[i + 1]);
    }
    path.lineTo(points[last], points[last + 1]);
  }

  /** Add a ring's edges, save those that come of cutting and those that the neighbouring cell draws. */
  function addOutline(path, points, grid, seam) {
    const near = grid.margin;
    const far = grid.margin + grid.extent;
    const outer = far + grid.margin;
    let penDown = false;
    let ax = points[points.length - 2];
    let ay = points[points.length - 1];
    for (let i = 0; i < points.length; i += 2) {
      const bx = points[i];
      const by = points[i + 1];
      const skipped =
        (ax === bx && (ax === 0 || ax === outer || ax === seam)) || (ay === by && (ay === 0 || ay === outer)) ||
        (ax < near && bx < near) || (ax >= far && bx >= far) || (ay < near && by < near) || (ay >= far && by >= far);
      if (!skipped) {
        if (!penDown) path.moveTo(ax, ay);
        path.lineTo(bx, by);
      }
      penDown = !skipped;
      ax = bx;
      ay = by;
    }
  }

  // ---- colours --------------------------------------------------------------------------------------------------

  const probe = document.createElement('canvas').getContext('2d');

  /** [red, green, blue] of a CSS colour; the fallback where the text is none. Transparency is not used. */
  function rgb(text, fallback) {
    probe.fillStyle = fallback;
    probe.fillStyle = text;
    const hex = probe.fillStyle;
    if (hex[0] === '#') return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    return hex.match(/[\d.]+/g).slice(0, 3).map(Number);
  }

  function css([r, g, b]) {
    return `rgb(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)})`;
  }

  function mix(a, b, share) {
    return a.map((value, i) => value + (b[i] - value) * share);
  }

  // ---- the layer ------------------------------------------------------------------------------------------------

  VisitMap.Basemap = L.Renderer.extend({
    options: {pane: 'vm-basemap', padding: 0.3, base: '', inline: null, credit: 'Natural Earth; boundaries are indicative'},

    /** For Leaflet's attribution control, which takes HTML: the credit as text. */
    getAttribution: function () {
      return String(this.options.credit).replace(/[&<>"'`]/g, (sign) => '&#' + sign.charCodeAt(0) + ';');
    },

    onAdd: function (map) {
      if (!map.getPane(this.options.pane)) {
        const pane = map.createPane(this.options.pane);
        pane.style.zIndex = 150; // below tiles, overlays, shadows, markers
        pane.style.pointerEvents = 'none';
      }
      this._files = this._files || new Map();
      this._padding = this._padding || this.options.padding;
      this._onTheme = () => this.restyle();
      map.getContainer().addEventListener('vm:theme', this._onTheme);
      this._readColours();
      L.Renderer.prototype.onAdd.call(this, map);
      this._file('world');
    },

    onRemove: function () {
      this._map.getContainer().removeEventListener('vm:theme', this._onTheme);
      this._map.getContainer().style.backgroundColor = '';
      cancelAnimationFrame(this._frame);
      this._frame = 0;
      L.Renderer.prototype.onRemove.call(this);
    },

    getEvents: function () {
      const events = L.Renderer.prototype.getEvents.call(this);
      events.move = this._onMove;
      events.resize = this._onResize;
      return events;
    },

    /** Read the colours again and redraw. */
    restyle: function () {
      if (!this._map) return this;
      this._readColours();
      this._draw();
      return this;
    },

    _readColours: function () {
      const container = this._map ? this._map.getContainer() : null;
      const style = getComputedStyle(container);
      const colours = {};
      for (const name of Object.keys(COLOURS)) colours[name] = rgb(style.getPropertyValue('--vm-' + name).trim(), COLOURS[name]);
      this._colours = colours;
      container.style.backgroundColor = css(colours.sea);
    },

    _initContainer: function () {
      this._container = document.createElement('canvas');
      this._container.className = 'vm-basemap';
      this._container.setAttribute('aria-hidden', 'true');
      this._context = this._container.getContext('2d', {alpha: false});
      this._shore = document.createElement('canvas').getContext('2d', {alpha: false});
    },

    _destroyContainer: function () {
      this._container.remove();
      this._container = this._context = this._shore = null;
    },

    _onResize: function () {
      this._schedule(this._update);
    },

    // Zooming out would show the edge of what is drawn: so the new view is drawn first, and shrinks into place.
    _onAnimZoom: function (event) {
      if (event.zoom < this._zoom) {
        const map = this._map;
        this._place(event.center, event.zoom, map._getNewPixelOrigin(event.center, event.zoom));
        this._container.style.transition = 'none';
        this._updateTransform(map.getCenter(), map.getZoom());
        this._container.getBoundingClientRect(); // makes the browser take the start of the movement
        this._container.style.transition = '';
      }
      this._updateTransform(event.center, event.zoom);
    },

    // While the map is dragged or flown, draw again only when the view leaves what is drawn.
    _onMove: function () {
      if (!this._bounds || this._map._animatingZoom) return;
      const size = this._map.getSize();
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const scale = this._map.getZoomScale(this._map.getZoom(), this._zoom);
      const covered = scale > 0.67 && scale < 1.5 && this._bounds.contains(L.bounds(corner, corner.add(size)));
      if (!covered) this._schedule(this._update);
    },

    _schedule: function (work) {
      if (work === this._update) this._mustUpdate = true;
      this._frame = this._frame || requestAnimationFrame(() => {
        const update = this._mustUpdate;
        this._frame = 0;
        this._mustUpdate = false;
        if (!this._map) return;
        if (update) this._update();
        else this._draw();
      });
    },

    _update: function () {
      const map = this._map;
      if (map._animatingZoom && this._bounds) return;
      this._place(map.getCenter(), map.getZoom(), map.getPixelOrigin());
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this.fire('update');
    },

    /** Size the canvas for a view and draw it. `origin`: the map's pixel origin in that view. */
    _place: function (center, zoom, origin) {
      const map = this._map;
      const size = map.getSize();
      this._ratio = window.devicePixelRatio || 1;
      const room = Math.sqrt(MOST_PIXELS / Math.max(1, size.x * size.y * this._ratio * this._ratio));
      this.options.padding = Math.max(0.05, Math.min(this._padding, (room - 1) / 2));
      const min = map.containerPointToLayerPoint(size.multiplyBy(-this.options.padding)).round();
      this._bounds = new L.Bounds(min, min.add(size.multiplyBy(1 + 2 * this.options.padding)).round());
      this._center = center;
      this._zoom = zoom;
      this._corner = min.add(origin);
      const drawn = this._bounds.getSize();
      const canvas = this._container;
      const width = Math.round(drawn.x * this._ratio);
      const height = Math.round(drawn.y * this._ratio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = drawn.x + 'px';
        canvas.style.height = drawn.y + 'px';
      }
      this._draw();
    },

    // -- files

    /** The decoded file, or null while it is on its way (a redraw follows) or cannot be had. */
    _file: function (key) {
      const file = this._files.get(key);
      if (file) return file.content;
      const name = key === 'world' ? 'world.bin' : '10m/' + key + '.bin';
      const entry = {content: null};
      this._files.set(key, entry);
      this._read(key, name).then((content) => {
        entry.content = content;
        this._schedule(this._draw);
      }).catch((error) => {
        this._failed(name, error);
        setTimeout(() => this._files.delete(key), RETRY_AFTER);
      });
      return null;
    },

    _read: async function (key, name) {
      const inline = this.options.inline;
      if (inline) return decode(bytesOfBase64(key === 'world' ? inline.world : inline.cells[key]));
      const base = this.options.base.replace(/\/?$/, '/');
      const response = await fetch(new URL(base + name, document.baseURI));
      if (!response.ok) throw new Error('HTTP status ' + response.status);
      return decode(await response.arrayBuffer());
    },

    _failed: function (file, error) {
      const detail = {file, message: String((error && error.message) || error)};
      if (!this._warned) {
        this._warned = true;
        console.warn(`Basemap: ${file} could not be loaded (${detail.message}). The map works without that part of its background.`);
      }
      if (this._map) this._map.getContainer().dispatchEvent(new CustomEvent('basemap:error', {detail, bubbles: true}));
    },

    _mayHave: function (world, key) {
      const inline = this.options.inline;
      return world.details.has(key) && (!inline || Boolean(inline.cells && inline.cells[key]));
    },

    // -- drawing

    _draw: function () {
      if (!this._map || !this._bounds || !this._context) return;
      const began = performance.now();
      const world = this._file('world');
      if (!world) {
        this._context.setTransform(1, 0, 0, 1, 0, 0);
        this._context.fillStyle = css(this._colours.sea);
        this._context.fillRect(0, 0, this._container.width, this._container.height);
        return;
      }
      const view = this._view(world);
      this._paint(view);
      this._map.getContainer().dispatchEvent(new CustomEvent('basemap:drawn', {
        bubbles: true,
        detail: {zoom: this._zoom, cells: view.cells.length, detail: view.detail, milliseconds: performance.now() - began},
      }));
    },

    /** What is to be drawn: each cell with the transform from its units to the pixels of the canvas. */
    _view: function (world) {
      const zoom = this._zoom;
      const ratio = this._ratio;
      const worldSize = TILE * 2 ** zoom;
      const corner = this._corner;
      const drawn = {
        west: corner.x / worldSize, north: corner.y / worldSize,
        east: (corner.x + this._container.width / ratio) / worldSize, south: (corner.y + this._container.height / ratio) / worldSize,
      };
      const size = this._map.getSize();
      const shown = corner.add(size.multiplyBy(this.options.padding));
      const wanted = {west: shown.x / worldSize, north: shown.y / worldSize,
        east: (shown.x + size.x) / worldSize, south: (shown.y + size.y) / worldSize};
      const view = {cells: [], detail: false, zoom, ratio, level: Math.max(0, Math.ceil(zoom - 0.01) + (ratio > 1.2 ? 1 : 0)),
        southEdge: ((1 - drawn.north) * worldSize) * ratio};
      const add = (cell, wrap, standsIn) => {
        const across = 2 ** cell.grid.zoom;
        const left = cell.column / across + wrap;
        const top = cell.row / across;
        if (left > drawn.east || left + 1 / across < drawn.west || top > drawn.south || top + 1 / across < drawn.north) return;
        const scale = (worldSize * ratio) / (across * cell.grid.extent);
        view.cells.push({paths: cell.pathsAt(view.level), scale, clip: standsIn ? cell.grid : null,
          x: (left - drawn.west) * worldSize * ratio - cell.grid.margin * scale,
          y: (top - drawn.north) * worldSize * ratio - cell.grid.margin * scale});
      };
      const across = 2 ** world.grid.zoom;
      const rows = [Math.max(0, Math.floor(drawn.north * across)), Math.min(across - 1, Math.floor(drawn.south * across))];
      for (let column = Math.floor(drawn.west * across); column <= Math.floor(drawn.east * across); column++) {
        const wrap = Math.floor(column / across);
        for (let row = rows[0]; row <= rows[1]; row++) {
          const key = (column - wrap * across) + '-' + row;
          let detail = null;
          if (zoom >= DETAIL_FROM && this._mayHave(world, key)) {
            const inView = column / across < wanted.east && (column + 1) / across > wanted.west &&
              row / across < wanted.south && (row + 1) / across > wanted.north;
            const known = this._files.get(key);
            detail = inView ? this._file(key) : known ? known.content : null;
          }
          if (detail) {
            view.detail = true;
            detail.cells.forEach((cell) => add(cell, wrap));
          } else if (world.cells.has(key)) {
            add(world.cells.get(key), wrap, zoom >= DETAIL_FROM);
          }
        }
      }
      return view;
    },

    _paint: function (view) {
      const context = this._context;
      const {sea, land, coast, river, lake, border} = this._colours;
      const {zoom, ratio} = view;
      const each = (work) => {
        for (const cell of view.cells) {
          context.setTransform(cell.scale, 0, 0, cell.scale, cell.x, cell.y);
          if (cell.clip) clipped(context, cell.clip, () => work(cell));
          else work(cell);
        }
      };
      const stroke = (path, pixels, scale) => { // lines up to one device pixel are many times faster than wider ones
        context.lineWidth = pixels / scale;
        context.stroke(path);
      };
      const growth = Math.min(1.5, Math.max(0.6, 0.6 + (zoom - 3) * 0.15)); // lines thicken gently on zooming in
      const faint = Math.min(1, Math.max(0.45, (zoom - 1) / 4)); // and are fainter on the world as a whole
      this._paintShore(view);
      context.fillStyle = css(land);
      each(({paths}) => context.fill(paths.land));
      if (view.southEdge < this._container.height) { // the land of Antarctica goes on to the pole
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.fillRect(0, Math.max(0, view.southEdge - 1), this._container.width, this._container.height);
      }
      context.lineJoin = context.lineCap = 'round';
      context.strokeStyle = css(river);
      RIVERS.forEach(({from, width}, kind) => {
        if (zoom < from) return;
        each(({paths, scale}) => paths.rivers[kind] && stroke(paths.rivers[kind], width * growth * ratio, scale));
      });
      context.fillStyle = css(lake);
      each(({paths}) => context.fill(paths.lake));
      if (zoom >= 4) {
        context.strokeStyle = css(mix(lake, coast, 0.6));
        each(({paths, scale}) => stroke(paths.lakeshore, Math.min(1, 0.7 * growth * ratio), scale));
      }
      context.strokeStyle = css(mix(land, border, faint));
      each(({paths, scale}) => paths.border && stroke(paths.border, 0.85 * growth * ratio, scale));
      context.strokeStyle = css(mix(sea, coast, faint));
      each(({paths, scale}) => stroke(paths.coast, Math.min(1, 0.8 * growth * ratio), scale));
    },

    /** Fill the canvas with sea that darkens softly towards the coast. */
    _paintShore: function (view) {
      const context = this._context;
      const small = this._shore;
      const {sea, coast} = this._colours;
      const smaller = SHORE.smaller * Math.max(1, Math.round(view.ratio));
      // The small picture keeps step with the world, not with the view: otherwise the shore would flicker on panning.
      const left = modulo(Math.round(this._corner.x * view.ratio), smaller);
      const top = modulo(Math.round(this._corner.y * view.ratio), smaller);
      const width = Math.ceil((this._container.width + left) / smaller) + 1;
      const height = Math.ceil((this._container.height + top) / smaller) + 1;
      if (small.canvas.width !== width) small.canvas.width = width;
      if (small.canvas.height !== height) small.canvas.height = height;
      small.setTransform(1, 0, 0, 1, 0, 0);
      small.fillStyle = css(sea);
      small.fillRect(0, 0, width, height);
      small.fillStyle = small.strokeStyle = css(mix(sea, coast, SHORE.share * Math.min(1, Math.max(0.5, (view.zoom - 1) / 4))));
      for (const {paths, scale, clip, x, y} of view.cells) {
        small.setTransform(scale / smaller, 0, 0, scale / smaller, (x + left) / smaller, (y + top) / smaller);
        small.lineWidth = smaller / scale;
        const paint = () => {
          small.fill(paths.shore);
          small.stroke(paths.shoreline);
        };
        if (clip) clipped(small, clip, paint);
        else paint();
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.imageSmoothingQuality = 'low';
      context.drawImage(small.canvas, -left, -top, width * smaller, height * smaller);
    },
  });

  /** Draw without the margin: a coarse cell that stands in for a fine one must not reach over its fine neighbours. */
  function clipped(context, grid, work) {
    context.save();
    context.beginPath();
    context.rect(grid.margin, grid.margin, grid.extent, grid.extent);
    context.clip();
    work();
    context.restore();
  }

  function modulo(value, by) {
    return ((value % by) + by) % by;
  }
})();
