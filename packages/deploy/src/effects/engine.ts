import Docker from 'dockerode';
import { callName } from './names.ts';

/** Does one effect of a host under its number. */
type Change = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** What `dockerode` knows of its way to the engine. */
type Dial = (
  request: { readonly method: string; readonly path: string; options?: Readonly<Record<string, unknown>> },
  answered: (error: unknown, data?: unknown) => void,
) => void;

/** The engine behind a socket; each call that changes something there is an effect. */
export function engineWithEffects(socketPath: string, change: Change): Docker {
  const docker = new Docker({ socketPath });
  const modem = docker.modem as { dial: Dial };
  const dial = modem.dial.bind(modem);
  modem.dial = (request, answered) => {
    if (request.options !== undefined) request.options = inTheirPlace(request.path, request.options);
    const name = callName(request.method, request.path);
    if (name === undefined) return dial(request, answered);
    const called = async (): Promise<unknown> =>
      await new Promise((resolve, reject) => {
        dial(request, (error, data) => (error === null ? resolve(data) : reject(error)));
      });
    change(name, called).then(
      (data) => answered(null, data),
      (error: unknown) => answered(error),
    );
  };
  return docker;
}

/**
 * dockerode sends options twice, in the address and in the body of a request. Those of what is made have secrets, and an engine
 * logs addresses; only an image is made by what the address has.
 */
function inTheirPlace(
  path: string,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if ('_body' in options) return options;
  if (path.endsWith('/tag?')) return { _query: options, _body: {} };
  if (!path.endsWith('/create?') || path === '/images/create?') return options;
  if (path !== '/containers/create?') return { _query: {}, _body: options };
  const { name, ...body } = options;
  return { _query: name === undefined ? {} : { name }, _body: body };
}
