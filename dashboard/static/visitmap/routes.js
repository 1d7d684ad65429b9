// Routes: where on the screen a leg runs. A leg follows the great circle and bends a little to its left, so that A -> B lies beside B -> A.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const RADIANS = Math.PI / 180;
  const STEPS = 48;

  /** Points of the great circle between two places, as [lat, lon] with longitudes that run on without a jump. */
  const greatCircle = (a, b, steps = STEPS) => {
    const vector = ({ lat, lon }) => {
      const cos = Math.cos(lat * RADIANS);
      return [cos * Math.cos(lon * RADIANS), cos * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)];
    };
    const p = vector(a), q = vector(b);
    const dot = Math.max(-1, Math.min(1, p[0] * q[0] + p[1] * q[1] + p[2] * q[2]));
    const angle = Math.acos(dot);
    const points = [];
    let previous = a.lon;
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      let lat = a.lat + (b.lat - a.lat) * t, lon = a.lon + (b.lon - a.lon) * t;
      // Antipodes have no one great circle: the straight line in degrees serves for drawing.
      if (angle > 1e-9 && angle < Math.PI - 1e-6) {
        const f = Math.sin((1 - t) * angle) / Math.sin(angle), g = Math.sin(t * angle) / Math.sin(angle);
        const x = f * p[0] + g * q[0], y = f * p[1] + g * q[1], z = f * p[2] + g * q[2];
        lat = Math.atan2(z, Math.hypot(x, y)) / RADIANS;
        lon = Math.atan2(y, x) / RADIANS;
      }
      lon += 360 * Math.round((previous - lon) / 360);
      previous = lon;
      points.push([lat, lon]);
    }
    return points;
  };

  /**
   * Bends projected points to the left of their direction. `rank` counts the legs that run the same way between the same two places:
   * each lies a little further out.
   */
  const bend = (points, rank) => {
    const [x0, y0] = points[0], [x1, y1] = points[points.length - 1];
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 1) return points;
    const out = Math.min(length * 0.11, 70) + rank * Math.min(length * 0.075, 34);
    const nx = (y1 - y0) / length, ny = -(x1 - x0) / length;
    return points.map(([x, y], i) => {
      const lift = Math.sin((Math.PI * i) / (points.length - 1)) * out;
      return [x + nx * lift, y + ny * lift];
    });
  };

  /** Cuts `from` and `to` pixels off the two ends of a line, so that it stops at the symbols' edges. */
  const shorten = (points, from, to) => {
    const cut = (line, pixels) => {
      let left = pixels, i = 1;
      for (; i < line.length - 1; i++) {
        const step = Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]);
        if (step >= left) break;
        left -= step;
      }
      const [ax, ay] = line[i - 1], [bx, by] = line[i];
      const step = Math.hypot(bx - ax, by - ay) || 1, t = Math.min(left / step, 1);
      return [[ax + (bx - ax) * t, ay + (by - ay) * t], ...line.slice(i)];
    };
    const length = points.reduce((sum, p, i) => (i ? sum + Math.hypot(p[0] - points[i - 1][0], p[1] - points[i - 1][1]) : 0), 0);
    if (length < from + to + 6) return points;
    return cut(cut(points, from).reverse(), to).reverse();
  };

  /** The point `pixels` before the end of a line. */
  const beforeEnd = (points, pixels) => {
    let left = pixels;
    for (let i = points.length - 1; i > 0; i--) {
      const [ax, ay] = points[i], [bx, by] = points[i - 1];
      const step = Math.hypot(bx - ax, by - ay);
      if (step >= left) return [ax + ((bx - ax) * left) / step, ay + ((by - ay) * left) / step];
      left -= step;
    }
    return points[0];
  };

  /** Distance in pixels from a point to a line. */
  const distance = (points, x, y) => {
    let best = Infinity;
    for (let i = 1; i < points.length; i++) {
      const [ax, ay] = points[i - 1], [bx, by] = points[i];
      const dx = bx - ax, dy = by - ay;
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    }
    return best;
  };

  /** Points on a line, about `pixels` apart. */
  const every = (points, pixels) => {
    const found = [points[0]];
    let since = 0;
    for (let i = 1; i < points.length; i++) {
      since += Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]);
      if (since < pixels) continue;
      found.push(points[i]);
      since = 0;
    }
    return found;
  };

  VisitMap.routes = { greatCircle, bend, shorten, beforeEnd, distance, every };
})();
