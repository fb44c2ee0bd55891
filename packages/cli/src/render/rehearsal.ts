import { styleText } from 'node:util';
import type { RehearsalLab } from '../rehearse/lab-hosts.ts';
import type { Audience } from '../rehearse/rehearsal.ts';
import { isGood, type RehearsalReport, type RehearsedHost, verdict } from '../rehearse/report.ts';
import { reporting } from './deploy.ts';
import { bytes, duration } from './units.ts';
import { harmlessText } from './visible.ts';

/** Whoever is told of a rehearsal, from its hosts to its end. */
export interface RehearsalAudience extends Audience {
  readonly host: (host: RehearsedHost) => void;
  /** The lab hosts stay. */
  readonly kept: (lab: RehearsalLab) => void;
  readonly report: (report: RehearsalReport) => void;
}

/** One JSON object a line: the events of the deployment as `plab deploy --json` has them, others of the type `rehearsal.…`. */
export function jsonAudience(): RehearsalAudience {
  const tell = (type: string, fields: object): void =>
    console.log(JSON.stringify({ type: `rehearsal.${type}`, ...fields }));
  return {
    step: (text) => tell('step', { text }),
    note: (text) => tell('note', { text }),
    host: (host) => tell('host', host),
    deployment: async (task) => await reporting(true, task),
    kept: (lab) => tell('kept', keptOf(lab)),
    report: (report) => tell('report', { ...report, good: isGood(report), verdict: verdict(report) }),
  };
}

export function textAudience(): RehearsalAudience {
  const say = (text: string): void => console.log(text);
  return {
    step: (text) => say(bold(text)),
    note: (text) => say(`  note: ${harmlessText(text)}`),
    host: ({ name, standsFor, url }) => say(`  ${name}  stands for ${standsFor}, ${url}`),
    deployment: async (task) => await reporting(false, task),
    kept: (lab) => say(keptText(lab)),
    report: (report) => say(reportText(report)),
  };
}

interface Kept {
  readonly namespace: string;
  readonly remove: string;
  readonly hosts: readonly { readonly name: string; readonly ssh: string; readonly shell: string }[];
}

function keptOf({ namespace, hosts }: RehearsalLab): Kept {
  return {
    namespace,
    remove: `PLAB_NAMESPACE=${namespace} ./plab down`,
    hosts: hosts().map(({ host, sshConfigFile }) => ({
      name: host.name,
      ssh: `ssh -F ${sshConfigFile} ${host.target}`,
      shell: `docker exec -it ${namespace}-${host.name} sh`,
    })),
  };
}

function keptText(lab: RehearsalLab): string {
  const { hosts, remove } = keptOf(lab);
  const ways = hosts.flatMap(({ name, ssh, shell }) => [
    `  ${name}  ${ssh}`,
    `  ${' '.repeat(name.length)}  ${shell}   (as root)`,
  ]);
  return [bold('the lab hosts stay'), ...ways, `  remove them with ${remove}`].join('\n');
}

/** The summary, the verdict last. Pure but for colours. */
export function reportText(report: RehearsalReport): string {
  const rows = rowsOf(report).filter(([, text]) => text !== '');
  const width = Math.max(...rows.map(([title]) => title.length));
  const lines = rows.map(
    ([title, text]) =>
      `  ${title.padEnd(width)}  ${harmlessText(text).replaceAll('\n', `\n${' '.repeat(width + 4)}`)}`,
  );
  const colour = isGood(report) ? 'green' : 'red';
  return [
    '',
    bold(`rehearsal of ${report.destination}`),
    ...lines,
    styleText([colour, 'bold'], sentence(harmlessText(verdict(report))), { stream: process.stdout }),
  ].join('\n');
}

function rowsOf(report: RehearsalReport): [string, string][] {
  const { image, before, hosts, fault, failure, requests, next, problems, serves, outcome } = report;
  const { losses, lost } = requests;
  return [
    [
      'deployed',
      `${image} over ${before.image === image ? 'another release of it' : before.image}, ${hosts.length} lab ${hosts.length === 1 ? 'host' : 'hosts'}`,
    ],
    ['fault', fault],
    [
      'outcome',
      [outcome, failure && `${failure.code ?? 'failed'}: ${failure.message}`].filter(Boolean).join('\n'),
    ],
    ['serves', serves === 'old' || serves === 'new' ? `the ${serves} release` : serves],
    ['requests', `${requests.sent} sent, ${lost} lost`],
    ['by kind', kindsText(requests)],
    ['lost', losses.join('\n')],
    ['away', lost === 0 ? '' : awayText(requests.secondsAway)],
    ['next', next === undefined ? '' : (next.result ?? `${next.failure?.code}: ${next.failure?.message}`)],
    ['problems', problems.join('\n')],
    ['sent', `${bytes(report.sent)} over SSH`],
    [
      'time',
      `${duration(report.ms)}: ${report.phases.map(({ phase, ms }) => `${phase} ${duration(ms)}`).join(', ')}`,
    ],
  ];
}

const kindNames = {
  get: 'GET',
  post: 'POST',
  new: 'GET on new connections',
  stream: 'stream',
  websocket: 'WebSocket',
} as const;

function kindsText({ kinds }: RehearsalReport['requests']): string {
  return (Object.keys(kindNames) as (keyof typeof kindNames)[])
    .filter((kind) => kinds[kind].sent > 0)
    .map((kind) => `${kindNames[kind]} ${kinds[kind].lost} of ${kinds[kind].sent}`)
    .join(', ');
}

function awayText(seconds: number): string {
  return Number.isFinite(seconds) ? `${seconds.toFixed(1)} s without service` : 'no service came back';
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}
