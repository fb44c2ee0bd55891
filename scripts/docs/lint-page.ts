import { messages, type Rule, rules } from '@pipeline-lab/jenkinsfile/reference';
import { code, page } from './markdown.ts';

/** docs/lint.md: a part for each rule and each message, which `#rule-id` leads to. */
export function lintPage(): string {
  return page(
    'What `plab lint` finds',
    intro,
    '## Rules',
    ...rules.map(ruleText),
    '## Syntax',
    '<a id="syntax"></a>`syntax` · error: text that is no Groovy 2.4. Several errors are told in one run.',
    '## Messages of the validator',
    'In the words of Jenkins; all of them are errors. `{0}`, `{1}` stand for names of the file.',
    Object.entries(messages)
      .map(([id, text]) => `- <a id="${id}"></a>${code(id)}: ${text.replaceAll('<', '&lt;')}`)
      .join('\n'),
  );
}

const intro = `\`./plab lint [FILE…]\` reads Jenkinsfiles (default: \`Jenkinsfile\`; \`-\` is the standard input) and runs nothing. Exit code 0: nothing
found, or information only; 1: errors or warnings; 2: wrong usage, such as a file that is not there. \`--format\` is \`text\`,
\`json\`, \`sarif\` (2.1.0) or \`github\` (commands of a GitHub workflow).

A comment silences a rule on its line, or alone on a line for the next one; without an id it silences all, and what
follows \`--\` says why:

\`\`\`groovy
sh "curl -H 'Token: $TOKEN' $URL" // plab-ignore secret-interpolation -- a throw-away token
\`\`\``;

function ruleText({ id, severity, summary, why, bad, good }: Rule): string {
  return [
    `### ${id}`,
    `${severity}: ${summary}`,
    why,
    `\`\`\`groovy\n// found\n${bad}\n\n// better\n${good}\n\`\`\``,
  ].join('\n\n');
}
