import { createHash } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import type { Bom, Component } from './model.ts';
import { packageUrl } from './package-url.ts';

/** What the document is about. */
export interface Subject {
  /** Digest of the image's configuration, `sha256:…`. */
  readonly id: string;
  /** What the image calls itself, where it does. */
  readonly title: string | undefined;
}

/** The document of an image. Pure: it has no time, and its serial number comes from what it says. */
export function documentOf({ id, title }: Subject, found: readonly Component[]): Bom {
  const components = merged(found);
  const name = title ?? id;
  const component: Component = {
    type: 'container',
    'bom-ref': `image:${id}`,
    name,
    version: id,
    ...(title === undefined ? {} : { purl: packageUrl('oci', undefined, title, id) }),
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(id, JSON.stringify(components))}`,
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'post-build' }],
      tools: { components: [{ type: 'application', name: 'pipeline-lab', version: packageJson.version }] },
      component,
    },
    components,
    dependencies: [
      { ref: component['bom-ref'], dependsOn: components.map((one) => one['bom-ref']) },
      ...components.map((one) => ({ ref: one['bom-ref'] })),
    ],
  };
}

/** What is there several times is one component with several places; sorted, so that equal images give equal bytes. */
function merged(found: readonly Component[]): Component[] {
  return [...Map.groupBy(found, (one) => one['bom-ref']).values()]
    .map(together)
    .toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
}

function together(group: readonly Component[]): Component {
  const places = new Set(
    group.flatMap(({ evidence }) => evidence?.occurrences ?? []).map((one) => one.location),
  );
  const occurrences = [...places].toSorted().map((location) => ({ location }));
  return Object.assign(
    {},
    ...group.toReversed(),
    occurrences.length > 0 && { evidence: { occurrences } },
  ) as Component;
}

/** A UUID of version 8, whose bits are the maker's own. RFC 9562, section 5.8 */
function uuidOf(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
