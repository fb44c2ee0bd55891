/** What a secret looks like, by the forms that their issuers publish. Values are never given on. */
const forms: readonly { readonly what: string; readonly form: RegExp }[] = [
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
const commandForms: typeof forms = [
  {
    what: 'a password of a server',
    form: /\bcurl\b[^\n;|&]*?\s(?:-u|--user)[\s=]+["']?[^\s:"'$]+:(?!\$)[^\s"']{3,}/,
  },
  { what: 'a token in a header', form: /\bAuthorization:\s*(?:Bearer|Basic|token)\s+[\w+/.-]{16,}=*/i },
  {
    what: 'a password of a user',
    form: /\becho\s+(?:-\w+\s+)?["']?[\w-]+:(?!\$)[^\s"']{3,}["']?\s*\|\s*(?:sudo\s+)?chpasswd\b/,
  },
  { what: 'a token of npm', form: /:_(?:authToken|password)\s*=\s*(?!\$)["']?[\w+/=.-]{8}/ },
  { what: 'a password in a URL', form: /\b[a-z][a-z+]*:\/\/[^\s:@/'"$]+:(?![$<*{])[^\s:@/'"]{3,}@/i },
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

/** Variables named as secrets are that a command gives a value of its own; one from elsewhere begins with `$` or a path. */
export function assignedSecrets(command: string): string[] {
  const values = command.matchAll(/(?<=^|[\s;&|(])(\w+)=(?=["']?[^\s"'$`;&|)/<])/g);
  return [...new Set([...values].map(([, name = '']) => name))].filter(isSecretName);
}

/** The kinds of secrets in a command or a value. */
export function secretsInCommand(text: string): string[] {
  return kindsIn(text, [...forms, ...commandForms]);
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

/** The same text, as long, with an asterisk for each character of a secret: for what is shown of files and commands. */
export function maskSecrets(text: string): string {
  const hide = (secret: string): string => secret.replaceAll(/[^\r\n]/g, '*');
  const unnamed = [...forms, ...commandForms].reduce(
    (masked, { form }) =>
      masked.replaceAll(new RegExp(`(?:${form.source})[^\\s"']*`, `${form.flags}g`), hide),
    text,
  );
  return unnamed.replaceAll(
    /\b(\w+)(\s*=\s*|(?<=\b(?:ENV|ARG)\s+\w+)[ \t]+)("(?:\\.|[^"\\])*"|'[^']*'|[^\s"']+)/gi,
    (whole, name: string, between: string, value: string) =>
      isSecretName(name) && !value.startsWith('$') ? name + between + hide(value) : whole,
  );
}

const secretFiles: readonly { readonly what: string; readonly path: RegExp }[] = [
  {
    what: 'variables with their values',
    path: /(?:^|\/)\.env(?:\.(?!example|sample|template|dist|test)[\w-]+)?$/,
  },
  { what: 'an SSH key', path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/ },
  { what: 'credentials of AWS', path: /(?:^|\/)\.aws\/credentials$/ },
  { what: 'passwords', path: /(?:^|\/)(?:\.netrc|\.git-credentials|\.pgpass|\.htpasswd)$/ },
  { what: 'logins of registries', path: /(?:^|\/)\.docker\/config\.json$/ },
  { what: 'credentials of a cluster', path: /(?:^|\/)\.kube\/config$/ },
  { what: 'the history of a repository', path: /(?:^|\/)\.git\/HEAD$/ },
];

/** Of these names many hold no secret: only whoever copies one by its name is told. */
const likelyFiles: typeof secretFiles = [
  { what: 'logins of registries', path: /(?:^|\/)(?:\.npmrc|\.pypirc|\.yarnrc\.yml)$/ },
  { what: 'a private key', path: /(?:^|\/)(?:[\w.-]*key\.pem|[\w.-]+\.(?:key|p12|pfx|jks|keystore))$/ },
  { what: 'credentials of a cloud', path: /(?:^|\/)(?:service[-_]?account[\w-]*|credentials)\.json$/ },
  { what: 'the state of Terraform', path: /(?:^|\/)[\w.-]*\.tfstate$/ },
];

/** As {@link secretFile}, of a path that a Dockerfile copies. */
export function copiedSecretFile(path: string): string | undefined {
  return secretFile(path) ?? likelyFiles.find((one) => one.path.test(path))?.what;
}

/** What a file of this path usually holds, where that is secret. */
export function secretFile(path: string): string | undefined {
  return secretFiles.find((one) => one.path.test(path))?.what;
}
