import type { Step } from '../step.ts';
import { onWindows } from '../windows.ts';

export const powershell: Step = onWindows('powershell');
