import type { Annotation } from './frame.ts';

/** Where deployments ended; the series has that time as its value. */
export function deploymentMarks(series: string): Annotation {
  return {
    name: 'Deployments',
    expr: `${series} * 1000`,
    title: '{{project}} → {{environment}}',
    text: 'A deployment ended',
    colour: 'blue',
    timeIsValue: true,
  };
}
