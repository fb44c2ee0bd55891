import { withoutContinuations } from './dockerfile/continuations.ts';
import { valueForm, withoutTexts } from './shell-text.ts';

/** What a secret looks like, by the forms that their issuers publish. Values are never given on. */
export const forms: readonly { readonly what: string; readonly form: RegExp }[] = [
  {
    what: 'a private key',
    form: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n)+(?:[\w-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40}(?:[A-Za-z0-9+/=\s]|\\n)*/,
  },
  { what: 'an access key of AWS', form: /\b(?:AKIA|ASIA)(?![0-9A-Z]*EXAMPLE)[0-9A-Z]{16}\b/ },
  { what: 'a token of GitHub', form: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60})/ },
  { what: 'a token of GitLab', form: /\bglpat-[\w-]{20}/ },
  { what: 'a token of Slack', form: /\bxox[abeprs]-\d[\w-]{16}/ },
  { what: 'a token of npm', form: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: 'an API key of Google', form: /\bAIza[\w-]{35}\b/ },
  { what: 'a live key of Stripe', form: /\b[rs]k_live_[A-Za-z0-9]{24}/ },
];

/** Words for them are in many a manual: they count only where they are in use. */
export const commandForms: typeof forms = [
  {
    what: 'a password of a server',
    form: /\bcurl\b(?:(?!\bcurl\b)[^\n;|&])*?\s(?:-[afgGiIjJkKlLnNOpqRsSvV#0-6]*u\s*|--user[\s=]+)(?:\\"[^\s:"$\\]+:(?!\$)(?:(?!\\")[^]){3,}|"[^\s:"$]+:(?!\$)(?:\\[^]|[^"\\]){3,}|'[^\s:'$]+:(?!\$)[^']{3,}|[^\s:"'$]+:(?!\$)[^\s"']{3,})/,
  },
  { what: 'a token in a header', form: /\bAuthorization:\s*(?:Bearer|Basic|token)\s+[\w+/.-]{16,}=*/i },
  {
    what: 'a password of a user',
    form: /\becho\s+(?:-\w+\s+)?(?:\\?"[\w-]+:(?!\$)[^"\\]{3,}\\?"|'[\w-]+:(?!\$)[^']{3,}'|[\w-]+:(?!\$)[^\s"']{3,})\s*\|\s*(?:sudo\s+)?chpasswd\b/,
  },
  { what: 'a token of npm', form: /:_(?:authToken|password)\s*=\s*(?!\$)["']?[\w+/=.-]{8}/ },
  { what: 'a password in a URL', form: /(?<![\w+])[a-z][a-z+]*:\/\/[^\s:@/'"$]+:(?![$<*{])[^\s:@/'"]{3,}@/i },
];

/** The kinds of secrets that a file holds. */
export function secretsInFile(text: string, path: string): string[] {
  return kindsIn(
    text,
    /(?:^|\/)(?:\.?npmrc|\.yarnrc(?:\.yml)?|pip\.conf|\.pypirc|\.netrc)$/.test(path)
      ? [...forms, ...commandForms]
      : forms,
  );
}

/**
 * Variables named as secrets are that a command gives a value of its own; one from elsewhere begins with `$` or a path,
 * and one that only stands for a secret says so.
 */
export function assignedSecrets(command: string, escape = '\\'): string[] {
  const values = withoutTexts(withoutContinuations(command, escape)).matchAll(assignment);
  const own = [...values].filter(([, , value = '']) => !placeholder.test(value.replaceAll(/["'\\]/g, '')));
  return [...new Set(own.map(([, name = '']) => name))].filter(isSecretName);
}

const assignment = new RegExp(
  String.raw`(?<=^|[\s;&|(])(\w+)=(?=\\?["']?[^\s"'$\x60;&|)/<\\])(${valueForm})`,
  'g',
);

const placeholder = /^(?:dummy|change-?me|example|placeholder|build(?:[-_]?only)?|test|x+)(?:$|[;&|)])/i;

/** The kinds of secrets in a command or a value. */
export function secretsInCommand(text: string, escape = '\\'): string[] {
  const known = [...forms, ...commandForms];
  // A comment between continued lines is in the file, but not in the command.
  return [...new Set([...kindsIn(text, known), ...kindsIn(withoutContinuations(text, escape), known)])];
}

function kindsIn(text: string, known: typeof forms): string[] {
  return [...new Set(known.filter(({ form }) => form.test(text)).map(({ what }) => what))];
}

const secretName =
  /(?:^|[_.-])(?:(?:PG)?PASSWORD|MYSQL_PWD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|(?:ACCESS|SECRET|PRIVATE)_KEY)$/i;

/** Whether a variable is named as secrets are; `…_FILE` and the like only say where one is. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}
