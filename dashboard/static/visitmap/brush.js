/**
 * The time brush: a histogram of the events over time, with a window that is dragged, keyed, typed or played.
 *
 *     const brush = new VisitMap.TimeBrush(element, {lang: 'en', texts, onInput: draw, onChange: tellServer});
 *     brush.setAxis({min, max});                       // day numbers, see days.js
 *     brush.setHistogram({starts, ends, uncertain});   // one entry per event
 *
 * A range is `{start, end}`: day numbers, both inclusive; null = the window lies at that end of the axis = no limit there. Needs days.js; brush.css
 * gives the looks. Every text is set with textContent. Nothing here knows the map or the server.
 */
(function () {
  'use strict';

  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const days = VisitMap.days;

  const OPEN_START = -(2 ** 31); // in `starts`: no first day known
  const OPEN_END = 2 ** 31 - 1; // in `ends`: no last day known
  const SETTLE_MS = 300; // quiet time after the last input before onChange
  const TICK_MS = 600; // one step of play
  const EASE_MS = 260; // the glide of one step, shorter than the step itself
  const INSET = 11; // px kept free at both sides of the histogram, so that handles at the ends are whole
  const BARS_HEIGHT = 48;
  const AXIS_HEIGHT = 19;
  const SMALLEST_BIN = 4; // px: a bar of 3 and a gap of 1
  const UNDO_DEPTH = 50;
  const OUTSIDE = 0.42; // opacity of bars outside the window
  const UNSURE = 0.32; // opacity of the part of a bar that is not sure
  const HUES = 16; // --vm-hue-0 … that are looked for
  const UNITS = Object.keys(days.UNITS);

  /**
   * English wording, used for keys that `texts` does not hold: the keys are those of dashboard/text/browser.py. Fields in {braces} are filled in here;
   * _one and _other are chosen by the plural rules of the language.
   */
  const TEXTS = {
    brush: 'Period shown',
    first_day: 'First day',
    last_day: 'Last day',
    window: 'Period; drag to move it',
    brush_keys: 'Arrow keys: a day; with Shift: a month; Page keys: a year; Home and End: to the end; Space: play.',
    play: 'Play',
    pause: 'Pause',
    step_back: 'One step back',
    step_forward: 'One step forward',
    date_from: 'From',
    date_to: 'To',
    date_format: 'year-month-day',
    reset: 'Show all dates',
    all_dates: 'All dates',
    from_day: 'from {date}',
    until_day: 'until {date}',
    days_one: '{count} day',
    days_other: '{count} days',
    events_one: '{count} event',
    events_other: '{count} events',
    not_to_the_day_one: '{count} not to the day',
    not_to_the_day_other: '{count} not to the day',
    histogram: 'Events per day',
    invalid_date: 'Not a date. Write it as 2023-09-27.',
    after_last_day: 'This is after the last day.',
    before_first_day: 'This is before the first day.',
    no_earlier_record: 'Nothing is earlier, so no first day is set.',
    no_later_record: 'Nothing is later, so no last day is set.',
    no_dated_events: 'No event has a date',
  };

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  function make(tag, className, attributes = {}) {
    const element = document.createElement(tag);
    element.className = className;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  /** A 16 x 16 drawing. */
  function icon(path) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('aria-hidden', 'true');
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    shape.setAttribute('d', path);
    svg.append(shape);
    return svg;
  }

  const ICONS = {
    play: 'M5 3v10a.6.6 0 0 0 .9.5l7.8-5a.6.6 0 0 0 0-1l-7.8-5A.6.6 0 0 0 5 3z',
    pause: 'M4 3h3v10H4zM9 3h3v10H9z',
    back: 'M3.5 4h1.5v8H3.5zM12.5 4.3v7.4a.4.4 0 0 1-.6.3L6.5 8.4a.5.5 0 0 1 0-.8l5.4-3.6a.4.4 0 0 1 .6.3z',
    forward: 'M12.5 4H11v8h1.5zM3.5 4.3v7.4a.4.4 0 0 0 .6.3l5.4-3.6a.5.5 0 0 0 0-.8L4.1 4a.4.4 0 0 0-.6.3z',
  };

  // ---- the axis: units, bins, ticks -----------------------------------------------------------------------------------------------------

  /** Finest unit of which one takes at least `pixels`; the coarsest when none does. */
  const finestUnit = (pixelsPerDay, pixels) =>
    UNITS.find((unit) => days.UNITS[unit].days * pixelsPerDay >= pixels) || UNITS[UNITS.length - 1];

  /** First days of the units that cover min..max, and the day after the last: n + 1 edges of n bins. */
  function unitEdges(min, max, unit) {
    const edges = [days.floor(min, unit)];
    while (edges[edges.length - 1] <= max) edges.push(days.step(edges[edges.length - 1], unit, 1));
    return Int32Array.from(edges);
  }

  /** Bin that holds a day. Bins are nearly even, so a straight-line guess is at most a few bins off: no search, no table. */
  function binOf(edges, day) {
    const last = edges.length - 2;
    let bin = clamp(Math.floor(((day - edges[0]) / (edges[last + 1] - edges[0])) * (last + 1)), 0, last);
    while (bin > 0 && day < edges[bin]) bin -= 1;
    while (bin < last && day >= edges[bin + 1]) bin += 1;
    return bin;
  }

  const NO_BIN = 65535;

  /**
   * First and last bin of every event (Uint16Array). Events with neither a first nor a last day (undated) get NO_BIN, as do those wholly outside
   * the axis. Linear in the events: this is the only pass over them when the width changes.
   */
  function placeEvents({ starts, ends }, edges, min, max) {
    const first = new Uint16Array(starts.length);
    const last = new Uint16Array(starts.length);
    for (let i = 0; i < starts.length; i += 1) {
      const undated = starts[i] === OPEN_START && ends[i] === OPEN_END;
      if (undated || ends[i] < min || starts[i] > max) {
        first[i] = last[i] = NO_BIN;
      } else {
        first[i] = binOf(edges, Math.max(starts[i], min));
        last[i] = ends[i] === starts[i] ? first[i] : binOf(edges, Math.min(ends[i], max));
      }
    }
    return { first, last };
  }

  /** Running sums of differences: a span of any length costs two additions, however many bins it covers. */
  function summed(differences, length) {
    const sums = new Float64Array(length);
    let sum = 0;
    for (let i = 0; i < length; i += 1) sums[i] = sum += differences[i];
    return sums;
  }

  /**
   * Counts per bin: `sure[stripe * bins + bin]` events that were on in that bin, `unsure[…]` those that may have been, `off[bin]` those that the other
   * filters leave out; `highest`, the most in one bin. An event counts in every bin that it touches, as the overlap filter would find it. Where
   * nothing is said about certainty, an event that touches several bins is not sure.
   */
  function countBins({ uncertain, stripes: stripeOf }, { first, last }, bins, mask) {
    const stripes = stripeOf ? stripeOf.reduce((most, stripe) => Math.max(most, stripe), 0) + 1 : 1;
    const [sure, unsure, off] = [new Float64Array(stripes * bins + 1), new Float64Array(stripes * bins + 1), new Float64Array(bins + 1)];
    for (let i = 0; i < first.length; i += 1) {
      if (first[i] === NO_BIN) continue;
      const shown = !mask || mask[i];
      const base = shown && stripeOf ? stripeOf[i] * bins : 0;
      const into = !shown ? off : (uncertain ? uncertain[i] : first[i] !== last[i]) ? unsure : sure;
      into[base + first[i]] += 1;
      into[base + last[i] + 1] -= 1; // behind the last bin of a stripe lies the first of the next: there it ends what that would inherit
    }
    const counts = { bins, stripes, sure: summed(sure, stripes * bins), unsure: summed(unsure, stripes * bins), off: summed(off, bins), highest: 1 };
    for (let bin = 0; bin < bins; bin += 1) {
      let total = counts.off[bin];
      for (let i = bin; i < stripes * bins; i += bins) total += counts.sure[i] + counts.unsure[i];
      counts.highest = Math.max(counts.highest, total);
    }
    return counts;
  }

  // Distances between ticks, finest first: [unit, how many, label].
  const TICKS = [
    ['day', 1, 'dm'], ['day', 2, 'dm'], ['week', 1, 'dm'], ['month', 1, 'm'], ['quarter', 1, 'm'], ['month', 6, 'm'], ['year', 1, 'y'], ['year', 2, 'y'],
    ['year', 5, 'y'], ['decade', 1, 'y'], ['year', 20, 'y'], ['year', 50, 'y'], ['century', 1, 'y'], ['year', 200, 'y'], ['year', 500, 'y'],
    ['year', 1000, 'y'], ['year', 2000, 'y'],
  ];

  /** Ticks of one distance within min..max: [{day, text, strong}]; strong labels name a year among months. */
  function ticksOf([unit, count, parts], min, max, lang) {
    const months = days.UNITS[unit].months;
    let day = days.floor(min, unit);
    if (count > 1 && months) { // whole multiples, counted from year 0: 2020, 2025, not 2022, 2027
      const { year, month } = days.toParts(day);
      const index = year * 12 + month - 1;
      day = days.step(day, 'month', -(index % (months * count)));
    }
    const ticks = [];
    for (; day <= max; day = days.step(day, unit, count)) {
      if (day < min) continue;
      const newYear = days.toParts(day).month === 1 && days.toParts(day).day === 1;
      const strong = parts === 'm' && newYear;
      ticks.push({ day, text: days.formatShort(day, lang, strong ? 'y' : parts), strong });
    }
    return ticks;
  }

  /**
   * The finest ticks whose labels do not touch, each with x and the x of its label (null = tick without label). The first label, or one before the
   * first tick when there is room, also says the year; a label that would be cut at the right is left out.
   */
  function layOutTicks({ min, max, x, width, right, lang, measure }) {
    const gap = 12;
    for (const distance of TICKS) {
      const between = days.UNITS[distance[0]].days * distance[1] * (width / (max + 1 - min));
      if (between < 26) continue;
      const ticks = ticksOf(distance, min, max, lang).map((tick) => ({ ...tick, x: x(tick.day) }));
      for (const tick of ticks) Object.assign(tick, { size: measure(tick.text, tick.strong), label: tick.x + 5 });
      const fits = ticks.every((tick, i) => i === 0 || ticks[i - 1].label + ticks[i - 1].size + gap <= tick.label);
      if (!fits && distance !== TICKS[TICKS.length - 1]) continue;
      const full = { dm: 'dmy', m: 'my', y: 'y' }[distance[2]];
      const strong = full !== 'y';
      const opening = { day: min, text: days.formatShort(min, lang, full), strong, x: x(min) };
      Object.assign(opening, { size: measure(opening.text, strong), label: opening.x + 5 });
      if (ticks.length === 0 || opening.label + opening.size + gap <= ticks[0].label) {
        ticks.unshift(opening);
      } else if (strong && !ticks[0].strong) {
        Object.assign(ticks[0], { text: days.formatShort(ticks[0].day, lang, full), strong: true });
        ticks[0].size = measure(ticks[0].text, true);
        if (ticks[1] && ticks[0].label + ticks[0].size + gap > ticks[1].label) ticks[1].label = null;
      }
      for (const tick of ticks) if (tick.label + tick.size > right) tick.label = null;
      return ticks;
    }
    return [];
  }

  /** Unit of one play step: the axis is crossed in about 20 to 120 steps. */
  function playUnit(span) {
    const steps = { day: 70, week: 800, month: 3700, quarter: 11000, year: 44000, decade: 440000 };
    return Object.keys(steps).find((unit) => span <= steps[unit]) || 'century';
  }

  // ---- the brush ------------------------------------------------------------------------------------------------------------------------

  class TimeBrush {
    /**
     * @param {HTMLElement} element becomes the brush; its former content is removed.
     * @param {object} [options] lang: 'en' | 'vi' | 'zh'. texts: words by the keys of TimeBrush.TEXTS. onInput(range): on every movement, for a pointer
     *   at most once a frame, for a key at once. onChange(range): once things are quiet for 300 ms (while playing: when it stops).
     */
    constructor(element, { lang = 'en', texts = {}, onInput = () => {}, onChange = () => {} } = {}) {
      this.element = element;
      this._lang = lang;
      this._texts = texts;
      this._onInput = onInput;
      this._onChange = onChange;
      this._axis = null;
      this._data = null;
      this._mask = null;
      this._start = null;
      this._end = null;
      this._asked = this.range; // what was last set or chosen: comes back when an axis that was too short for it grows
      this._told = { start: null, end: null };
      this._undo = [];
      this._gesture = null;
      this._dirty = { start: false, end: false };
      this._build();
      this._listen();
      this.setTexts(texts);
      this.restyle();
    }

    // -- what it is given

    /** Outer days of the axis (day numbers, inclusive); null, or min > max, disables the brush. The range asked for is kept. */
    setAxis(axis) {
      this._axis = axis && Number.isFinite(axis.min) && Number.isFinite(axis.max) && axis.min <= axis.max ? { min: axis.min, max: axis.max } : null;
      if (!this._axis) this.pause();
      this._assign(this._asked.start, this._asked.end);
      this._layout();
    }

    /**
     * The events. `starts`, `ends`: Int32Array, first and last possible day of each, both inclusive (sentinels of an open side: -2**31 and 2**31-1; both
     * = undated, not drawn). `uncertain`: Uint8Array, 1 = not known to the day, drawn light. `stripes`: Uint8Array of hue numbers, the N of --vm-hue-N:
     * the bars are stacked in these colours. The arrays are kept, not copied.
     */
    setHistogram(data) {
      this._data = data && data.starts && data.starts.length ? data : null;
      this._mask = null;
      this._layout();
    }

    /** Which events pass the other filters (Uint8Array by event), or null for all: these are drawn in full colour, the rest pale. */
    setShown(mask) {
      this._mask = mask;
      this._count();
      this._paint();
    }

    /** Moves the window; null = that end of the axis. Tells onInput and onChange unless silent. */
    setRange(start, end, { silent = false } = {}) {
      this._stop();
      if (!silent) this._remember('set');
      this._assign(start, end);
      this._asked = { start: start ?? null, end: end ?? null };
      if (silent) this._told = this.range;
      this._render();
      if (!silent) this._tell();
    }

    /** {start, end}: day numbers, both inclusive; null = no limit on that side. */
    get range() {
      return { start: this._start, end: this._end };
    }

    setLanguage(lang) {
      this._lang = lang;
      this.setTexts(this._texts);
    }

    setTexts(texts) {
      this._texts = texts || {};
      this._rules = new Intl.PluralRules(this._lang);
      this._number = new Intl.NumberFormat(this._lang);
      this._write();
      this._layout();
    }

    /** Reads the colours and the font again: call it when the theme has changed. */
    restyle() {
      const style = getComputedStyle(this.element);
      const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
      this._colours = {
        bar: read('--vm-bar', '#4a6b8a'), off: read('--vm-bar-off', '#d5d9dd'), window: read('--vm-window', 'rgba(74,107,138,.12)'),
        text: read('--vm-text', '#222'), quiet: read('--vm-text-quiet', '#5b6167'), line: read('--vm-line', '#d5d9dd'),
        hues: Array.from({ length: HUES }, (_, hue) => read(`--vm-hue-${hue}`, '')),
      };
      this._font = style.fontFamily;
      this._layout();
    }

    /** Takes everything out again: listeners, timers, content. */
    destroy() {
      this._stop();
      cancelAnimationFrame(this._frame);
      cancelAnimationFrame(this._glide);
      this._ending.abort();
      this._resize.disconnect();
      this.element.replaceChildren();
      this.element.classList.remove('vm-brush');
      for (const name of ['data-testid', 'role', 'aria-label', 'data-start', 'data-end', 'data-unit', 'data-playing', 'data-disabled', 'data-all', 'data-drag']) {
        this.element.removeAttribute(name);
      }
    }

    // -- the elements

    _build() {
      const root = this.element;
      root.replaceChildren();
      root.classList.add('vm-brush');
      root.setAttribute('role', 'group');
      root.dataset.testid = 'time-brush';
      const id = (TimeBrush._count = (TimeBrush._count || 0) + 1);
      const button = (name, ...drawings) => {
        const element = make('button', `vm-brush-button vm-brush-${name}`, { type: 'button' });
        element.append(...drawings.map(icon));
        return element;
      };
      const slider = (side) => {
        const handle = make('div', `vm-brush-handle vm-brush-${side}`, { role: 'slider', tabindex: '0', 'aria-describedby': `vm-brush-keys-${id}` });
        handle.append(make('span', 'vm-brush-grip'));
        return handle;
      };
      const field = (side) => {
        const label = make('label', 'vm-brush-field');
        const input = make('input', 'vm-brush-date', {
          type: 'text', autocomplete: 'off', spellcheck: 'false', maxlength: '40', 'data-testid': `brush-${side}`, 'aria-describedby': `vm-brush-message-${id}`,
        });
        label.append(make('span', 'vm-brush-name'), input);
        return label;
      };
      const parts = (this._parts = {
        back: button('back', ICONS.back),
        play: button('play', ICONS.play, ICONS.pause),
        forward: button('forward', ICONS.forward),
        readout: make('div', 'vm-brush-readout', { 'data-testid': 'brush-readout' }),
        reset: make('button', 'vm-brush-reset', { type: 'button', 'data-testid': 'brush-reset' }),
        message: make('div', 'vm-brush-message', { id: `vm-brush-message-${id}`, role: 'alert', 'data-testid': 'brush-message' }),
        startField: field('start'),
        endField: field('end'),
        plot: make('div', 'vm-brush-plot', { 'data-testid': 'brush-plot' }),
        canvas: make('canvas', 'vm-brush-canvas', { role: 'img' }),
        window: make('div', 'vm-brush-window', { role: 'group', tabindex: '0', 'data-testid': 'brush-window', 'aria-describedby': `vm-brush-keys-${id}` }),
        start: slider('start'),
        end: slider('end'),
        tip: make('div', 'vm-brush-tip', { 'aria-hidden': 'true', hidden: '' }),
        keys: make('div', 'vm-brush-hidden', { id: `vm-brush-keys-${id}` }),
        status: make('div', 'vm-brush-hidden', { role: 'status' }),
        empty: make('div', 'vm-brush-empty'),
      });
      parts.play.dataset.testid = 'play';
      parts.window.append(make('span', 'vm-brush-tab'));
      this._inputs = { start: parts.startField.querySelector('input'), end: parts.endField.querySelector('input') };
      const player = make('div', 'vm-brush-player');
      player.append(parts.back, parts.play, parts.forward);
      const dates = make('div', 'vm-brush-dates');
      dates.append(parts.message, parts.reset, parts.startField, parts.endField);
      parts.plot.append(parts.canvas, parts.start, parts.window, parts.end, parts.tip, parts.empty);
      const body = make('div', 'vm-brush-body');
      body.append(player, parts.readout, dates, parts.plot);
      root.append(body, parts.keys, parts.status);
    }

    _listen() {
      const { element, _parts: parts } = this;
      this._ending = new AbortController();
      const on = (target, type, handler) => target.addEventListener(type, handler.bind(this), { signal: this._ending.signal });
      on(element, 'keydown', this._onKey);
      on(parts.plot, 'pointerdown', this._onDown);
      on(parts.plot, 'pointermove', this._onMove);
      on(parts.plot, 'pointerup', this._onUp);
      on(parts.plot, 'pointercancel', () => this._cancelDrag());
      on(parts.plot, 'pointerleave', () => this._showTip(null));
      on(parts.plot, 'dblclick', () => this._onHandle || this._reset()); // a handle may be nudged twice
      on(parts.reset, 'click', () => this._reset());
      on(parts.play, 'click', () => (this._playing ? this.pause() : this.play()));
      on(parts.back, 'click', () => this.step(-1));
      on(parts.forward, 'click', () => this.step(1));
      for (const side of ['start', 'end']) {
        on(this._inputs[side], 'input', () => { this._dirty[side] = true; });
        on(this._inputs[side], 'blur', () => this._commit(side));
      }
      this._resize = new ResizeObserver(() => this._layout());
      this._resize.observe(element);
      if (document.fonts) document.fonts.ready.then(() => this._ending.signal.aborted || this._layout());
    }

    // -- texts

    _text(key, values = {}) {
      const wording = this._texts[key] ?? TEXTS[key];
      return String(wording).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
    }

    _plural(key, count) {
      const name = this._rules.select(count) === 'one' ? `${key}_one` : `${key}_other`;
      return this._text(name, { count: this._number.format(count) });
    }

    /** The window in words. */
    _words() {
      const { _start: start, _end: end, _lang: lang } = this;
      if (start === null && end === null) return this._text('all_dates');
      if (start === null) return this._text('until_day', { date: days.format(end, lang) });
      if (end === null) return this._text('from_day', { date: days.format(start, lang) });
      return days.formatRange(start, end, lang);
    }

    /** Sets every text that does not change with the range. */
    _write() {
      const { _parts: parts } = this;
      this.element.setAttribute('aria-label', this._text('brush'));
      parts.start.setAttribute('aria-label', this._text('first_day'));
      parts.end.setAttribute('aria-label', this._text('last_day'));
      for (const [name, key] of [['back', 'step_back'], ['forward', 'step_forward'], ['play', 'play']]) {
        parts[name].setAttribute('aria-label', this._text(key));
        parts[name].title = this._text(key);
      }
      parts.startField.firstChild.textContent = this._text('date_from');
      parts.endField.firstChild.textContent = this._text('date_to');
      parts.reset.textContent = this._text('all_dates');
      parts.reset.setAttribute('aria-label', this._text('reset'));
      parts.reset.title = this._text('reset');
      for (const input of Object.values(this._inputs)) input.title = this._text('date_format');
      parts.keys.textContent = this._text('brush_keys');
      parts.empty.textContent = this._text('no_dated_events');
      this._showPlaying();
    }

    // -- geometry

    get _enabled() {
      return Boolean(this._axis);
    }

    /** First and last day of the window, within the axis also when the range lies outside it. */
    get _bounds() {
      const { min, max } = this._axis;
      const low = clamp(this._start ?? min, min, max);
      return { low, high: clamp(this._end ?? max, low, max) };
    }

    _x(day) {
      const { min, max } = this._axis;
      return INSET + ((day - min) / (max + 1 - min)) * this._innerWidth;
    }

    /** Day edge (a whole day number; the last one is max + 1) nearest to an x of the plot, on a round date where a pixel is several days. */
    _edgeAt(x) {
      const { min, max } = this._axis;
      return this._snap(clamp(Math.round(min + ((x - INSET) / this._innerWidth) * (max + 1 - min)), min, max + 1));
    }

    _snap(edge) {
      const { min, max } = this._axis;
      const unit = [...UNITS].reverse().find((name) => days.UNITS[name].days * this._pixelsPerDay <= 3) || 'day';
      if (unit === 'day') return edge;
      const first = days.floor(edge, unit);
      const choices = [first, days.step(first, unit, 1), min, max + 1].filter((day) => day >= min && day <= max + 1);
      return choices.reduce((best, day) => (Math.abs(day - edge) < Math.abs(best - edge) ? day : best));
    }

    /** Measures, cuts the bins and draws: after a change of width, axis, data, texts or theme. */
    _layout() {
      const { _parts: parts, _axis: axis } = this;
      this.element.toggleAttribute('data-disabled', !axis);
      for (const name of ['start', 'end', 'window']) parts[name].tabIndex = axis ? 0 : -1;
      for (const name of ['back', 'play', 'forward']) parts[name].disabled = !axis;
      for (const input of Object.values(this._inputs)) input.disabled = !axis;
      parts.empty.hidden = Boolean(axis);
      this._width = parts.plot.clientWidth;
      this._innerWidth = Math.max(this._width - 2 * INSET, 1);
      this._reach = parts.start.offsetWidth; // of a handle: wider where the pointer is a thumb
      if (axis) {
        this._pixelsPerDay = this._innerWidth / (axis.max + 1 - axis.min);
        this._unit = finestUnit(this._pixelsPerDay, SMALLEST_BIN);
        this.element.dataset.unit = this._unit;
        this._edges = unitEdges(axis.min, axis.max, this._unit);
        this._placed = this._data && placeEvents(this._data, this._edges, axis.min, axis.max);
        parts.canvas.setAttribute('aria-label', `${this._text('histogram')}: ${days.formatRange(axis.min, axis.max, this._lang)}`);
        this._inputs.start.placeholder = days.toISO(axis.min);
        this._inputs.end.placeholder = days.toISO(axis.max);
      }
      this._ticks = null;
      this._count();
      this._render();
    }

    _count() {
      this._counts = this._axis && this._placed ? countBins(this._data, this._placed, this._edges.length - 1, this._mask) : null;
    }

    // -- drawing

    /** Brings elements and picture in line with the range. `glide` eases there (only play and step do). */
    _render(glide = false) {
      const { element, _parts: parts } = this;
      for (const [name, value] of [['start', this._start], ['end', this._end]]) {
        if (value === null) delete element.dataset[name];
        else element.dataset[name] = days.toISO(value);
        const input = this._inputs[name];
        if (!this._dirty[name]) input.value = value === null ? '' : days.toISO(value);
      }
      const all = this._start === null && this._end === null;
      element.toggleAttribute('data-all', all);
      if (all && document.activeElement === parts.reset) parts.start.focus({ preventScroll: true }); // it is about to be hidden
      this._showReadout();
      if (!this._enabled) {
        for (const name of ['start', 'end']) for (const key of ['min', 'max', 'now', 'text']) parts[name].removeAttribute(`aria-value${key}`);
        this._paint();
        return;
      }
      const { min, max } = this._axis;
      const { low, high } = this._bounds;
      const values = (handle, from, to, now, said) => {
        for (const [key, value] of [['min', from], ['max', to], ['now', now], ['text', days.toISO(said)]]) handle.setAttribute(`aria-value${key}`, value);
      };
      values(parts.start, min, high, low, this._start ?? min);
      values(parts.end, low, max, high, this._end ?? max);
      parts.window.setAttribute('aria-label', `${this._text('window')}: ${this._words()}`);
      this._moveTo(this._x(low), this._x(high + 1), glide);
    }

    _showReadout() {
      const closed = this._enabled && this._start !== null && this._end !== null;
      const words = this._enabled ? this._words() : '';
      const pieces = words.split(/(?<= –) /); // a line may break after the dash and before the length, not within a date
      if (closed) pieces.push(`· ${this._plural('days', this._end - this._start + 1)}`);
      const spans = pieces.map((piece) => { const span = document.createElement('span'); span.textContent = piece; return span; });
      this._parts.readout.replaceChildren(...spans.flatMap((span, i) => (i ? [' ', span] : [span])));
    }

    _moveTo(left, right, glide) {
      cancelAnimationFrame(this._glide);
      const still = !glide || !this._drawn || matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (still) {
        this._drawn = [left, right];
        this._paint();
        return;
      }
      const [fromLeft, fromRight] = this._drawn;
      const begun = performance.now();
      const frame = (now) => {
        const t = clamp((now - begun) / EASE_MS, 0, 1);
        const eased = 1 - (1 - t) ** 3;
        this._drawn = [fromLeft + (left - fromLeft) * eased, fromRight + (right - fromRight) * eased];
        this._paint();
        if (t < 1) this._glide = requestAnimationFrame(frame);
      };
      this._glide = requestAnimationFrame(frame);
    }

    _paint() {
      const { _parts: parts, _width: width } = this;
      const ratio = window.devicePixelRatio || 1;
      const canvas = parts.canvas;
      const height = BARS_HEIGHT + AXIS_HEIGHT;
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
      }
      const pen = canvas.getContext('2d');
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, height);
      if (!this._enabled || !width) return;
      const [left, right] = this._drawn;
      this._placeHandles(left, right);
      const all = this._start === null && this._end === null;
      if (!all) {
        pen.fillStyle = this._colours.window;
        pen.fillRect(left, 0, right - left, BARS_HEIGHT);
      }
      this._paintAxis(pen);
      if (!this._counts) return;
      const clipped = (from, to, alpha) => {
        if (to <= from) return;
        pen.save();
        pen.beginPath();
        pen.rect(from, 0, to - from, BARS_HEIGHT);
        pen.clip();
        pen.globalAlpha = alpha;
        this._paintBars(pen);
        pen.restore();
      };
      clipped(0, left, OUTSIDE);
      clipped(left, right, 1);
      clipped(right, width, OUTSIDE);
    }

    _placeHandles(left, right) {
      const { _parts: parts, _width: width } = this;
      parts.window.style.left = `${left}px`;
      parts.window.style.width = `${right - left}px`;
      const reach = this._reach;
      const inside = Math.min(8, (right - left) / 4); // the part of a handle's reach that lies in the window: half of it stays for the window
      const place = (handle, x, outer) => {
        const at = clamp(x - outer, 0, width - reach);
        handle.style.transform = `translateX(${at}px)`;
        handle.firstChild.style.left = `${x - at}px`;
      };
      place(parts.start, left, reach - inside);
      place(parts.end, right, inside);
      const late = left + right > width; // where both meet at an end of the axis, the one that can move lies on top
      parts.start.style.zIndex = late ? '3' : '2';
      parts.end.style.zIndex = late ? '2' : '3';
    }

    _paintBars(pen) {
      const { bins, stripes, sure, unsure, off, highest } = this._counts;
      const scale = (BARS_HEIGHT - 5) / highest;
      const { min, max } = this._axis;
      const colour = (stripe) => (this._data.stripes && this._colours.hues[stripe]) || this._colours.bar;
      const base = pen.globalAlpha;
      for (let bin = 0; bin < bins; bin += 1) {
        let total = off[bin];
        for (let i = bin; i < stripes * bins; i += bins) total += sure[i] + unsure[i];
        if (total === 0) continue;
        const x = Math.round(this._x(Math.max(this._edges[bin], min))) + 0.5;
        const w = Math.max(Math.round(this._x(Math.min(this._edges[bin + 1], max + 1))) - x - 0.5, 3);
        const unit = Math.max(total * scale, 3) / total;
        let [y, sum] = [BARS_HEIGHT, 0];
        const block = (count, fill, alpha) => {
          const top = BARS_HEIGHT - Math.round((sum += count) * unit); // whole pixels: sharp edges
          pen.globalAlpha = base * alpha;
          pen.fillStyle = fill;
          pen.fillRect(x, top, w, y - top);
          y = top;
        };
        for (let s = 0; s < stripes; s += 1) if (sure[s * bins + bin]) block(sure[s * bins + bin], colour(s), 1);
        let last = -1;
        for (let s = 0; s < stripes; s += 1) if (unsure[s * bins + bin]) block(unsure[(last = s) * bins + bin], colour(s), UNSURE);
        if (last >= 0) { // a dashed edge, so that colour is not the only sign
          pen.globalAlpha = base;
          for (let dash = x; dash < x + w; dash += 4) pen.fillRect(dash, y, Math.min(2, x + w - dash), 1);
        }
        if (off[bin]) block(off[bin], this._colours.off, 1);
      }
      pen.globalAlpha = base;
    }

    _paintAxis(pen) {
      const { _colours: colours } = this;
      const { min, max } = this._axis;
      const font = (strong) => `${strong ? '600 ' : ''}11.5px ${this._font}`;
      this._ticks ||= layOutTicks({
        min, max, x: (day) => this._x(day), width: this._innerWidth, right: this._width - 1, lang: this._lang,
        measure: (text, strong) => { pen.font = font(strong); return pen.measureText(text).width; },
      });
      pen.fillStyle = colours.line;
      pen.fillRect(INSET, BARS_HEIGHT, this._innerWidth, 1);
      pen.textBaseline = 'alphabetic';
      for (const tick of this._ticks) {
        pen.fillStyle = colours.line;
        pen.fillRect(Math.round(tick.x), BARS_HEIGHT, 1, 6);
        if (tick.label === null) continue;
        pen.font = font(tick.strong);
        pen.fillStyle = tick.strong ? colours.text : colours.quiet;
        pen.fillText(tick.text, tick.label, BARS_HEIGHT + 15);
      }
    }

    _showTip(event) {
      const { tip, plot } = this._parts;
      const x = event && this._counts && !this._drag ? event.clientX - plot.getBoundingClientRect().left : null;
      const inside = x !== null && x >= INSET && x <= this._width - INSET;
      const { min, max } = this._axis || {};
      const bin = inside ? binOf(this._edges, clamp(Math.floor(min + (x - INSET) / this._pixelsPerDay), min, max)) : -1;
      const { bins, stripes, sure, unsure } = this._counts || {};
      let [certain, possible] = [0, 0];
      for (let s = 0; inside && s < stripes; s += 1) {
        certain += sure[s * bins + bin];
        possible += unsure[s * bins + bin];
      }
      tip.hidden = certain + possible === 0;
      if (tip.hidden) return;
      const from = Math.max(this._edges[bin], min);
      const to = Math.min(this._edges[bin + 1] - 1, max);
      const unsureText = possible ? ` (${this._plural('not_to_the_day', possible)})` : '';
      tip.textContent = `${days.formatRange(from, to, this._lang)} · ${this._plural('events', certain + possible)}${unsureText}`;
      const beside = this._x(to + 1) + 10;
      const fits = beside + tip.offsetWidth <= this._width;
      tip.style.left = `${fits ? beside : Math.max(this._x(from) - 10 - tip.offsetWidth, 0)}px`;
    }

    // -- the range

    /** Takes over a range: what reaches an end of the axis becomes null, what lies wholly outside it is kept as it is. */
    _assign(start, end) {
      let [low, high] = [start ?? null, end ?? null];
      if (low !== null && high !== null && low > high) [low, high] = [high, low];
      if (this._axis) {
        const { min, max } = this._axis;
        if (low !== null && low <= min && (high === null || high >= min)) low = null;
        if (high !== null && high >= max && (low === null || low <= max)) high = null;
      }
      this._start = low;
      this._end = high;
    }

    /** A movement by the user: takes the range over, draws, tells. */
    _input(low, high, { glide = false } = {}) {
      const before = this.range;
      this._assign(low, high);
      this._asked = this.range;
      if (before.start === this._start && before.end === this._end) return;
      this._clearFields();
      this._render(glide);
      this._tell();
    }

    _tell() {
      this._onInput(this.range);
      clearTimeout(this._settling);
      this._settling = setTimeout(() => this._settle(), SETTLE_MS);
    }

    _settle() {
      // Each step of play settles too: the counts beside the map keep up with the picture.
      this._gesture = null;
      const { start, end } = this.range;
      if (start === this._told.start && end === this._told.end) return;
      this._told = { start, end };
      this._parts.status.textContent = this._parts.readout.textContent;
      this._onChange({ start, end });
    }

    /** Keeps the present range for undo. Movements of one kind that follow each other without a pause are one gesture. */
    _remember(gesture) {
      if (this._gesture === gesture) return;
      this._gesture = gesture;
      const last = this._undo[this._undo.length - 1];
      if (last && last.start === this._start && last.end === this._end) return;
      this._undo.push(this.range);
      if (this._undo.length > UNDO_DEPTH) this._undo.shift();
    }

    _undoLast() {
      this.pause();
      let last = this._undo.pop();
      while (last && last.start === this._start && last.end === this._end) last = this._undo.pop();
      this._gesture = null;
      if (last) this._input(last.start, last.end);
    }

    _reset() {
      if (!this._enabled || (this._start === null && this._end === null)) return;
      this.pause();
      this._remember('reset');
      this._input(null, null);
      this._gesture = null;
    }

    // -- play and step

    /** Moves the window one unit (day to century, by the length of the axis) every 600 ms until the end of the axis. */
    play() {
      if (!this._enabled || this._playing) return;
      this._remember('play');
      this._playing = true;
      this._showPlaying();
      const { high } = this._bounds;
      const all = this._start === null && this._end === null;
      if (all || high === this._axis.max) this._toBeginning(all);
      this._tick = setInterval(() => { if (!this._advance(1)) this.pause(); }, TICK_MS);
    }

    pause() {
      if (!this._playing) return;
      this._stop();
      this._settle();
    }

    /** Ends playing, and forgets what was still to be told. */
    _stop() {
      clearInterval(this._tick);
      clearTimeout(this._settling);
      this._playing = false;
      this._showPlaying();
    }

    /** Moves the window `count` units, back when negative. Without a window it makes one at the beginning (at the end for a step back). */
    step(count) {
      if (!this._enabled) return;
      this.pause();
      this._remember('step');
      if (this._start === null && this._end === null) this._toBeginning(true, count < 0);
      else this._advance(count);
    }

    _showPlaying() {
      const { play } = this._parts;
      const playing = Boolean(this._playing);
      this.element.toggleAttribute('data-playing', playing);
      play.setAttribute('aria-pressed', String(playing));
      play.title = this._text(playing ? 'pause' : 'play');
    }

    /** Puts the window to the beginning (or end) of the axis: the one there is, or a new one of about a tenth of the axis in whole units. */
    _toBeginning(fresh, atEnd = false) {
      const { min, max } = this._axis;
      const { low, high } = this._bounds;
      const unit = playUnit(max + 1 - min);
      const units = Math.max(1, Math.round((max + 1 - min) / 10 / days.UNITS[unit].days));
      if (!fresh) {
        this._input(min, min + high - low, { glide: true });
      } else if (atEnd) {
        this._input(Math.max(days.step(days.floor(max, unit), unit, 1 - units), min), max, { glide: true });
      } else {
        this._input(min, Math.min(days.step(days.floor(min, unit), unit, units) - 1, max), { glide: true });
      }
    }

    /** Moves the window by whole units; false when it is at the end already. Windows of whole months or years stay so. */
    _advance(count) {
      const { min, max } = this._axis;
      const { low, high } = this._bounds;
      if (count > 0 ? high >= max : low <= min) return false;
      const unit = playUnit(max + 1 - min);
      const whole = days.floor(high + 1, unit) === high + 1 && (days.floor(low, unit) === low || low === min);
      const start = low === min && whole ? days.floor(low, unit) : low; // a first unit that the axis cuts is whole again once it moves on
      const newLow = days.step(start, unit, count);
      const newHigh = whole ? days.step(high + 1, unit, count) - 1 : newLow + (high - low);
      this._slide(newLow, newHigh, { glide: true });
      return true;
    }

    /** Moves the window within the axis; at an end it stops and keeps its length. */
    _slide(low, high, options) {
      const { min, max } = this._axis;
      const length = Math.min(high - low, max - min);
      if (high > max) this._input(max - length, max, options);
      else if (low < min) this._input(min, min + length, options);
      else this._input(low, high, options);
    }

    // -- keys

    _onKey(event) {
      const inField = event.target instanceof HTMLInputElement;
      const side = Object.keys(this._inputs).find((name) => this._inputs[name] === event.target);
      if (event.key === 'Escape') {
        if (this._drag) this._cancelDrag();
        else if (side) { this._clearFields(); this._render(); } else return;
      } else if (side && event.key === 'Enter') {
        this._commit(side);
      } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey && !(inField && this._dirty[side])) {
        this._undoLast();
      } else if (inField || event.altKey || event.ctrlKey || event.metaKey || !this._enabled) {
        return;
      } else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) {
        if (this._playing) this.pause(); else this.play();
      } else if (!this._moveByKey(event)) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    /** Arrow, Page, Home and End keys on a handle or on the window; true when the key was one of them. */
    _moveByKey(event) {
      const { start, end, window: middle } = this._parts;
      if (![start, end, middle].includes(event.target)) return false;
      const sign = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 }[event.key];
      const { min, max } = this._axis;
      const { low, high } = this._bounds;
      let moved;
      if (sign) {
        moved = (day) => (event.key.startsWith('Page') ? days.addYears(day, sign) : event.shiftKey ? days.addMonths(day, sign) : day + sign);
      } else if (event.key === 'Home' || event.key === 'End') {
        moved = () => (event.key === 'Home' ? min : max);
      } else {
        return false;
      }
      this.pause();
      this._remember(`key ${event.target.className}`);
      if (event.target === start) this._input(clamp(moved(low), min, high), high);
      else if (event.target === end) this._input(low, clamp(moved(high), low, max));
      else if (event.key === 'End') this._slide(max - (high - low), max);
      else this._slide(moved(low), moved(low) + high - low);
      return true;
    }

    // -- pointer

    _onDown(event) {
      if (!this._enabled || event.button !== 0 || this._drag) return;
      this.pause();
      this._showTip(null);
      const { start, end, window: middle, plot } = this._parts;
      const x = event.clientX - plot.getBoundingClientRect().left;
      const { low, high } = this._bounds;
      const [left, right] = [this._x(low), this._x(high + 1)];
      const all = this._start === null && this._end === null;
      let kind = start.contains(event.target) ? 'start' : end.contains(event.target) ? 'end' : middle.contains(event.target) ? 'window' : 'axis';
      let offset = kind === 'start' ? left - x : right - x;
      if (kind === 'window' && all) kind = 'new'; // there is nowhere to move it: a drag draws a new one
      const beside = kind === 'axis';
      if (beside) {
        kind = x < (left + right) / 2 ? 'start' : 'end';
        offset = 0;
      }
      this._onHandle = start.contains(event.target) || end.contains(event.target);
      this._drag = { kind, x, offset, low, high, before: this.range, pointer: event.pointerId, moved: false };
      this._remember(`drag ${event.timeStamp}`);
      plot.setPointerCapture(event.pointerId);
      ({ start, end, window: middle, new: middle })[kind].focus({ preventScroll: true });
      this.element.dataset.drag = kind;
      event.preventDefault();
      if (beside) this._dragTo(x);
    }

    _onMove(event) {
      if (!this._drag) {
        if (event.pointerType === 'mouse') this._showTip(event);
        return;
      }
      if (event.pointerId !== this._drag.pointer) return;
      this._pending = event.clientX - this._parts.plot.getBoundingClientRect().left;
      this._frame ||= requestAnimationFrame(() => this._flush());
    }

    /** Acts on the last pointer position: once a frame, and once more when the pointer is let go. */
    _flush() {
      cancelAnimationFrame(this._frame);
      this._frame = 0;
      if (this._drag && this._pending !== null && this._pending !== undefined) this._dragTo(this._pending);
      this._pending = null;
    }

    _dragTo(x) {
      const { min, max } = this._axis;
      const drag = this._drag;
      if (!drag.moved && drag.kind === 'new' && Math.abs(x - drag.x) < 4) return;
      drag.moved = true;
      if (drag.kind === 'start') {
        this._input(clamp(this._edgeAt(x + drag.offset), min, drag.high), drag.high);
      } else if (drag.kind === 'end') {
        this._input(drag.low, clamp(this._edgeAt(x + drag.offset) - 1, drag.low, max));
      } else if (drag.kind === 'window') {
        const shift = Math.round((x - drag.x) / this._pixelsPerDay);
        const low = shift ? this._snap(clamp(drag.low + shift, min, max)) : drag.low;
        this._slide(low, low + drag.high - drag.low);
      } else {
        const edges = [this._edgeAt(drag.x), this._edgeAt(x)].sort((a, b) => a - b);
        this._input(Math.min(edges[0], max), Math.max(edges[1] - 1, edges[0]));
      }
    }

    _onUp(event) {
      if (!this._drag || event.pointerId !== this._drag.pointer) return;
      if (this._pending !== null && this._pending !== undefined) this._flush();
      this._endDrag();
    }

    _endDrag() {
      const { plot } = this._parts;
      if (plot.hasPointerCapture(this._drag.pointer)) plot.releasePointerCapture(this._drag.pointer);
      this._drag = null;
      this._pending = null;
      this._gesture = null;
      delete this.element.dataset.drag;
    }

    /** Back to the range before the drag (Esc, or the browser took the pointer for scrolling). */
    _cancelDrag() {
      if (!this._drag) return;
      const { before } = this._drag;
      this._endDrag();
      this._input(before.start, before.end);
    }

    // -- typed dates

    /**
     * Takes over the typed dates. Both fields are read, so that a first day beyond the present last day, refused while it stands alone, is taken over
     * as soon as a fitting last day is typed.
     */
    _commit(side) {
      if (!this._enabled || !(this._dirty.start || this._dirty.end)) return;
      const read = (name) => {
        if (!this._dirty[name]) return { day: this[`_${name}`] };
        const text = this._inputs[name].value.trim();
        if (text === '') return { day: null };
        const found = days.parse(text);
        return found ? { day: found[name] } : { fault: 'invalid_date' };
      };
      const typed = { start: read('start'), end: read('end') };
      const crossed = typed.start.day != null && typed.end.day != null && typed.start.day > typed.end.day;
      if (crossed) typed[side].fault = side === 'start' ? 'after_last_day' : 'before_first_day';
      for (const name of ['start', 'end']) this._inputs[name].setAttribute('aria-invalid', String(Boolean(typed[name].fault)));
      const fault = typed[side].fault || typed.start.fault || typed.end.fault;
      this._say(fault ? this._text(fault) : '', Boolean(fault));
      if (fault) return;
      this.pause();
      this._remember(`typed ${performance.now()}`);
      this._input(typed.start.day, typed.end.day);
      this._clearFields();
      this._render();
      if (typed.start.day !== null && this._start === null) this._say(this._text('no_earlier_record'), false);
      else if (typed.end.day !== null && this._end === null) this._say(this._text('no_later_record'), false);
    }

    _clearFields() {
      this._dirty = { start: false, end: false };
      for (const input of Object.values(this._inputs)) input.setAttribute('aria-invalid', 'false');
      this._say('', false);
    }

    _say(text, wrong) {
      const { message } = this._parts;
      message.textContent = text;
      message.classList.toggle('vm-brush-wrong', wrong);
    }
  }

  TimeBrush.TEXTS = Object.freeze(TEXTS);
  VisitMap.TimeBrush = TimeBrush;
})();
