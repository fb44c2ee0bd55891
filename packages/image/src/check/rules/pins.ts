import type { DockerfileRule, PlacedRemark } from '../rule.ts';
import { allCommands, hasFlag, installed } from './programs.ts';

interface Manager {
  readonly id: string;
  readonly name: string;
  readonly program: RegExp;
  readonly verbs: readonly string[];
  /** A word that has a version, or is no package of the registry. */
  readonly pinned: RegExp;
  /** Options whose value is the next word. */
  readonly valued: RegExp;
  /** An option that says the version, or where it is said. */
  readonly option?: RegExp;
  readonly example: readonly [bad: string, good: string];
}

const path = String.raw`^[./~$]|://|\$`;

/** The value of an option that is not known here. */
const isNumber = /^[\d.]+$/;

const managers: readonly Manager[] = [
  {
    id: 'DL3013',
    name: 'pip',
    program: /^pip[\d.]*$/,
    verbs: ['install'],
    pinned: new RegExp(String.raw`[=<>~@/]|\.whl$|\.tar\.gz$|${path}`),
    valued:
      /^(?:-[a-zA-Z]*[rcteifC]|--(?:requirement|constraint|target|editable|index-url|extra-index-url|find-links|prefix|root|trusted-host|python|python-version|cache-dir|proxy|platform|abi|implementation|no-binary|only-binary|timeout|retries|exists-action|cert|client-cert|log|report|src|progress-bar|upgrade-strategy|root-user-action|config-settings|global-option|use-feature|use-deprecated|keyring-provider))$/,
    example: ['RUN pip install --no-cache-dir flask', 'RUN pip install --no-cache-dir flask==3.1.2'],
  },
  {
    id: 'DL3016',
    name: 'npm',
    program: /^npm$/,
    verbs: ['install', 'i', 'add'],
    pinned: new RegExp(String.raw`.@[^/]|^git|\.tgz$|^[\w-]+/[\w.-]+$|/$|${path}`),
    valued:
      /^(?:--(?:registry|prefix|cache|loglevel|omit|include|only|location|workspace|userconfig|globalconfig|fetch-retries|fetch-timeout|fetch-retry-\w+|jobs|maxsockets|install-strategy|before|tag|scope|proxy|https-proxy|cafile|script-shell|audit-level)|-[wC])$/,
    example: ['RUN npm install -g typescript', 'RUN npm install -g typescript@5.9.3'],
  },
  {
    id: 'DL3018',
    name: 'apk',
    program: /^apk$/,
    verbs: ['add'],
    pinned: new RegExp(String.raw`[=<>~]|\.apk$|${path}`),
    valued: /^(?:-[tXp]|--(?:virtual|repository|root|arch))$/,
    example: ['RUN apk add --no-cache curl', 'RUN apk add --no-cache curl=8.14.1-r2'],
  },
  {
    id: 'DL3028',
    name: 'gem',
    program: /^gem$/,
    verbs: ['install'],
    pinned: new RegExp(String.raw`:\d|\.gem$|${path}`),
    valued: /^(?:-[isn]|--(?:install-dir|source|bindir|platform))$/,
    option: /^(?:-v|--version)/,
    example: ['RUN gem install rails', 'RUN gem install rails:8.0.3'],
  },
  {
    id: 'DL3062',
    name: 'go',
    program: /^go$/,
    verbs: ['install'],
    pinned: new RegExp(String.raw`@v?\d|@[0-9a-f]{7,}|^[^@]*$|${path}`),
    valued: /^-(?:ldflags|tags|C|mod|o)$/,
    example: ['RUN go install example.com/tool@latest', 'RUN go install example.com/tool@v1.2.3'],
  },
];

/** Rules for packages that are installed without a version; apt's is with the others of apt. */
export const pinRules: readonly DockerfileRule[] = managers.map((manager) => ({
  id: manager.id,
  severity: 'info',
  summary: `Packages of ${manager.name} without a version.`,
  why: 'Two builds may get two versions.',
  hint: 'Name the version, or install from a lock file.',
  bad: manager.example[0],
  good: manager.example[1],
  *check(subject): Iterable<PlacedRemark> {
    for (const command of allCommands(subject)) {
      const words = manager.verbs.flatMap((verb) => installed(command, manager.program, verb) ?? []);
      if (manager.option !== undefined && hasFlag(command, manager.option)) continue;
      const values = new Set(
        command.words.filter((_, at) => manager.valued.test(command.words[at - 1]?.text ?? '')),
      );
      const open = words.filter(
        (word) => !values.has(word) && !isNumber.test(word.text) && !manager.pinned.test(word.text),
      );
      const [first] = open;
      if (first !== undefined)
        yield { at: first, message: `no version of ${open.map(({ text }) => text).join(', ')}` };
    }
  },
}));
