import { styleText } from 'node:util';
import type { Host, SetupEvent } from '@pipeline-lab/deploy';

/** Prints a setup as it goes: for people, or one JSON object a line. */
export function setupReport(json: boolean): (event: SetupEvent) => void {
  return json
    ? (event) => console.log(JSON.stringify(event))
    : (event) => {
        for (const line of lines(event)) console.log(line);
      };
}

function lines(event: SetupEvent): string[] {
  switch (event.type) {
    case 'host':
      return [
        styleText('bold', `${event.host}: ${event.distribution}, ${event.init}`, { stream: process.stdout }),
      ];
    case 'begin':
      return [`  …        ${event.resource}`];
    case 'same':
      return [`  already  ${event.resource}`];
    case 'differs':
      return [
        `  ${event.applied ? 'done   ' : 'differs'}  ${event.resource}`,
        ...(event.applied ? [] : diffOf(event)),
      ];
    case 'left-out':
      return [`  left out ${event.resource}: ${event.reason}`];
  }
}

const colours = { '-': 'red', '+': 'green', ' ': 'gray' } as const;

function diffOf({ diff }: Extract<SetupEvent, { type: 'differs' }>): string[] {
  return diff
    .filter(({ mark }) => mark !== ' ')
    .map(
      ({ mark, text }) => `    ${styleText(colours[mark], `${mark} ${text}`, { stream: process.stdout })}`,
    );
}

export interface SetupEnd {
  readonly host: Host;
  readonly deployUser: string;
  readonly check: boolean;
  readonly different: number;
}

/** What is to be done next. */
export function setupSummary({ host, deployUser, check, different }: SetupEnd): string {
  const address = host.target.replace(/^.*@/, '');
  const port = host.port === undefined ? '' : `:${host.port}`;
  if (different === 0) return `${host.name} has all that deployments need already`;
  if (check) return `${different} differ; \`plab host setup ${host.target}${port}\` makes them so`;
  return `${host.name} is ready: write \`hosts: [${deployUser}@${address}${port}]\` into deploy.yml`;
}
