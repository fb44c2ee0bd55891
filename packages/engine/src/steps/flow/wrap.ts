import type { Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const wrap: Step = withoutMeaning('wrap', 'wrappers change nothing here; their block runs');
