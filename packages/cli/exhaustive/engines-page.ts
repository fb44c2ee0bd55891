import type { EngineFindings, EngineVariant } from './try-engine.ts';

/** The page about engines of hosts, from what the tests found. */
export function enginesPage(found: ReadonlyMap<EngineVariant, EngineFindings>): string {
  const rows = [...found].map(([{ release, engine }, findings]) => {
    const { version, store, route, first, second } = findings;
    const name = engine === 'podman' ? 'Podman' : 'Docker';
    const cells = [
      `${name} ${version}`,
      store,
      release,
      route,
      kilobytes(first.bytes),
      kilobytes(second.bytes),
    ];
    return `| ${cells.join(' | ')} | ${second.layers} |`;
  });
  return `# Engines of hosts

<!-- Written by \`./plab test --all\` when every one of them works. -->

A host with each of these engines gets two releases and goes back to the first one. The second differs in one file.

| Engine | Store | Debian | Route | First release | Second | Its layers |
|---|---|---|---|---|---|---|
${rows.join('\n')}

What differs between them:

- **A download that is cut** is dropped by all of them, each in its own way, so none of them sees a cut: see
  [how an image gets to a host](shipping.md).
- **Podman** is pulled through its own API: behind Docker's it wants TLS of a registry on 127.0.0.1.
- A host that cannot reach the registry through the connection gets the whole image by \`docker save | docker load\`; the
  deployment says so.
`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
