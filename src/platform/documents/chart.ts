/**
 * Pictures of figures as SVG, the same in a page and in a document: colours and sizes stand in attributes, which print, and a
 * page's own style sheet (views/assets/css/50-chart.css) goes before them. No words but those that are given; the figures
 * stand in a table beside.
 */
export type Svg = string & { readonly svg: unique symbol };

const FONT = 'font-family="Noto Sans JP Variable, Noto Sans JP, sans-serif"';

interface Ring {
  /** What it shows, for those who do not see it. */
  title: string;
  /** Of the whole: 0.59. Above 1 the ring is full. */
  share: number;
  /** In the middle, large, and below. */
  value: string;
  below: string;
}

/** A part of a whole. */
export function ringSvg({ title, share, value, below }: Ring): Svg {
  const radius = 50;
  const round = 2 * Math.PI * radius;
  const drawn = Math.min(1, Math.max(0, share)) * round;
  const circle = `cx="64" cy="64" r="${radius}" fill="none" stroke-width="14"`;
  return drawing(128, 128, title, [
    `<circle class="chart-rest" ${circle} stroke="#d9dedb"/>`,
    drawn > 0 &&
      `<circle class="chart-line" ${circle} stroke="#115a36" stroke-dasharray="${cut(drawn)} ${cut(round)}" transform="rotate(-90 64 64)"/>`,
    words(64, 66, value, { anchor: 'middle', size: 26, bold: true }),
    words(64, 84, below, { anchor: 'middle', size: 12 }),
  ]);
}

export interface Line {
  /** Its name, at its end. */
  name: string;
  /** One value for each place along the bottom, from the left; it may end before the right edge. */
  values: readonly number[];
  dashed?: boolean;
}

interface Lines {
  title: string;
  /** Below each place: some are left out where there are too many. */
  places: readonly string[];
  /** The first is the one that matters. */
  lines: readonly [Line, ...Line[]];
  /** One of three across a page of paper. */
  small?: boolean;
}

const FRAME = { right: 12, top: 26, bottom: 24 };
/** `letter`: of the numbers, to be read on a phone, where the usual picture is drawn smaller and the small one larger. */
const SIZES = {
  usual: { width: 400, height: 240, most: 7, letter: 15 },
  small: { width: 260, height: 180, most: 4, letter: 11 },
};

/** Lines over time, from nought upwards. */
export function linesSvg({ title, places, lines, small = false }: Lines): Svg {
  const { width, height, most, letter } = SIZES[small ? 'small' : 'usual'];
  const { step, top } = scaleFor(Math.max(1, ...lines.flatMap(({ values }) => values)));
  const marks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step);
  const left = leftOf(marks, letter);
  const x = (at: number): number => left + (at * (width - left - FRAME.right)) / Math.max(1, places.length - 1);
  const y = (value: number): number => height - FRAME.bottom - (value * (height - FRAME.top - FRAME.bottom)) / top;
  const every = Math.ceil(places.length / most);
  const grid = marks.map((value) => {
    const across = `x1="${left}" x2="${width - FRAME.right}" y1="${cut(y(value))}" y2="${cut(y(value))}"`;
    const label = words(left - 6, y(value) + 4, markText(value), { anchor: 'end', size: letter });
    return `<line class="chart-rest" ${across} stroke="#d9dedb" stroke-width="1"/>${label}`;
  });
  const below = places.map((place, at) =>
    (places.length - 1 - at) % every === 0 ? words(x(at), height - 6, place, { anchor: 'middle', size: letter }) : '',
  );
  const drawn = lines.toReversed().map(({ values, dashed }) => {
    const points = values.map((value, at) => `${cut(x(at))},${cut(y(value))}`).join(' ');
    const look = dashed
      ? 'class="chart-plan" stroke="#595959" stroke-width="1.5" stroke-dasharray="5 4"'
      : 'class="chart-line" stroke="#115a36" stroke-width="3"';
    const end = values.length - 1;
    const dot = `<circle class="chart-dot" cx="${cut(x(end))}" cy="${cut(y(values[end] ?? 0))}" r="4" fill="#115a36"/>`;
    return `<polyline ${look} fill="none" stroke-linejoin="round" points="${points}"/>${dashed ? '' : dot}`;
  });
  return drawing(width, height, title, [...grid, ...below, ...drawn, ...legendOf(lines, left, small ? 12 : letter)]);
}

const markText = (value: number): string => value.toLocaleString('en');

/** As wide as its longest number needs. */
function leftOf(marks: readonly number[], letter: number): number {
  return Math.max(38, 10 + 0.64 * letter * Math.max(...marks.map((mark) => markText(mark).length)));
}

/** Above the picture: how each line looks, and its name. */
function legendOf(lines: readonly Line[], from: number, size: number): string[] {
  let left = from;
  return lines.map(({ name, dashed }) => {
    const look = dashed
      ? 'class="chart-plan" stroke="#595959" stroke-width="1.5" stroke-dasharray="5 4"'
      : 'class="chart-line" stroke="#115a36" stroke-width="3"';
    const key = `<line ${look} x1="${left}" x2="${left + 22}" y1="10" y2="10"/>${words(left + 28, 14, name, { size })}`;
    left += 28 + 20 + [...name].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e80 ? size : size * 0.6), 0);
    return key;
  });
}

/** About four lines across, at round numbers. */
function scaleFor(most: number): { step: number; top: number } {
  const rough = most / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((part) => part * size).find((part) => part >= rough)!,
  );
  return { step, top: Math.ceil(most / step) * step };
}

export interface Tiles {
  title: string;
  /** Names along the top and down the left: short ones. */
  columns: readonly string[];
  rows: readonly string[];
  /** By row and column, from nought upwards. */
  values: readonly (readonly number[])[];
  /** As it stands in its tile and at the end of a bar: the picture says as much without its colours. */
  print: (value: number) => string;
  /** Few columns and larger letters: to be read on a phone. */
  large?: boolean;
}

const TILES = { width: 360, top: 44, high: 26 };
/** `letters`: how many times the size of a letter a tile is wide, at least. */
const TILE_SIZES = {
  usual: { left: 28, right: 74, most: 11, name: 12, letters: 2.6 },
  large: { left: 50, right: 78, most: 14, name: 14, letters: 2.35 },
};
/** How dark a tile is, by fifths of the most; from the fourth on its number is light. */
const SHADES = [0, 0.12, 0.28, 0.45, 0.85, 1];

/** A heat map: the darker the more, with bars along two sides for the sums of columns and rows. */
export function tilesSvg({ title, columns, rows, values, print, large = false }: Tiles): Svg {
  const { left, right, most: largest, name: nameSize, letters } = TILE_SIZES[large ? 'large' : 'usual'];
  const wide = (TILES.width - left - right) / columns.length;
  const most = Math.max(1, ...values.flat());
  const inColumns = columns.map((_, column) => sumOf(values.map((row) => row[column]!)));
  const inRows = values.map(sumOf);
  const [x, y] = [(at: number) => left + at * wide, (at: number) => TILES.top + at * TILES.high];
  const size = Math.min(largest, Math.floor(wide / letters));
  const heads = columns.flatMap((name, at) => {
    const tall = (18 * inColumns[at]!) / Math.max(1, ...inColumns);
    return [
      bar(x(at) + wide / 4, 22 - tall, wide / 2, tall),
      words(x(at) + wide / 2, 36, name, { anchor: 'middle', size }),
    ];
  });
  const shadeOf = (value: number): number => SHADES[Math.ceil((value * 5) / most)]!;
  const tiles = values.flatMap((row, at) => row.map((value, column) => tile(x(column), y(at), wide, shadeOf(value))));
  const numbers = values.flatMap((row, at) =>
    row.map((value, column) => {
      const look: Look = { anchor: 'middle', size, on: shadeOf(value) > 0.5 ? 'dark' : 'tint' };
      return words(x(column) + wide / 2, y(at) + TILES.high / 2 + 4, print(value), look);
    }),
  );
  const ends = rows.flatMap((name, at) => {
    const long = (30 * inRows[at]!) / Math.max(1, ...inRows);
    const [from, middle] = [TILES.width - right + 6, y(at) + TILES.high / 2];
    return [
      words(left - 8, middle + 4, name, { anchor: 'end', size: nameSize, bold: true }),
      bar(from, middle - 6, long, 12),
      words(from + long + 4, middle + 4, print(inRows[at]!), { size: largest }),
    ];
  });
  const ground = `<g class="chart-dot" fill="#115a36">${tiles.join('')}</g>`;
  return drawing(TILES.width, y(rows.length), title, [...heads, ground, ...numbers, ...ends]);
}

function tile(x: number, y: number, wide: number, shade: number): string {
  const place = `x="${cut(x + 1)}" y="${cut(y + 1)}" width="${cut(wide - 2)}" height="${TILES.high - 2}" rx="2"`;
  if (shade === 0) return `<rect class="chart-rest" ${place} fill="none" stroke="#d9dedb"/>`;
  return `<rect ${place} fill-opacity="${shade}"/>`;
}

function bar(x: number, y: number, wide: number, high: number): string {
  const place = `x="${cut(x)}" y="${cut(y)}" width="${cut(wide)}" height="${cut(high)}"`;
  return `<rect class="chart-bar" ${place} fill="#8a948f"/>`;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function drawing(width: number, height: number, title: string, parts: readonly (string | false)[]): Svg {
  const inside = parts.filter(Boolean).join('');
  const look = `class="chart" viewBox="0 0 ${width} ${height}" fill="#333333" ${FONT}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${look} role="img" aria-label="${safe(title)}">${inside}</svg>` as Svg;
}

interface Look {
  anchor?: 'middle' | 'end';
  size: number;
  bold?: boolean;
  /** On a ground that is tinted, or dark. */
  on?: 'tint' | 'dark';
}

function words(x: number, y: number, text: string, { anchor, size, bold, on }: Look): string {
  const look = `${anchor ? ` text-anchor="${anchor}"` : ''} font-size="${size}"${bold ? ' font-weight="700"' : ''}`;
  const ink = on === 'dark' ? 'chart-light" fill="#ffffff' : `chart-${bold || on ? 'strong' : 'text'}`;
  return `<text class="${ink}" x="${cut(x)}" y="${cut(y)}"${look}>${safe(text)}</text>`;
}

const cut = (number: number): string => String(Math.round(number * 10) / 10);

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
