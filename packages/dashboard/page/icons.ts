import { svg } from './dom.ts';

/** Each state has a shape of its own: colour alone tells nobody anything. */
const shapes = {
  good: ['M3.5 8.5l3 3 6-7'],
  bad: ['M4.5 4.5l7 7', 'M11.5 4.5l-7 7'],
  warn: ['M8 2.8l6 10.4H2z', 'M8 6.8v2.8', 'M8 11.4v.2'],
  back: ['M6 3L3 6l3 3', 'M3 6h6a3.5 3.5 0 010 7H6'],
  skip: ['M4 8h8'],
  wait: ['M8 2.5a5.5 5.5 0 100 11a5.5 5.5 0 100-11', 'M8 5v3l2 1.5'],
  run: ['M8 2.5a5.5 5.5 0 105.5 5.5'],
} as const;

export type Mark = keyof typeof shapes;

export function icon(mark: Mark): SVGSVGElement {
  const paths = shapes[mark].map((d) => svg('path', { d }));
  return svg('svg', { viewBox: '0 0 16 16', class: `icon ${mark}`, 'aria-hidden': 'true' }, ...paths);
}
