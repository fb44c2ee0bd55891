import { type Command, commandsOf } from '../dockerfile/commands.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';
import { allCommands, hasFlag, programOf } from './programs.ts';

/** Rules for commands that do nothing good in a build. */
export const shellRules: readonly DockerfileRule[] = [
  {
    id: 'DL3001',
    severity: 'info',
    summary: 'A command that makes no sense in a build.',
    why: 'Services, processes and mounts of a RUN end with it, and nobody sits at a terminal.',
    hint: 'Leave it out; what a container runs is its ENTRYPOINT or CMD.',
    bad: 'RUN service nginx start',
    good: 'CMD ["nginx", "-g", "daemon off;"]',
    *check({ file }): Iterable<PlacedRemark> {
      for (const run of file.instructions)
        for (const command of commandsOf(file, run)) {
          const program = programOf(command);
          const hasAgent = /--mount=\S*type=ssh/.test(file.source.slice(run.start, run.body.start));
          if (idle.test(program) && !(program === 'ssh' && hasAgent) && !setsUnits(command))
            yield { at: command, message: `\`${program}\` makes no sense in a build` };
        }
    },
  },
  {
    id: 'DL4001',
    severity: 'warning',
    summary: 'Both curl and wget.',
    why: 'One of them is a program more to keep and to patch.',
    hint: 'Use one of the two.',
    bad: 'RUN curl -fsSLO https://example.com/a && wget https://example.com/b',
    good: 'RUN curl -fsSLO https://example.com/a && curl -fsSLO https://example.com/b',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { instructions } of file.stages) {
        const commands = instructions.flatMap((one) => commandsOf(file, one));
        const named = (name: string): typeof commands => commands.filter((one) => programOf(one) === name);
        const [curl] = named('curl');
        const [wget] = named('wget');
        if (curl !== undefined && wget !== undefined)
          yield { at: curl.start > wget.start ? curl : wget, message: 'this stage uses both curl and wget' };
      }
    },
  },
  {
    id: 'DL4005',
    severity: 'warning',
    summary: 'Another program in the place of /bin/sh.',
    why: 'Scripts of the base count on the one that was there; RUN asks SHELL which to use.',
    hint: 'Write `SHELL ["/bin/bash", "-c"]`.',
    bad: 'RUN ln -sf /bin/bash /bin/sh',
    good: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
    *check(subject): Iterable<PlacedRemark> {
      for (const command of allCommands(subject))
        if (programOf(command) === 'ln' && command.words.at(-1)?.text === '/bin/sh')
          yield { at: command, message: '/bin/sh becomes another program' };
    },
  },
  {
    id: 'DL3046',
    severity: 'warning',
    summary: '`useradd` of a high number without `-l`.',
    why: 'It writes /var/log/lastlog and faillog up to that number: the layer becomes huge.',
    hint: 'Add `--no-log-init`, or take a number of at most five digits.',
    bad: 'RUN useradd -u 1000000 app',
    good: 'RUN useradd --no-log-init -u 1000000 app',
    *check(subject): Iterable<PlacedRemark> {
      for (const command of allCommands(subject))
        if (
          programOf(command) === 'useradd' &&
          isHigh(command) &&
          !hasFlag(command, /^(?:-[DFhmMNorU]*l|--no-log-init$)/)
        )
          yield { at: command, message: 'this writes a log file up to that number' };
    },
  },
  {
    id: 'no-verification',
    severity: 'warning',
    summary: 'A check of who a server is, or who signed a package, is turned off.',
    why: 'Whoever sits on the line can put something else into the image.',
    hint: 'Give the authority or the key that is missing: `ca-certificates`, `--cacert`, `signed-by=`.',
    bad: 'RUN curl -k -o /tool https://example.com/tool',
    good: 'RUN curl --cacert /ca.pem -o /tool https://example.com/tool',
    *check(subject): Iterable<PlacedRemark> {
      for (const command of allCommands(subject))
        if (turnsOff(command))
          yield { at: command, message: 'nothing says that this comes from where it should' };
      for (const { keyword, properties } of subject.file.instructions)
        for (const property of keyword === 'ENV' ? properties : [])
          if (uncheckedVariable.test(`${property.name}=${property.value ?? ''}`))
            yield { at: property, message: `${property.name} turns the check of certificates off` };
    },
  },
];

const idle =
  /^(?:ssh|vim|vi|nano|shutdown|reboot|service|systemctl|ps|free|top|htop|kill|killall|mount|umount|ifconfig)$/;

const uncheckedVariable =
  /^(?:NODE_TLS_REJECT_UNAUTHORIZED=0|PYTHONHTTPSVERIFY=0|GIT_SSL_NO_VERIFY=(?:1|true)|(?:npm|NPM)_(?:config|CONFIG)_(?:strict_ssl|STRICT_SSL)=false)$/;

/** Each with the word behind it, where that is its value. */
const unchecked: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-[afgGiIjJlLnNOpqsSvV#0-6]*k|--insecure(?: |$))/,
  wget: /^--no-check-certificate(?: |$)/,
  git: /^http\.sslVerify[ =]?(?:false|0)$/i,
  npm: /^(?:--)?strict-ssl[ =]false$/,
  yarn: /^strict-ssl false$/,
  pip: /^--trusted-host[ =]/,
  pip3: /^--trusted-host[ =]/,
  'apt-get': /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories)\b/,
  apt: /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories)\b/,
  apk: /^--allow-untrusted\b/,
  yum: /^--nogpgcheck\b/,
  dnf: /^--nogpgcheck\b/,
  rpm: /^--nosignature\b/,
};

function turnsOff(command: Command): boolean {
  const program = programOf(command);
  const words = command.words.map(({ text }) => text);
  const exported = /^(?:export|env|sudo)$/.test(program) ? words : [];
  const form = Object.hasOwn(unchecked, program) ? unchecked[program] : undefined;
  return (
    [...command.assignments.map(({ text }) => text), ...exported].some((word) =>
      uncheckedVariable.test(word),
    ) ||
    (form !== undefined && words.some((word, at) => form.test(word) || form.test(`${word} ${words[at + 1]}`)))
  );
}

/** What a unit does when the container starts is no service that runs in the build. */
function setsUnits(command: Command): boolean {
  return (
    programOf(command) === 'systemctl' && hasFlag(command, /^(?:enable|disable|mask|unmask|set-default)$/)
  );
}

/** Whether `useradd` is given a number of six digits or more. */
function isHigh({ words }: Command): boolean {
  return words.some(({ text }, at) => {
    const [, value] = /^(?:-[DFhlmMNorU]*u|--uid=?)(.*)$/.exec(text) ?? [];
    return value !== undefined && /^\d{6,}$/.test(value || (words[at + 1]?.text ?? ''));
  });
}
