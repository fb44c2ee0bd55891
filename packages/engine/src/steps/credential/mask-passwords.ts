import type { Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const maskPasswords: Step = withoutMeaning('maskPasswords', 'secrets are always hidden here');
