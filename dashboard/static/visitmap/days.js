/**
 * Calendar days: day numbers, ISO days, calendar steps, dates in words, dates as people type them.
 *
 * A day number is a whole number of days since 1970-01-01 (UTC, proleptic Gregorian; negative before), for the years 0001 to 9999. It holds no
 * time of day and no zone, so nothing here can slip by a day. The arithmetic is done on whole numbers, not on Date: `new Date(99, 0, 1)` is 1999.
 *
 * Everything is on `window.VisitMap.days`. Needs nothing else.
 */
(function () {
  'use strict';

  const VisitMap = (window.VisitMap = window.VisitMap || {});

  const DAYS_TO_1970 = 719468; // from 0000-03-01, where a year is taken to begin, so that the leap day comes last
  const CYCLE = 146097; // days in 400 years, after which the calendar repeats

  /** Day number of a calendar day that need not exist as such: month 13 is January of the next year. `date` is added as it is. */
  function civil(year, month, date) {
    const months = month - 1;
    let y = year + Math.floor(months / 12);
    const m = ((months % 12) + 12) % 12; // 0 = January
    if (m < 2) y -= 1;
    const cycle = Math.floor(y / 400);
    const inCycle = y - cycle * 400;
    const fromMarch = (m + 10) % 12;
    const inYear = Math.floor((153 * fromMarch + 2) / 5) + date - 1;
    return cycle * CYCLE + inCycle * 365 + Math.floor(inCycle / 4) - Math.floor(inCycle / 100) + inYear - DAYS_TO_1970;
  }

  const MIN = civil(1, 1, 1);
  const MAX = civil(9999, 12, 31);

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  /** {year, month 1-12, day 1-31} of a day number. */
  function toParts(number) {
    const shifted = number + DAYS_TO_1970;
    const cycle = Math.floor(shifted / CYCLE);
    const inCycle = shifted - cycle * CYCLE;
    const yearInCycle = Math.floor(
      (inCycle - Math.floor(inCycle / 1460) + Math.floor(inCycle / 36524) - Math.floor(inCycle / 146096)) / 365);
    const inYear = inCycle - (365 * yearInCycle + Math.floor(yearInCycle / 4) - Math.floor(yearInCycle / 100));
    const fromMarch = Math.floor((5 * inYear + 2) / 153);
    const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    return {
      year: cycle * 400 + yearInCycle + (month <= 2 ? 1 : 0),
      month,
      day: inYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    };
  }

  /** Number of days of a month (1-12). */
  const daysInMonth = (year, month) => civil(year, month + 1, 1) - civil(year, month, 1);

  /** Day number of a calendar day, or null when there is no such day (30 February, year 0). */
  function fromParts(year, month, day) {
    const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
    if (!whole || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
    return day <= daysInMonth(year, month) ? civil(year, month, day) : null;
  }

  const padded = (number, length) => String(number).padStart(length, '0');

  /** "YYYY-MM-DD" of a day number. */
  function toISO(number) {
    const { year, month, day } = toParts(number);
    return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  }

  /** Day number of exactly "YYYY-MM-DD", or null when the text is not that or there is no such day. */
  function fromISO(text) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    return found && fromParts(Number(found[1]), Number(found[2]), Number(found[3]));
  }

  /** The same day of the month `count` months on; the 31st becomes the last day of a shorter month. Stays within the years 0001-9999. */
  function addMonths(number, count) {
    const { year, month, day } = toParts(number);
    const first = toParts(civil(year, month + count, 1));
    return clamp(civil(first.year, first.month, Math.min(day, daysInMonth(first.year, first.month))), MIN, MAX);
  }

  /** The same day `count` years on; 29 February becomes the 28th. */
  const addYears = (number, count) => addMonths(number, 12 * count);

  // ---- calendar units -------------------------------------------------------------------------------------------------------------------

  /** Units that a time axis can be cut into, finest first; `days` = mean length, `months` = exact length of those that follow months. */
  const UNITS = {
    day: { days: 1 }, week: { days: 7 },
    month: { days: 30.44, months: 1 }, quarter: { days: 91.31, months: 3 }, year: { days: 365.24, months: 12 },
    decade: { days: 3652.4, months: 120 }, century: { days: 36524, months: 1200 },
  };

  /** First day of the unit that holds the day (weeks begin on Monday, decades in years ending in 0). */
  function floor(number, unit) {
    const months = UNITS[unit].months;
    if (!months) return unit === 'week' ? number - ((((number + 3) % 7) + 7) % 7) : number;
    const { year, month } = toParts(number);
    return civil(0, Math.floor((year * 12 + month - 1) / months) * months + 1, 1);
  }

  /** First day of the unit `count` units after the one that begins on this day. May leave the years 0001-9999 (as the outer edge of a last bin). */
  function step(first, unit, count) {
    const months = UNITS[unit].months;
    if (!months) return first + count * UNITS[unit].days;
    const { year, month, day } = toParts(first);
    return civil(year, month + months * count, day);
  }

  // ---- dates in words -------------------------------------------------------------------------------------------------------------------

  const LOCALES = { en: 'en-GB', vi: 'vi', zh: 'zh-CN' };
  const formatters = new Map();

  /** A day through Intl, with the formatter kept: making one costs a hundred times more than using it. */
  function intl(number, lang, options) {
    const key = lang + JSON.stringify(options);
    let formatter = formatters.get(key);
    if (!formatter) {
      formatter = new Intl.DateTimeFormat(LOCALES[lang] || lang, { ...options, timeZone: 'UTC', calendar: 'gregory' });
      formatters.set(key, formatter);
    }
    return formatter.format(new Date(number * 864e5));
  }

  // How each language joins day, month and year. `d`, `m`, `y` are optional: what is missing is left out together with its sign.
  const JOIN = {
    en: (d, m, y) => [d, m, y].filter(Boolean).join(' '),
    vi: (d, m, y) => [d, m].filter(Boolean).join(' ') + (m && y ? (d ? ', ' : ' năm ') : '') + y,
    zh: (d, m, y) => (y ? `${y}年` : '') + (m || '') + (d ? `${d}日` : ''),
  };
  // Intl gives a month that stands alone ("Tháng 9", "九月"), not one within a date ("tháng 9", "9月"): the two that number their months say it here.
  const MONTH = { vi: (month) => `tháng ${month}`, zh: (month) => `${month}月` };
  const monthName = (number, lang) => (MONTH[lang] ? MONTH[lang](toParts(number).month) : intl(number, lang, { month: 'long' }));

  /** A day in words: "27 September 2023", "27 tháng 9, 2023", "2023年9月27日". */
  function format(number, lang) {
    const { year, day } = toParts(number);
    return JOIN[lang] ? JOIN[lang](day, monthName(number, lang), year) : intl(number, lang, { dateStyle: 'long' });
  }

  /** Whether a range is made of whole years or whole months, in which case the days need not be said. */
  function wholeUnit(start, end) {
    const a = toParts(start);
    const b = toParts(end + 1);
    if (a.day !== 1 || b.day !== 1) return null;
    return a.month === 1 && b.month === 1 ? 'year' : 'month';
  }

  /** A range in words, both days inclusive; what both days share is said once: "25–29 September 2023", "September 2023", "2022–2023". */
  function formatRange(start, end, lang) {
    if (start === end) return format(start, lang);
    const join = JOIN[lang];
    if (!join) return `${format(start, lang)} – ${format(end, lang)}`;
    const a = toParts(start);
    const b = toParts(end);
    const [monthA, monthB] = [monthName(start, lang), monthName(end, lang)];
    const sameYear = a.year === b.year;
    const sameMonth = sameYear && a.month === b.month;
    const wide = lang === 'zh' ? '–' : ' – '; // between parts that have spaces themselves
    const whole = wholeUnit(start, end);
    if (whole === 'year') return sameYear ? join('', '', a.year) : lang === 'zh' ? `${a.year}–${b.year}年` : `${a.year}–${b.year}`;
    const [dayA, dayB] = whole ? ['', ''] : [a.day, b.day];
    if (sameMonth) return whole ? join('', monthA, a.year) : join(`${dayA}–${dayB}`, monthA, a.year);
    if (!sameYear) return join(dayA, monthA, a.year) + wide + join(dayB, monthB, b.year);
    if (lang === 'zh') return join(dayA, monthA, a.year) + wide + join(dayB, monthB, '');
    return join(dayA, monthA, '') + (whole && lang === 'en' ? '–' : wide) + join(dayB, monthB, b.year);
  }

  /** A short label for an axis. `parts`: "dmy", "dm", "my", "m" or "y": "25 Sep 2023", "25 Sep", "Sep 2023", "Sep", "2023". */
  function formatShort(number, lang, parts) {
    const { year, month, day } = toParts(number);
    if (lang === 'vi') {
      return { dmy: `${day}/${month}/${year}`, dm: `${day}/${month}`, my: `${month}/${year}`, m: `thg ${month}`, y: String(year) }[parts];
    }
    const name = MONTH[lang] ? MONTH[lang](month) : intl(number, lang, { month: 'short' }).replace(/^Sept$/, 'Sep');
    const join = JOIN[lang] || JOIN.en;
    return join(parts.includes('d') ? day : '', parts.includes('m') ? name : '', parts.includes('y') ? year : '');
  }

  // ---- dates as people type them --------------------------------------------------------------------------------------------------------

  const ENGLISH_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

  function englishMonth(word) {
    const found = word.length < 3 ? -1 : ENGLISH_MONTHS.findIndex((name) => name.startsWith(word));
    return found < 0 ? null : found + 1;
  }

  // Each row: what it reads, the pattern, and which groups hold year, month, day. The day always comes before the month when both are numbers and
  // the year is last (the manner of Vietnam and of en-GB): 9/25/2023 is refused, not guessed. Years are written in full: 25/9/23 is refused too.
  const FORMS = [
    [/^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/, [1, 3, 4]], // 2023-09-25, 2023/9/25, 2023-09, 2023
    [/^(\d{4})(\d{2})(\d{2})$/, [1, 2, 3]], // 20230925
    [/^(?:(\d{1,2}) ?([-/.]) ?)?(\d{1,2}) ?[-/.] ?(\d{4})$/, [4, 3, 1]], // 25/9/2023, 25.9.2023, 9/2023
    [/^(\d{1,4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号號])?)?$/, [1, 2, 3]], // 2023年9月25日
    [/^(?:(?:ngày )?(\d{1,2}) )?(?:tháng|thg) ?(\d{1,2})(?:, ?| năm | ?[/-] ?| )(\d{4})$/, [3, 2, 1]], // (ngày) 25 tháng 9 năm 2023
    [/^năm (\d{4})$/, [1, 0, 0]],
    [/^(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+)\.?,? (\d{4})$/, [3, 2, 1]], // 25 September 2023, Sep 2023
    [/^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/, [3, 1, 2]], // September 25, 2023
  ];

  /**
   * A date as typed -> {start, end} (day numbers, both inclusive: "9/2023" is the whole month), or null when it is no date.
   * Reads ISO, d/m/yyyy, m/yyyy, yyyy and the words of the three languages, so that what `format` writes can be typed back.
   */
  function parse(text) {
    const clean = String(text).normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
    for (const [pattern, [y, m, d]] of FORMS) {
      const found = pattern.exec(clean);
      if (!found) continue;
      const year = Number(found[y]);
      const monthText = m ? found[m] : undefined;
      const month = monthText === undefined ? undefined : /^\d+$/.test(monthText) ? Number(monthText) : englishMonth(monthText);
      const day = d && found[d] !== undefined ? Number(found[d]) : undefined;
      const start = month === null ? null : fromParts(year, month ?? 1, day ?? 1);
      if (start === null) return null;
      if (day !== undefined) return { start, end: start };
      return { start, end: month === undefined ? civil(year, 12, 31) : civil(year, month, daysInMonth(year, month)) };
    }
    return null;
  }

  VisitMap.days = {
    MIN, MAX, UNITS, fromParts, toParts, daysInMonth, fromISO, toISO, addMonths, addYears, floor, step, format, formatRange, formatShort, parse,
  };
})();
