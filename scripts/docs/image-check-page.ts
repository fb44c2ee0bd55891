import { type DockerfileRule, dockerfileRules, type ImageRule, imageRules } from '@pipeline-lab/image/check';
import { page, table } from './markdown.ts';

/** docs/image-check.md: a table of the rules, and a part for each, which `#rule-id` leads to. */
export function imageCheckPage(): string {
  return page(
    'What `plab image check` finds',
    intro,
    '## Rules for the Dockerfile',
    rulesTable(dockerfileRules),
    '## Rules for the image',
    rulesTable(imageRules),
    '## Each rule',
    ...dockerfileRules.map((rule) => `${ruleText(rule)}\n\n${example(rule)}`),
    ...imageRules.map(ruleText),
  );
}

const intro = `\`./plab image check [IMAGE]\` reads a Dockerfile, and the image when one is named; it builds, runs and changes nothing.

\`\`\`sh
./plab image check                              # the Dockerfile of deploy.yml, otherwise ./Dockerfile
./plab image check task-api:latest              # the same, and this image of the local engine
./plab image check nginx:1.29 --no-dockerfile   # an image from elsewhere
./plab image check --format sarif > image.sarif # for a code host; also json and github
\`\`\`

Exit code 0: nothing found, or information only; 1: errors or warnings; 2: wrong usage, such as a file that is not there.

Rules have the ids of [hadolint](https://github.com/hadolint/hadolint) where it has them. The column CIS names the
recommendation of the CIS Docker Benchmark 1.6. A comment right above an instruction silences rules for it, a global
one for the file; the rules for images have no comments:

\`\`\`dockerfile
# hadolint ignore=DL3008,DL3015
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
# hadolint global ignore=DL3059
\`\`\`

Of an image every layer is read, also what a later layer hides: a secret that is removed can still be pulled. Files up
to 256 KiB are searched for the forms of private keys and tokens. What is found is told by its place and kind, and
never printed. The layers go to the store that deployments use, so that neither reads them twice.`;

function rulesTable(rules: readonly (DockerfileRule | ImageRule)[]): string {
  const rows = rules.map(({ id, severity, summary, cis = '' }) => [
    `[${id}](#${id.toLowerCase()})`,
    severity,
    summary,
    cis,
  ]);
  return table(['Rule', 'Severity', 'What it finds', 'CIS'], rows);
}

function ruleText({ id, severity, summary, why, hint }: DockerfileRule | ImageRule): string {
  return [`### ${id}`, `${severity}: ${summary}`, `${why} ${hint}`].join('\n\n');
}

function example({ bad, good }: DockerfileRule): string {
  return `\`\`\`dockerfile\n# found\n${bad}\n\n# better\n${good}\n\`\`\``;
}
