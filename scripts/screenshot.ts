import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchPort, createBenchLab } from '../bench/lab.ts';

/**
 * Makes docs/up.svg, the picture in the README: runs `./plab up` after a change of one line and draws the end of what
 * it printed. `node scripts/screenshot.ts`
 */
const rows = 44;
const columns = 104;
const lineHeight = 18;
const colours: Readonly<Record<string, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  35: '#d2a8ff',
  36: '#79c0ff',
};

process.env['FORCE_COLOR'] = '1';
const lab = await createBenchLab();
let said = '';
try {
  lab.change();
  await lab.plab(['up', '--port', String(benchPort)], (text) => {
    said = text;
  });
} finally {
  await lab.destroy();
}
const lines = said.trimEnd().split('\n').slice(-rows);
writeFileSync(
  fileURLToPath(new URL('../docs/up.svg', import.meta.url)),
  draw(['$ ./plab up', '  …', ...lines]),
);

function draw(lines: readonly string[]): string {
  const height = lines.length * lineHeight + 32;
  const width = columns * 8.4 + 32;
  const text = lines.map(
    (line, index) => `<text x="16" y="${32 + index * lineHeight}">${spans(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The end of what plab up prints">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
${text.join('\n')}
</g>
</svg>
`;
}

/** One line with its SGR colours (ECMA-48, 8.3.117) as spans; other control sequences are left out. */
function spans(line: string): string {
  const parts = line.slice(0, columns + 60).split(new RegExp(`${String.fromCodePoint(27)}\\[([\\d;]*)m`));
  let style = '';
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        style = styleOf(part);
        return '';
      }
      return part === '' ? '' : `<tspan${style}>${escape(part)}</tspan>`;
    })
    .join('');
}

function styleOf(code: string): string {
  if (code === '1') return ' font-weight="bold"';
  if (code === '2') return ' fill="#8b949e"';
  const colour = colours[code];
  return colour === undefined ? '' : ` fill="${colour}"`;
}

function escape(text: string): string {
  return text.slice(0, columns).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
