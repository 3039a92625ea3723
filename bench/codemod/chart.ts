/** One bar of the chart. What stands after a colon in the name goes on a line of its own. */
export interface ChartRow {
  readonly name: string;
  readonly seconds: number;
}

const WIDTH = 720;
const LABELS = 270;
const BARS = 370;
const BAR = 18;
const ROW = 48;
const TOP = 44;

/**
 * A bar chart of the engines as SVG. Where it is shown as an image only the reader's system tells light from dark, so that the
 * colours follow that.
 */
export function chart(title: string, rows: readonly ChartRow[]): string {
  const longest = Math.max(...rows.map(({ seconds }) => seconds));
  const height = TOP + rows.length * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>${title}</title>
<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; }
  rect { fill: #0969da; }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } rect { fill: #4493f8; } }
</style>
<text class="title" x="8" y="24">${title}</text>
${rows.map((row, index) => bar(row, TOP + index * ROW, BARS / longest)).join('\n')}
</svg>
`;
}

function bar({ name, seconds }: ChartRow, top: number, scale: number): string {
  const [engine = '', note] = name.split(': ');
  const width = Math.max(seconds * scale, 1);
  return [
    `<text x="8" y="${top + 18}">${engine}</text>`,
    ...(note ? [`<text x="8" y="${top + 35}">${note}</text>`] : []),
    `<rect x="${LABELS}" y="${top + 4}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<text x="${(LABELS + width + 8).toFixed(1)}" y="${top + 18}">${seconds.toFixed(2)} s</text>`,
  ].join('');
}
