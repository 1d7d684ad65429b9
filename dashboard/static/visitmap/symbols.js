// Symbols: how one sign is drawn on a canvas. The map and its legend call the same functions, so that a sign always looks like its explanation.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const TAU = Math.PI * 2;

  /** Line patterns, by what they say. */
  const DASH = { stated: [], inferred: [7, 5], unordered: [1.5, 5], uncertain: [3, 2.6] };

  /** Reads the colours that visitmap.css gives `element` into one plain object. */
  const readTheme = (element) => {
    const style = getComputedStyle(element);
    const read = (name) => style.getPropertyValue("--vm-" + name).trim();
    return {
      ink: read("ink"), quiet: read("ink-quiet"), halo: read("halo"), surface: read("surface"), focus: read("focus"),
      font: style.fontFamily, hues: Array.from({ length: 9 }, (_, i) => read("hue-" + i)),
    };
  };

  /** Radius in pixels of a city's symbol: its area grows with the number of events. */
  const cityRadius = (count) => Math.min(8 + 2.6 * Math.sqrt(count), 34);
  const venueRadius = (count) => Math.min(5 + 1.4 * Math.sqrt(count), 18);

  const disc = (ctx, x, y, r, fill) => {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.fillStyle = fill;
    ctx.fill();
  };

  const number = (ctx, theme, x, y, text, size, colour) => {
    ctx.font = `600 ${size}px ${theme.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y + size * 0.06);
  };

  /** Goes round a circle part by part; a part is {hue, count, uncertain}. `draw(part, from, to)` gets angles. */
  const around = (parts, draw) => {
    const total = parts.reduce((sum, part) => sum + part.count, 0) || 1;
    let from = -Math.PI / 2;
    for (const part of parts) {
      const to = from + (TAU * part.count) / total;
      draw(part, from, to);
      from = to;
    }
  };

  /**
   * City: a ring, its parts in the visits' hues, dashed where time or place is uncertain, the number of events inside.
   * `size` is its radius where it is not to grow with the number.
   */
  const city = (ctx, theme, { x, y, count, parts, active, size }) => {
    const r = size ?? cityRadius(count), width = 3.5;
    disc(ctx, x, y, r + 1.5, theme.halo);
    disc(ctx, x, y, r, theme.surface);
    ctx.lineWidth = width;
    around(parts, (part, from, to) => {
      const gap = parts.length > 1 ? 0.05 : 0;
      ctx.beginPath();
      ctx.arc(x, y, r - width / 2, from + gap, to - gap);
      ctx.strokeStyle = theme.hues[part.hue];
      ctx.setLineDash(part.uncertain ? DASH.uncertain : []);
      ctx.globalAlpha *= part.pale ? 0.55 : 1;
      ctx.stroke();
      ctx.globalAlpha /= part.pale ? 0.55 : 1;
    });
    ctx.setLineDash([]);
    if (active) ring(ctx, x, y, r + 4, theme.focus, 2);
    number(ctx, theme, x, y, String(count), count > 99 ? 10 : 11.5, theme.ink);
    return r;
  };

  const ring = (ctx, x, y, r, colour, width) => {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  };

  /** Venue: a sharp dot with a thin light ring; hollow and dashed when its place or time is uncertain. */
  const venue = (ctx, theme, { x, y, count, parts, active, size }) => {
    const r = size ?? venueRadius(count);
    disc(ctx, x, y, r + 1.5, theme.halo);
    around(parts, (part, from, to) => {
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.arc(x, y, r, from, to);
      ctx.closePath();
      if (part.uncertain) {
        ctx.fillStyle = theme.surface;
        ctx.fill();
        ctx.setLineDash(DASH.uncertain);
        ctx.lineWidth = 1.8;
        ctx.strokeStyle = theme.hues[part.hue];
        ctx.beginPath();
        ctx.arc(x, y, r - 0.9, from, to);
        ctx.stroke();
        ctx.setLineDash([]);
      } else {
        ctx.globalAlpha *= part.pale ? 0.6 : 1;
        ctx.fillStyle = theme.hues[part.hue];
        ctx.fill();
        ctx.globalAlpha /= part.pale ? 0.6 : 1;
      }
    });
    if (active) ring(ctx, x, y, r + 4, theme.focus, 2);
    if (count > 1 && r >= 7) number(ctx, theme, x, y, String(count), 10, theme.surface);
    return r;
  };

  const areaRadius = (count, radius) => Math.max(radius || 0, cityRadius(count) + 6);

  /** Province or country: a soft hatched area of `radius` pixels, never a dot that looks exact. */
  const area = (ctx, theme, { x, y, count, parts, active, radius, size }) => {
    const r = size ?? areaRadius(count, radius);
    const hue = theme.hues[parts[0] ? parts[0].hue : 0];
    ctx.save();
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.clip();
    ctx.globalAlpha *= 0.13;
    ctx.fillStyle = hue;
    ctx.fill();
    ctx.globalAlpha *= 3.4;
    ctx.strokeStyle = hue;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    for (let d = -2 * r; d < 2 * r; d += 7) {
      ctx.moveTo(x + d - r, y + r);
      ctx.lineTo(x + d + r, y - r);
    }
    ctx.stroke();
    ctx.restore();
    ctx.setLineDash(DASH.uncertain);
    ring(ctx, x, y, r, hue, 1.4);
    ctx.setLineDash([]);
    if (active) ring(ctx, x, y, r + 4, theme.focus, 2);
    // The number sits on the rim: the middle of an area is no place, and may be a city's.
    const inner = 9 + (count > 9 ? 2 : 0), away = r * Math.SQRT1_2;
    disc(ctx, x - away, y - away, inner + 1.5, theme.halo);
    disc(ctx, x - away, y - away, inner, theme.surface);
    ring(ctx, x - away, y - away, inner - 0.5, hue, 1.4);
    number(ctx, theme, x - away, y - away, String(count), 11, theme.ink);
    return r;
  };

  /** Where a delegation comes from, when nothing took place there: a small open mark. */
  const home = (ctx, theme, { x, y, r }) => {
    disc(ctx, x, y, r + 1.5, theme.halo);
    disc(ctx, x, y, r, theme.surface);
    ring(ctx, x, y, r - 0.5, theme.ink, 1.6);
  };

  /** How far around its symbol a place may really lie: a faint ring, once the map is near enough to show it. */
  const reaches = ({ draw, r, radius }) => draw !== area && radius > r * 1.8;

  const reach = (ctx, theme, node) => {
    const { x, y, radius, parts } = node;
    if (!reaches(node)) return;
    ctx.globalAlpha *= 0.07;
    disc(ctx, x, y, radius, theme.hues[parts[0].hue]);
    ctx.globalAlpha /= 0.07;
    ctx.globalAlpha *= 0.55;
    ctx.setLineDash([2, 5]);
    ring(ctx, x, y, radius, theme.hues[parts[0].hue], 1.2);
    ctx.setLineDash([]);
    ctx.globalAlpha /= 0.55;
  };

  /** Leg: a line along `points` [[x, y], …] with an arrowhead at two thirds, unless the order of its stops is unknown. */
  const leg = (ctx, theme, { points, hue, inferred, unordered, strong, short }) => {
    const colour = theme.hues[hue];
    const trace = () => {
      ctx.beginPath();
      points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      ctx.stroke();
    };
    ctx.lineCap = unordered ? "round" : "butt";
    ctx.lineJoin = "round";
    ctx.setLineDash([]);
    ctx.strokeStyle = theme.halo;
    ctx.lineWidth = strong ? 6 : 4.6;
    ctx.globalAlpha *= 0.7;
    trace();
    ctx.globalAlpha /= 0.7;
    ctx.strokeStyle = colour;
    ctx.lineWidth = strong ? 3.4 : 2.4;
    ctx.setLineDash(unordered ? DASH.unordered : inferred ? DASH.inferred : DASH.stated);
    trace();
    ctx.setLineDash([]);
    ctx.lineCap = "butt";
    if (!unordered && !short) arrowhead(ctx, theme, points, colour, strong ? 1.2 : 1);
  };

  const arrowhead = (ctx, theme, points, colour, scale) => {
    // Two thirds of the way; nearer to the middle on a short leg, whose end belongs to the stop's number.
    const [first, last] = [points[0], points[points.length - 1]];
    const short = Math.hypot(last[0] - first[0], last[1] - first[1]) < 110;
    const at = Math.max(1, Math.round((points.length - 1) * (short ? 0.46 : 0.64)));
    const [x, y] = points[at];
    const [px, py] = points[at - 1];
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(Math.atan2(y - py, x - px));
    ctx.scale(scale, scale);
    ctx.beginPath();
    ctx.moveTo(8, 0);
    ctx.lineTo(-5, 6);
    ctx.lineTo(-2.2, 0);
    ctx.lineTo(-5, -6);
    ctx.closePath();
    ctx.lineWidth = 2.4;
    ctx.strokeStyle = theme.halo;
    ctx.stroke();
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.restore();
  };

  /** The number of a stop, in a small disc of the visit's hue. */
  const stopNumber = (ctx, theme, x, y, text, hue) => {
    disc(ctx, x, y, 8.6, theme.halo);
    disc(ctx, x, y, 7.4, theme.hues[hue]);
    number(ctx, theme, x, y, String(text), 10, theme.surface);
  };

  /** Text with a halo. `size` in pixels; `align` as canvas has it. */
  const label = (ctx, theme, x, y, text, { size = 12, weight = 500, align = "left", colour = theme.ink } = {}) => {
    ctx.font = `${weight} ${size}px ${theme.font}`;
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.2;
    ctx.strokeStyle = theme.halo;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  };

  VisitMap.symbols = { readTheme, cityRadius, venueRadius, areaRadius, city, venue, area, home, reach, reaches, leg, stopNumber, label };
})();
