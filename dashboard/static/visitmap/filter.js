// Filter: which events and legs are in the picture. The rules are those of visits/filters.py (one table in the docs); tests hold the two together.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const { EVENT, NO_PLACE, OPEN_START, OPEN_END } = VisitMap;

  const inBox = (place, [west, south, east, north]) =>
    place.lat >= south && place.lat <= north &&
    (west <= east ? place.lon >= west && place.lon <= east : place.lon >= west || place.lon <= east);

  /** For every entry of `values`: is it wanted? An empty `wanted` wants all. */
  const allowed = (values, wanted) => {
    const set = new Set(wanted);
    return Uint8Array.from(values, (value) => (set.size === 0 || set.has(value) ? 1 : 0));
  };

  VisitMap.Filter = class {
    constructor({ header, columns }) {
      this.header = header;
      this.columns = columns;
      this.count = header.count;
      /** 1 where an event passes every filter but the dates. */
      this.passing = new Uint8Array(this.count).fill(1);
      /** 1 where an event is shown: passes every filter. */
      this.shown = new Uint8Array(this.count).fill(1);
      this.start = null;
      this.end = null;
      this.mode = "overlaps";
    }

    /** Applies all but the dates: {cities, countries, directions, types, statuses, visits, bbox, numbers}. */
    restrict({ cities = [], countries = [], directions = [], types = [], statuses = [], visits = [], bbox = null, numbers = null }) {
      const { places, visits: known, types: typeNames, statuses: statusNames, directions: directionNames } = this.header;
      const { place, visit, type, status, direction } = this.columns;
      const cityIds = new Set(cities);
      const byPlace = Uint8Array.from(places, (p) =>
        (!cityIds.size || p.within.some((id) => cityIds.has(id))) &&
        (!countries.length || countries.includes(p.country)) &&
        (!bbox || (p.lat !== null && inBox(p, bbox))) ? 1 : 0);
      const noPlace = cities.length || countries.length || bbox ? 0 : 1;
      const byVisit = allowed(known.map((v) => v.id), visits);
      const noVisit = visits.length ? 0 : 1;
      const byType = allowed(typeNames, types);
      const byStatus = allowed(statusNames, statuses.length ? statuses : this.header.defaultStatuses);
      const byDirection = allowed(directionNames, directions);
      const listed = numbers && new Uint8Array(this.count);
      if (listed) for (const n of numbers) listed[n] = 1;
      for (let i = 0; i < this.count; i++) {
        this.passing[i] =
          byType[type[i]] & byStatus[status[i]] & byDirection[direction[i]] &
          (place[i] === NO_PLACE ? noPlace : byPlace[place[i]]) &
          (visit[i] === NO_PLACE ? noVisit : byVisit[visit[i]]) & (listed ? listed[i] : 1);
      }
      this.window(this.start, this.end, this.mode);
    }

    /** Applies the dates. `start` and `end` are day numbers, or null where open. */
    window(start, end, mode = this.mode) {
      Object.assign(this, { start, end, mode });
      const { start: first, end: last, flags } = this.columns;
      const lo = start ?? OPEN_START, hi = end ?? OPEN_END;
      const open = start === null && end === null;
      const starts = mode === "starts";
      for (let i = 0; i < this.count; i++) {
        this.shown[i] = this.passing[i] && (open ||
          ((flags[i] & EVENT.DATED) && first[i] <= hi && (starts ? first[i] >= lo && first[i] !== OPEN_START : last[i] >= lo))) ? 1 : 0;
      }
    }

    /** Legs in the window whose visit has an event shown: an array of leg numbers. */
    legs() {
      const { leg_visit, leg_start, leg_end } = this.columns;
      const lo = this.start ?? OPEN_START, hi = this.end ?? OPEN_END;
      const live = new Uint8Array(this.header.visits.length);
      const { visit } = this.columns;
      for (let i = 0; i < this.count; i++) if (this.shown[i] && visit[i] !== NO_PLACE) live[visit[i]] = 1;
      const found = [];
      for (let k = 0; k < leg_visit.length; k++) {
        if (live[leg_visit[k]] && leg_start[k] <= hi && leg_end[k] >= lo) found.push(k);
      }
      return found;
    }

    /** Number of events per visit with every filter applied. */
    perVisit() {
      const counts = new Uint32Array(this.header.visits.length);
      const { visit } = this.columns;
      for (let i = 0; i < this.count; i++) if (this.shown[i] && visit[i] !== NO_PLACE) counts[visit[i]]++;
      return counts;
    }
  };
})();
