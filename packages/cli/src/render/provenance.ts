import { type Attestation, shortKey } from '@pipeline-lab/image/provenance';

/** Who built an image, when, from what and how; for people. */
export function provenanceText({ keyId, provenance, bom }: Attestation): string {
  const { subject, predicate } = provenance;
  const { buildDefinition, runDetails } = predicate;
  const { externalParameters: how, resolvedDependencies } = buildDefinition;
  const { builder, metadata } = runDetails;
  const rows: readonly (readonly [string, string])[] = [
    ['image', subject.map(({ digest }) => `sha256:${digest.sha256}`)[0] ?? ''],
    ['signed by', `key ${shortKey(keyId)}`],
    ['built by', builder.id],
    ['in', metadata.invocationId],
    ['when', `${metadata.startedOn} to ${metadata.finishedOn}`],
    ['dockerfile', how.dockerfile + (how.target === undefined ? '' : `, stage ${how.target}`)],
    ...Object.entries(how.arguments).map(
      ([name, value]) => ['argument', `${name}=${value ?? '(not told)'}`] as const,
    ),
    ...resolvedDependencies.map(
      ({ name = '', uri = name, digest }) => ['made from', `${uri}  ${digestText(digest)}`] as const,
    ),
    ['holds', `${bom.components.length} components (\`plab image sbom\`)`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(10)} ${value}`).join('\n');
}

function digestText(digest: Readonly<Record<string, string>>): string {
  return Object.entries(digest)
    .map(([kind, value]) => `${kind}:${value}`)
    .join(' ');
}
