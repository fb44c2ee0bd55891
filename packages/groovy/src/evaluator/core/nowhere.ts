import type { Context } from '../value/method.ts';
import { fail } from './fail.ts';

/** The context of what runs without a script around it, such as `toString` for the host. */
export const nowhere: Context = {
  host: {
    getVariable: () => undefined,
    setVariable: () => undefined,
    callMethod: async (name) => fail('MissingMethodException', `${name}() cannot be called here`),
  },
  script: { turns: 0, asked: 0, unwaiting: 0, unwaitingSince: 0, classes: new Map() },
  depth: 0,
};
