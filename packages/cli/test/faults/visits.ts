import { mixed, type Visit, type Visits } from '@pipeline-lab/lab';

/** Visitors of an app of {@link program}, who come in every way and know what it has to say. */
export function visitsTo(url: string): Visits {
  return {
    url,
    perSecond: 100,
    requests: mixed([visit('get', '')], [visit('post', ' posted')]),
    stream: { path: '/events', isFarewell: (tail) => tail.endsWith('data: bye\n\n') },
    socket: { path: '/ws', question: 'who?' },
  };
}

function visit(kind: 'get' | 'post', body: string): Visit {
  const judge = (status: number, text: string): string => {
    if (status !== 200) throw new Error(`HTTP ${status} ${text.slice(0, 40)}`);
    if (!text.endsWith(body)) throw new Error(`the body did not come back: ${text}`);
    return text.slice(0, text.length - body.length);
  };
  return { kind, path: '/', body, judge };
}
