// Scene: what is to be drawn where. Counts the shown events per place, lets near venues join their city, groups legs, places labels without overlap.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const { EVENT, LEG, NO_PLACE, routes, symbols } = VisitMap;

  const HUES = 9; // 0: no visit; 1 to 8: the visits' hues
  const KINDS = 3; // certain, certain but paler (confidence), uncertain in time or place
  /** A venue nearer than this many pixels to its city is counted in the city's symbol. */
  const JOIN_PIXELS = 24;

  const hueOf = (header, visit) => (visit === NO_PLACE ? 0 : header.visits[visit].hue);

  VisitMap.Scene = class {
    constructor({ header, columns }, filter) {
      Object.assign(this, { header, columns, filter });
      this.counts = new Uint32Array(header.places.length * HUES * KINDS);
      this.groups = this.groupLegs();
      this.widths = new Map();
    }

    /** Legs that would lie on one another are one line: one per visit while visits have hues of their own, else one per hue. */
    groupLegs() {
      const { leg_visit, leg_from, leg_to, leg_flags, leg_stop } = this.columns;
      const { places, ownHues } = this.header;
      const groups = new Map(), ranks = new Map();
      for (let k = 0; k < leg_visit.length; k++) {
        const from = leg_from[k], to = leg_to[k];
        if (from === to || from === NO_PLACE || to === NO_PLACE || places[from].lat === null || places[to].lat === null) continue;
        const hue = hueOf(this.header, leg_visit[k]);
        const key = [from, to, ownHues ? leg_visit[k] : hue, leg_flags[k]].join();
        let group = groups.get(key);
        if (!group) {
          const pair = from + "," + to;
          const rank = ranks.get(pair) || 0;
          ranks.set(pair, rank + 1);
          group = { from, to, hue, rank, legs: [], flags: leg_flags[k], line: routes.greatCircle(places[from], places[to]) };
          groups.set(key, group);
        }
        group.legs.push(k);
      }
      this.groupOf = new Int32Array(leg_visit.length).fill(-1);
      const list = [...groups.values()];
      list.forEach((group, g) => group.legs.forEach((k) => (this.groupOf[k] = g)));
      list.forEach((group) => (group.stop = ownHues ? leg_stop[group.legs[0]] : 0));
      return list;
    }

    /** Counts the shown events per place, hue and certainty. Returns {events, drawn, places, legs}. */
    count() {
      const { place, visit, flags } = this.columns;
      const { shown } = this.filter;
      const { places } = this.header;
      this.counts.fill(0);
      let events = 0, drawn = 0;
      for (let i = 0; i < shown.length; i++) {
        if (!shown[i]) continue;
        events++;
        const p = place[i];
        if (p === NO_PLACE || places[p].lat === null) continue;
        drawn++;
        const kind = flags[i] & (EVENT.DATE_UNCERTAIN | EVENT.PLACE_INFERRED | EVENT.NOT_HELD) ? 2 : flags[i] & EVENT.LESS_CERTAIN ? 1 : 0;
        this.counts[(p * HUES + hueOf(this.header, visit[i])) * KINDS + kind]++;
      }
      this.legs = this.filter.legs().filter((k) => this.groupOf[k] >= 0);
      return { events, drawn, legs: this.legs.length };
    }

    partsOf(place) {
      const parts = [];
      for (let hue = 0; hue < HUES; hue++) {
        for (let kind = 0; kind < KINDS; kind++) {
          const count = this.counts[(place * HUES + hue) * KINDS + kind];
          if (count) parts.push({ hue, count, uncertain: kind === 2, pale: kind === 1 });
        }
      }
      return parts;
    }

    /** Symbols of the places with events: {places, place, x, y, count, parts, draw, r}. `project(lat, lon)` gives pixels. */
    nodes(project, metresPerPixel) {
      const { places } = this.header;
      const byPlace = new Map();
      const node = (p) => {
        if (!byPlace.has(p)) {
          const { x, y } = project(places[p].lat, places[p].lon);
          byPlace.set(p, { place: p, places: [], x, y, parts: [], count: 0 });
        }
        return byPlace.get(p);
      };
      places.forEach((spec, p) => {
        const parts = spec.lat === null ? [] : this.partsOf(p);
        if (!parts.length) return;
        let home = p;
        if (spec.city !== null && spec.city !== p && places[spec.city].lat !== null) {
          const a = project(spec.lat, spec.lon), b = project(places[spec.city].lat, places[spec.city].lon);
          if (Math.hypot(a.x - b.x, a.y - b.y) < JOIN_PIXELS) home = spec.city;
        }
        const target = node(home);
        target.places.push(p);
        for (const part of parts) {
          const same = target.parts.find((q) => q.hue === part.hue && q.uncertain === part.uncertain && q.pale === part.pale);
          if (same) same.count += part.count;
          else target.parts.push({ ...part });
          target.count += part.count;
        }
      });
      const nodes = [...byPlace.values()];
      for (const n of nodes) {
        const spec = places[n.place];
        n.parts.sort((a, b) => a.hue - b.hue);
        n.draw = spec.precision === "venue" ? symbols.venue
          : spec.precision === "city" || spec.precision === "district" ? symbols.city : symbols.area;
        n.radius = spec.precision_m ? Math.min(spec.precision_m / metresPerPixel(spec.lat), n.draw === symbols.area ? 70 : 420) : 0;
        n.r = n.draw === symbols.venue ? symbols.venueRadius(n.count)
          : n.draw === symbols.area ? symbols.areaRadius(n.count, n.radius) : symbols.cityRadius(n.count);
      }
      return nodes.sort((a, b) => b.r - a.r);
    }

    /** Places where a leg begins or ends without an event there (a delegation's home): a small mark each. */
    ends(project, nodes) {
      const known = new Set(nodes.map((n) => n.place));
      const found = new Map();
      for (const k of this.legs) {
        const g = this.groupOf[k];
        for (const place of [this.groups[g].from, this.groups[g].to]) {
          if (known.has(place) || found.has(place)) continue;
          found.set(place, { place, r: 4, ...project(this.header.places[place].lat, this.header.places[place].lon) });
        }
      }
      return [...found.values()];
    }

    /** Lines of the legs in the window: {points, hue, inferred, unordered, stop, visits, end}. */
    lines(project, nodes) {
      const radius = new Map(nodes.map((n) => [n.place, n.r + 3]));
      const numbered = [];
      const live = new Map();
      for (const k of this.legs) {
        const g = this.groupOf[k];
        if (!live.has(g)) live.set(g, new Set());
        live.get(g).add(this.columns.leg_visit[k]);
      }
      return [...live].map(([g, visits]) => {
        const group = this.groups[g];
        const flat = group.line.map(([lat, lon]) => { const { x, y } = project(lat, lon, group.line[0][1]); return [x, y]; });
        const points = routes.shorten(routes.bend(flat, group.rank), radius.get(group.from) ?? 4, radius.get(group.to) ?? 4);
        const end = group.stop ? this.numberSpot(points, numbered) : null;
        const [x0, y0] = points[0], [x1, y1] = points[points.length - 1];
        return {
          short: Math.hypot(x1 - x0, y1 - y0) < 58, // no room for an arrowhead: the stop's number says where it goes
          points, visits, end, hue: group.hue, stop: group.stop,
          inferred: Boolean(group.flags & LEG.INFERRED), unordered: Boolean(group.flags & LEG.UNORDERED),
        };
      });
    }

    /** Where the number of a leg's stop stands: near the leg's end, further back while another number is in the way. */
    numberSpot(points, numbered) {
      let spot = null;
      for (const back of [14, 32, 50, 68]) {
        spot = routes.beforeEnd(points, back);
        if (numbered.every(([x, y]) => Math.hypot(x - spot[0], y - spot[1]) > 17)) break;
      }
      numbered.push(spot);
      return spot;
    }

    width(ctx, font, text) {
      const key = font + text;
      if (!this.widths.has(key)) {
        ctx.font = font;
        this.widths.set(key, ctx.measureText(text).width);
      }
      return this.widths.get(key);
    }

    /** Places names beside symbols, then the names of other cities by importance, each only where it is free. */
    labels(ctx, theme, { nodes, ends, lines, project, zoom, lang, view, covered }) {
      const taken = [...covered, ...[...nodes, ...ends].map((n) => [n.x - n.r - 2, n.y - n.r - 2, n.x + n.r + 2, n.y + n.r + 2])];
      const whole = (box) => box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];
      const onLine = lines.flatMap(({ points }) => routes.every(points, 12).map(([x, y]) => [x - 4, y - 4, x + 4, y + 4]));
      for (const { end, stop } of lines) if (stop) taken.push([end[0] - 9, end[1] - 9, end[0] + 9, end[1] + 9]);
      const clear = (box, others) => others.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
      const free = (box) => clear(box, taken);
      const placed = [];
      const place = (text, size, weight, spots, extra) => {
        const width = this.width(ctx, `${weight} ${size}px ${theme.font}`, text), half = size * 0.62;
        const open = spots.map(([x, y, align]) => {
          // A name above or below its symbol may slide sideways to stay in sight.
          if (align === "center") x = Math.max(view[0] + width / 2 + 5, Math.min(view[2] - width / 2 - 5, x));
          const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
          return { x, y, align, box: [left - 2, y - half - 1, left + width + 2, y + half + 1] };
        }).filter(({ box }) => free(box));
        // A name rather stands where no route runs; one of a place with events stands in any case.
        const spot = open.find(({ box }) => whole(box) && clear(box, onLine)) ||
          (extra.strong ? open.find(({ box }) => whole(box)) || open[0] : undefined);
        if (!spot) return false;
        taken.push(spot.box);
        placed.push({ x: spot.x, y: spot.y, text, size, weight, align: spot.align, ...extra });
        return true;
      };
      const around = (n) => [
        [n.x + n.r + 6, n.y, "left"], [n.x - n.r - 6, n.y, "right"], [n.x, n.y + n.r + 13, "center"], [n.x, n.y - n.r - 13, "center"],
        [n.x + n.r * 0.8 + 5, n.y + n.r + 6, "left"], [n.x - n.r * 0.8 - 5, n.y + n.r + 6, "right"],
      ];
      const named = new Set();
      for (const n of nodes) {
        const spec = this.header.places[n.place];
        named.add(spec.id);
        const venue = spec.precision === "venue";
        if (!venue || zoom >= 9) place(spec.names[lang] || spec.names.en, venue ? 11.5 : 13, venue ? 500 : 600, around(n), { strong: true });
      }
      for (const end of ends) {
        const spec = this.header.places[end.place];
        named.add(spec.id);
        place(spec.names[lang] || spec.names.en, 13, 500, around(end), { strong: true });
      }
      for (const city of this.header.labels) {
        if (city.zoom > zoom) break; // labels are sorted by the zoom from which they appear
        if (named.has(city.id)) continue;
        const { x, y } = project(city.lat, city.lon);
        if (!whole([x, y, x, y]) || !free([x - 3, y - 3, x + 3, y + 3])) continue;
        const spots = [[x + 5, y, "left"], [x - 5, y, "right"], [x, y + 10, "center"], [x, y - 10, "center"]];
        if (place(city.names[lang] || city.names.en, 11, 400, spots, { dot: [x, y] })) taken.push([x - 3, y - 3, x + 3, y + 3]);
      }
      return placed;
    }
  };
})();
