/** One row of a table; the first cell names it. */
export type Row = readonly string[];

export interface Table {
  readonly name: 'effects' | 'scenarios' | 'swarm';
  readonly head: Row;
  /** The names of its rows, in their order; others go. */
  readonly order: readonly string[];
}

const frame = `# What a deployment survives

<!-- Written by the tests in packages/cli/exhaustive/faults; each row by a run of it. -->

Visitors send 100 requests a second while this happens and never try one again: GET and POST over kept connections, GET over
new ones, one stream of events and one WebSocket that stay open until the application takes leave of them. A request is *lost* when
it got no answer, a wrong one or one of 500 and above; a stream or WebSocket when it was cut. After each fault the test looks at
the host: what serves is one whole release, the one that the proxy's file and the journal name; nobody holds the lock, no
guard is left, unless the host itself went down. Then it deploys again: that has to work, and to leave nothing behind: no container, image, file, process or server
of the proxy beyond what is kept. A row stands here only when all of that held;
an empty cell has not been run.

[\`./plab rehearse --fault …\`](rehearse.md) lets some of these faults happen to a deployment of yours, against lab hosts.

\`node --test packages/cli/exhaustive/faults/*.test.ts\`, with the variables that \`./plab test --all\` sets, runs them; with
\`--test-name-pattern\` some of them.

## At every effect of a deployment

Everything that a deployment changes has a number. At each one: the deployer is killed (SIGKILL) before it; the link is cut before it; it
fails with an I/O error; it is done, and its answer is lost. The cell says which release served afterwards, before the next deployment, and how many requests were lost.
A link that is cut before the switch is taken up again, so the deployment goes on and the new release serves.

<!-- effects -->
<!-- /effects -->

## Other faults

*Away* is the time from the first lost request to the first one that was answered after the last loss, where the fault kills what serves, or
the new version itself is what fails.

<!-- scenarios -->
<!-- /scenarios -->

## On Docker Swarm

Three nodes with two containers ([swarm.md](swarm.md)); the visitors of each node that is not killed are counted. A node that was killed comes
back, and the next deployment has to make all three serve the same.

<!-- swarm -->
<!-- /swarm -->
`;

/** The page with rows in the place of those of the same name; cells that are empty leave what is there. Pure. */
export function withRows(page: string, { name, head, order }: Table, rows: readonly Row[]): string {
  const text = page === '' ? frame : page;
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [before = '', rest = ''] = text.split(start);
  const [table = '', after = ''] = rest.split(end);
  const all = new Map(rowsIn(table).map((row) => [row[0], row]));
  for (const row of rows) {
    const had = all.get(row[0]) ?? [];
    all.set(
      row[0],
      head.map((_, at) => row[at] || had[at] || ''),
    );
  }
  const kept = order.map((key) => all.get(key)).filter((row) => row !== undefined);
  const rule = head.map(() => '---');
  return `${before}${start}${[head, rule, ...kept].map((row) => `| ${row.join(' | ')} |\n`).join('')}${end}${after}`;
}

function rowsIn(table: string): Row[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '));
}
