import type { TargetFigure } from './report-content.js';

const [WIDTH, HEIGHT] = [480, 200];
const PLOT = { left: 48, right: 12, top: 12, bottom: 28 };
/** Drawn for paper: they differ without colour too. */
const [PLAN, REACHED] = ['#767676', '#115a36'];

/** What was reached month by month, against the straight plan. Numbers only, so that it needs no words of any language. */
export function burnUp({ curve, milestone }: Pick<TargetFigure, 'curve' | 'milestone'>): string {
  const most = roundUp(Math.max(1, ...curve.map(({ plan, reached = 0 }) => Math.max(plan, reached))));
  const inner = { width: WIDTH - PLOT.left - PLOT.right, height: HEIGHT - PLOT.top - PLOT.bottom };
  const x = (at: number): number => PLOT.left + (curve.length < 2 ? 0 : (inner.width * at) / (curve.length - 1));
  const y = (value: number): number => PLOT.top + inner.height - (inner.height * value) / most;
  const point = (at: number, value: number): string => `${x(at).toFixed(1)},${y(value).toFixed(1)}`;
  const plan = curve.map((one, at) => point(at, one.plan));
  const reached = curve.flatMap((one, at) => (one.reached === undefined ? [] : [point(at, one.reached)]));
  const last = curve.findLast((one) => one.reached !== undefined);
  const grid = [0, most / 2, most].map(
    (value) =>
      `<path d="M${PLOT.left} ${y(value).toFixed(1)}H${WIDTH - PLOT.right}" stroke="#ccc" stroke-width="1"/>` +
      text(PLOT.left - 6, y(value) + 4, String(value), 'end'),
  );
  const every = Math.max(1, Math.ceil(curve.length / 8));
  const months = curve.flatMap(({ month }, at) =>
    at % every === 0 ? [text(x(at), HEIGHT - 8, `${Number(month.slice(5, 7))}`, 'middle')] : [],
  );
  const end = last?.reached !== undefined && reached.at(-1)!.split(',').map(Number);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...grid,
    ...months,
    ...(milestone ? [line(plan, PLAN, 'stroke-dasharray="6 4" stroke-width="2"')] : []),
    line(reached, REACHED, 'stroke-width="3"'),
    ...(end
      ? [
          `<circle cx="${end[0]}" cy="${end[1]}" r="4" fill="${REACHED}"/>`,
          text(end[0]!, end[1]! - 8, String(last!.reached), end[0]! > WIDTH - 60 ? 'end' : 'middle', 'bold'),
        ]
      : []),
    '</svg>',
  ].join('');
}

function line(points: readonly string[], colour: string, more: string): string {
  return points.length === 0 ? '' : `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" ${more}/>`;
}

function text(x: number, y: number, words: string, anchor: string, weight = 'normal'): string {
  const font = 'font-family="Noto Sans JP, sans-serif" font-size="12"';
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${font} font-weight="${weight}" fill="#333" text-anchor="${anchor}">${words}</text>`;
}

/** To 1, 2 or 5 and zeros, so that the half of it is a round number too. */
function roundUp(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find((one) => one * size >= value)!;
  return Math.max(2, step * size);
}
